"""The tests' own databases: real, fresh each time, quickly made, and gone afterwards."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, text

from tests.databases import Databases, PostgresDatabases
from tests.postgres_server import PostgresServer

ROOT = Path(__file__).parent.parent


def rows(url: str, *statements: str) -> list[tuple[object, ...]]:
    """What the last of the statements returns."""
    engine = create_engine(url)
    with engine.begin() as connection:
        for statement in statements[:-1]:
            connection.execute(text(statement))
        found = [tuple(row) for row in connection.execute(text(statements[-1]))]
    engine.dispose()
    return found


def prepare(url: str) -> None:
    """Leaves one table with one line, and (as careless code does) an open connection."""
    engine = create_engine(url)
    LEFT_OPEN.append(connection := engine.connect())
    if url.startswith("sqlite"):
        connection.execute(text("PRAGMA journal_mode = WAL"))
    connection.execute(text("CREATE TABLE units (name TEXT)"))
    connection.execute(text("INSERT INTO units VALUES ('humas')"))
    connection.commit()


LEFT_OPEN: list[Connection] = []


@pytest.fixture(scope="module", autouse=True)
def _closed_at_last() -> Iterator[None]:
    yield
    for connection in LEFT_OPEN:
        connection.invalidate()


@pytest.mark.parametrize("turn", ["first", "second"])
def test_every_test_gets_an_empty_database_that_keeps_what_is_written(database_url: str, turn: str) -> None:
    written = rows(
        database_url, "CREATE TABLE calls (sid TEXT)", f"INSERT INTO calls VALUES ('{turn}')", "SELECT sid FROM calls"
    )

    assert written == [(turn,)]
    assert rows(database_url, "SELECT sid FROM calls") == [(turn,)]


def test_a_prepared_database_is_copied_and_the_copies_are_strangers(databases: Databases) -> None:
    one, other = databases.fresh(prepare), databases.fresh(prepare)

    rows(one, "INSERT INTO units VALUES ('pti')", "SELECT 1")

    assert rows(one, "SELECT name FROM units ORDER BY name") == [("humas",), ("pti",)]
    assert rows(other, "SELECT name FROM units") == [("humas",)]


def test_preparing_happens_once_however_many_copies_are_made(databases: Databases) -> None:
    prepared = []

    def count(url: str) -> None:
        prepared.append(url)

    for _ in range(3):
        databases.fresh(count)

    assert len(prepared) == 1


def test_a_preparation_that_fails_is_tried_again(databases: Databases) -> None:
    tries = []

    def fail_once(url: str) -> None:
        tries.append(url)
        if len(tries) == 1:
            raise RuntimeError("not this time")

    with pytest.raises(RuntimeError, match="not this time"):
        databases.fresh(fail_once)

    assert rows(databases.fresh(fail_once), "SELECT 1") == [(1,)]


def test_a_discarded_database_is_gone_although_somebody_is_connected(postgres_databases: PostgresDatabases) -> None:
    url = postgres_databases.fresh()
    engine = create_engine(url)
    with engine.connect() as connection:
        connection.execute(text("SELECT 1"))
        postgres_databases.discard(url)
        connection.invalidate()
    engine.dispose()

    name = url.split("@/")[1].split("?")[0]
    assert name not in [row[0] for row in rows(postgres_databases.fresh(), "SELECT datname FROM pg_database")]


def test_postgresql_checks_what_sqlite_lets_pass(postgres_databases: PostgresDatabases) -> None:
    (version,) = rows(postgres_databases.fresh(), "SELECT version()")

    assert str(version[0]).startswith("PostgreSQL ")


STARTS_A_SERVER = """
import sys, time
from tests.postgres_server import PostgresServer
server = PostgresServer.start()
with server.connect() as connection:
    print(connection.execute("SELECT current_setting('data_directory')").fetchone()[0], flush=True)
time.sleep(600)
"""


def test_no_server_stays_behind_when_the_run_is_killed(postgres_server: PostgresServer) -> None:
    run = subprocess.Popen([sys.executable, "-c", STARTS_A_SERVER], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert run.stdout is not None
    data = Path(run.stdout.readline().strip())
    server_id = int((data / "postmaster.pid").read_text().split()[0])
    assert is_running(server_id)

    run.send_signal(signal.SIGKILL)
    run.wait()
    run.stdout.close()

    deadline = time.monotonic() + 60
    while (is_running(server_id) or data.exists()) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_running(server_id)
    assert not data.parent.exists()


def is_running(process_id: int) -> bool:
    """Whether a process has this id."""
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    return True
