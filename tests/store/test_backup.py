"""Backups of both databases: there and back, and refused where something would be lost."""

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from ivr.store.backup import back_up, restore
from ivr.store.backup_fault import BackupFault
from ivr.store.engine import open_database
from ivr.store.migrate import newest_revision, upgrade
from tests.databases import Databases
from tests.store.backups import adds, find_programs, names_in, refusal, silent


@pytest.fixture(autouse=True)
def _programs(monkeypatch: pytest.MonkeyPatch) -> None:
    find_programs(monkeypatch)


@pytest.fixture
def fresh_url(databases: Databases) -> Iterator[str]:
    """A second database of the same kind, empty."""
    url = databases.fresh()
    yield url
    databases.discard(url)


def test_there_and_back(migrated_database_url: str, fresh_url: str, tmp_path: Path) -> None:
    adds(migrated_database_url, "Agus", "Budi")
    file = tmp_path / "cadangan"

    size = back_up(migrated_database_url, file, progress=silent)

    assert size == file.stat().st_size
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["cadangan"]
    assert restore(fresh_url, file, replace=False, progress=silent) == newest_revision()
    assert names_in(fresh_url) == ["Agus", "Budi"]
    adds(fresh_url, "Citra")  # ids go on where they were
    assert names_in(fresh_url) == ["Agus", "Budi", "Citra"]


def test_a_database_that_holds_anything_is_replaced_only_when_told(migrated_database_url: str, tmp_path: Path) -> None:
    adds(migrated_database_url, "Agus")
    file = tmp_path / "cadangan"
    back_up(migrated_database_url, file, progress=silent)
    adds(migrated_database_url, "Budi")

    assert refusal(migrated_database_url, file).startswith("Basis data sudah berisi; tidak ada yang diubah.")
    assert names_in(migrated_database_url) == ["Agus", "Budi"]
    restore(migrated_database_url, file, replace=True, progress=silent)
    assert names_in(migrated_database_url) == ["Agus"]


def test_a_database_that_was_only_migrated_counts_as_empty(
    migrated_database_url: str, fresh_url: str, tmp_path: Path
) -> None:
    adds(migrated_database_url, "Agus")
    back_up(migrated_database_url, tmp_path / "cadangan", progress=silent)
    upgrade(fresh_url)

    restore(fresh_url, tmp_path / "cadangan", replace=False, progress=silent)

    assert names_in(fresh_url) == ["Agus"]


def test_a_backup_never_overwrites(migrated_database_url: str, tmp_path: Path) -> None:
    file = tmp_path / "cadangan"
    file.write_text("yang lama")

    with pytest.raises(BackupFault, match="sudah ada dan tidak ditimpa"):
        back_up(migrated_database_url, file, progress=silent)
    with pytest.raises(BackupFault, match="tidak dapat ditulis: berkas atau folder tidak ada"):
        back_up(migrated_database_url, tmp_path / "tiada/cadangan", progress=silent)
    assert file.read_text() == "yang lama"
    assert [path.name for path in tmp_path.iterdir()] == ["cadangan"]


def test_what_is_no_backup_is_refused(migrated_database_url: str, tmp_path: Path) -> None:
    file = tmp_path / "cadangan"
    assert refusal(migrated_database_url, file) == f"{file} tidak dapat dibaca: berkas atau folder tidak ada"
    file.write_text("nama,peran")
    assert refusal(migrated_database_url, file) == f"{file} bukan cadangan basis data Piket"
    back_up(migrated_database_url, whole := tmp_path / "utuh", progress=silent)
    file.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    adds(migrated_database_url, "Agus")
    assert refusal(migrated_database_url, file, replace=True)
    assert names_in(migrated_database_url) == ["Agus"]


def test_a_backup_of_a_newer_version_is_refused_and_of_an_older_one_is_not(
    migrated_database_url: str, fresh_url: str, tmp_path: Path
) -> None:
    def revision_is(revision: str) -> Path:
        database = open_database(migrated_database_url)
        with database.writing() as connection:
            connection.execute(sa.text("UPDATE alembic_version SET version_num = :r"), {"r": revision})
        database.close()
        file = tmp_path / revision
        back_up(migrated_database_url, file, progress=silent)
        return file

    newer = revision_is("9999")
    assert refusal(fresh_url, newer).startswith(f"{newer} dibuat oleh versi Piket yang lebih baru (revisi 9999)")
    assert restore(fresh_url, revision_is("0001"), replace=False, progress=silent) == "0001"
