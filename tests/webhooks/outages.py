"""Ways in which a database is not there for a while, or not in time."""

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
import sqlalchemy as sa

from ivr.store.engine import MOST_CONNECTIONS, Database
from tests.webhooks.at_work import AtWork


@contextmanager
def locked_by_somebody(work: AtWork) -> Iterator[None]:
    """Somebody else writes, and does not come to an end."""
    holder = sqlite3.connect(file_of(work), isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        holder.rollback()
        holder.close()


@contextmanager
def queue_does_not_move(work: AtWork) -> Iterator[None]:
    """Another process stands at the front of the writers' queue."""
    descriptor = os.open(f"{file_of(work)}.lock", os.O_RDWR | os.O_CREAT)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(descriptor)


@contextmanager
def file_is_gone(work: AtWork) -> Iterator[None]:
    """The folder of the database file is not mounted."""
    folder = file_of(work).parent
    away = folder.with_name(f"{folder.name}-away")
    work.office.database.close()
    folder.rename(away)
    try:
        yield
    finally:
        work.office.database.close()
        away.rename(folder)


@contextmanager
def file_is_spoilt(work: AtWork) -> Iterator[None]:
    """The disk gives back rubbish."""
    path = file_of(work)
    with sqlite3.connect(path, isolation_level=None) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    work.office.database.engine.dispose()
    # Exchanged at one stroke: nobody may find half a file, which SQLite would take for a new one.
    good, rubbish = path.with_name("good"), path.with_name("rubbish")
    rubbish.write_bytes(b"\xff" * path.stat().st_size)
    path.rename(good)
    rubbish.rename(path)
    try:
        yield
    finally:
        work.office.database.engine.dispose()
        good.replace(path)


@contextmanager
def rows_are_locked(work: AtWork) -> Iterator[None]:
    """Somebody holds every call, and does not come to an end."""
    with psycopg.connect(address_of(work.office.database)) as holder:
        holder.execute("LOCK TABLE calls IN ACCESS EXCLUSIVE MODE")
        yield
        holder.rollback()


@contextmanager
def server_is_gone(work: AtWork) -> Iterator[None]:
    """The server ended every connection and takes no new ones."""
    url = work.office.database.engine.url
    name, admin = str(url.database), url.set(database="postgres")
    with psycopg.connect(address_of(admin), autocommit=True) as connection:
        connection.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false'.encode())
        connection.execute("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s", [name])
        try:
            yield
        finally:
            connection.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true'.encode())


@contextmanager
def every_connection_is_taken(work: AtWork) -> Iterator[None]:
    """Nobody gives a connection back to the pool."""
    with ExitStack() as taken:
        for _ in range(MOST_CONNECTIONS):
            taken.enter_context(work.office.database.engine.connect())
        yield


def file_of(work: AtWork) -> Path:
    """The database file."""
    return Path(str(work.office.database.engine.url.database))


def address_of(database: Database | sa.URL) -> str:
    """The same database in libpq's own words."""
    url = database if isinstance(database, sa.URL) else database.engine.url
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


OUTAGES = {
    "sqlite": (locked_by_somebody, queue_does_not_move, file_is_gone, file_is_spoilt),
    "postgres": (rows_are_locked, server_is_gone, every_connection_is_taken),
}
