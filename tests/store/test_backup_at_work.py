"""Backups while others write, and restores that are killed halfway: one moment, the old or the new."""

import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Barrier, Event, Thread

import pytest
import sqlalchemy as sa

from ivr.store.backup import back_up, restore
from ivr.store.engine import open_database
from ivr.store.tables import people
from tests.store.backups import adds, await_alone, find_programs, names_in, postgres_only, refusal, silent, sqlite_only

PROJECT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _programs(monkeypatch: pytest.MonkeyPatch) -> None:
    find_programs(monkeypatch)


def test_a_backup_shows_one_moment_while_writers_write(migrated_database_url: str, tmp_path: Path) -> None:
    """Every transaction adds two people; a backup in which one is without the other was not one moment."""
    stop, begun = Event(), Barrier(4, timeout=60)

    def write(writer: int) -> None:
        database = open_database(migrated_database_url)
        count = 0
        while not stop.is_set():
            count += 1
            with database.writing() as connection:
                for half in ("kiri", "kanan"):
                    name = f"{writer}-{count}-{half}"
                    connection.execute(people.insert(), _row(name))
            if count == 1:
                begun.wait()
        database.close()

    writers = [Thread(target=write, args=(n,)) for n in range(3)]
    for writer in writers:
        writer.start()
    try:
        begun.wait()  # everybody has written once, and goes on
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
        await_alone(migrated_database_url)
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
