"""What is particular to each kind of database: SQLite's one file, PostgreSQL's programs and other tables."""

import os
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from ivr.store.backup import back_up, restore
from ivr.store.backup_fault import BackupFault
from ivr.store.engine import open_database
from ivr.store.migrate import upgrade
from tests.databases import Databases
from tests.store.backups import adds, find_programs, names_in, postgres_only, refusal, silent, sqlite_only


@pytest.fixture(autouse=True)
def _programs(monkeypatch: pytest.MonkeyPatch) -> None:
    find_programs(monkeypatch)


@pytest.fixture
def fresh_url(databases: Databases) -> Iterator[str]:
    """A second database of the same kind, empty."""
    url = databases.fresh()
    yield url
    databases.discard(url)


@sqlite_only
def test_a_damaged_database_is_replaced(migrated_database_url: str, tmp_path: Path) -> None:
    adds(migrated_database_url, "Agus")
    back_up(migrated_database_url, tmp_path / "cadangan", progress=silent)
    path = Path(str(sa.make_url(migrated_database_url).database))
    path.write_bytes(b"rusak" * 4096)
    path.with_name(path.name + "-wal").write_bytes(b"sisa")

    with pytest.raises(BackupFault, match="tidak dapat disalin"):
        back_up(migrated_database_url, tmp_path / "lagi", progress=silent)
    assert "sudah berisi" in refusal(migrated_database_url, tmp_path / "cadangan")
    restore(migrated_database_url, tmp_path / "cadangan", replace=True, progress=silent)
    assert names_in(migrated_database_url) == ["Agus"]


@sqlite_only
def test_owner_and_permissions_stay(migrated_database_url: str, tmp_path: Path) -> None:
    back_up(migrated_database_url, tmp_path / "cadangan", progress=silent)
    path = Path(str(sa.make_url(migrated_database_url).database))
    path.chmod(0o640)

    restore(migrated_database_url, tmp_path / "cadangan", replace=False, progress=silent)

    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@sqlite_only
def test_a_backup_is_one_file_that_any_sqlite_reads(migrated_database_url: str, tmp_path: Path) -> None:
    adds(migrated_database_url, "Agus")
    told: list[str] = []
    back_up(migrated_database_url, tmp_path / "cadangan", progress=told.append)

    copy = sqlite3.connect(tmp_path / "cadangan")
    assert copy.execute("SELECT name FROM people").fetchall() == [("Agus",)]
    assert copy.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    copy.close()
    assert told[-1] == "100 persen"


@sqlite_only
def test_a_database_that_was_never_made(databases: Databases, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/baru/piket.db"
    with pytest.raises(BackupFault, match="belum ada"):
        back_up(url, tmp_path / "cadangan", progress=silent)
    source = databases.fresh(upgrade)
    back_up(source, tmp_path / "cadangan", progress=silent)

    restore(url, tmp_path / "cadangan", replace=False, progress=silent)

    assert names_in(url) == []


@postgres_only
def test_tables_of_another_program_are_not_touched(migrated_database_url: str, fresh_url: str, tmp_path: Path) -> None:
    back_up(migrated_database_url, tmp_path / "cadangan", progress=silent)
    database = open_database(fresh_url)
    with database.writing() as connection:
        connection.execute(sa.text("CREATE TABLE pegawai (id int)"))
    database.close()

    assert "tabel program lain" in refusal(fresh_url, tmp_path / "cadangan", replace=True)


@postgres_only
def test_a_backup_of_the_other_database_is_refused(migrated_database_url: str, tmp_path: Path) -> None:
    lite = f"sqlite:///{tmp_path}/piket.db"
    upgrade(lite)
    back_up(lite, tmp_path / "lite", progress=silent)
    back_up(migrated_database_url, tmp_path / "besar", progress=silent)

    assert "cadangan SQLite, sedangkan" in refusal(migrated_database_url, tmp_path / "lite")
    assert "cadangan PostgreSQL, sedangkan" in refusal(lite, tmp_path / "besar")


@postgres_only
def test_missing_programs_are_named_with_their_package(
    migrated_database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(
        BackupFault, match=r"Perlu pg_dump versi \d+ atau lebih baru.*apt install postgresql-client-\d+"
    ):
        back_up(migrated_database_url, tmp_path / "cadangan", progress=silent)
    assert not (tmp_path / "cadangan").exists()


@postgres_only
def test_a_password_is_not_in_the_list_of_processes(migrated_database_url: str, tmp_path: Path) -> None:
    """A stand-in for pg_dump notes its words: the password must not be among them, but in a file they name."""
    real = shutil.which("pg_dump")
    stand_in = tmp_path / "bin/pg_dump"
    stand_in.parent.mkdir()
    stand_in.write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/words\nexec {real} "$@"\n')
    stand_in.chmod(0o755)
    url = sa.make_url(migrated_database_url).set(password="sandi:\\rahasia").render_as_string(hide_password=False)
    before = os.environ["PATH"]
    os.environ["PATH"] = f"{stand_in.parent}{os.pathsep}{before}"
    try:
        back_up(url, tmp_path / "cadangan", progress=silent)
    finally:
        os.environ["PATH"] = before

    words = (tmp_path / "words").read_text()
    assert "passfile" in words
    assert "rahasia" not in words


def test_a_server_that_cannot_be_reached_is_said(tmp_path: Path) -> None:
    with pytest.raises(BackupFault, match="PostgreSQL tidak dapat dihubungi"):
        back_up("postgresql+psycopg://piket@127.0.0.1:9/piket", tmp_path / "cadangan", progress=silent)
