"""Opening the database: SQLite (WAL, full durability) or PostgreSQL, with a deadline on every wait.

A webhook must answer well before Twilio's 15 seconds are over (Twilio docs, webhook timeouts), so the waits
for the write queue, the pool, a lock and a statement together stay under ten.
"""

import math
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from config.os_words import reason
from ivr.store.write_queue import Busy, WriteQueue


@dataclass(frozen=True)
class Waits:
    """The longest that each step may wait, in seconds."""

    queue: float = 3.0  # SQLite: for the other writers of all processes
    pool: float = 2.0
    connect: float = 3.0
    lock: float = 2.0
    statement: float = 4.0

    @property
    def sqlite(self) -> float:
        """All waits of one transaction: the queue, a connection, and the lock while opening and while beginning."""
        return self.queue + max(self.pool, self.lock) + self.lock

    @property
    def postgresql(self) -> float:
        """All waits of one transaction whose first statement gets no answer."""
        return max(self.pool, self.connect) + max(self.lock, self.statement)


MOST_CONNECTIONS = 16  # to PostgreSQL, for each process: as many as `serve` has threads

unavailable = (Busy, SQLAlchemyError)
"""What reading and writing raise when the database cannot be had."""

__all__ = ["MOST_CONNECTIONS", "Busy", "Connection", "Database", "Waits", "open_database", "unavailable"]


class Database:
    """The archive of one installation. `reading()` and `writing()` are its only doors."""

    def __init__(self, engine: Engine, queue: WriteQueue | None) -> None:
        self.engine = engine
        self._queue = queue
        self._writer = engine.execution_options(writes=True)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent read; never waits for a writer on SQLite."""
        with self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction that may write: committed at the end, rolled back on any exception.

        Raises Busy when the database cannot be had in time.
        """
        with self._queued(), self._writer.begin() as connection:
            yield connection

    def _queued(self) -> AbstractContextManager[None]:
        return self._queue.turn() if self._queue else _no_queue()

    @property
    def is_sqlite(self) -> bool:
        """Which of the two dialects this is, for tests and `check`."""
        return self.engine.dialect.name == "sqlite"

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()
        if self._queue:
            self._queue.close()


@contextmanager
def _no_queue() -> Iterator[None]:
    yield


def open_database(url: str, *, pooled: bool = True, waits: Waits = Waits()) -> Database:
    """Open the database at a SQLAlchemy URL; nothing is connected yet.

    Raises ValueError for a URL that is neither SQLite nor PostgreSQL.
    """
    parsed = sa.make_url(url)
    match parsed.get_backend_name():
        case "sqlite":
            return _open_sqlite(parsed, waits)
        case "postgresql":
            return _open_postgresql(parsed, waits, pooled=pooled)
        case other:
            raise ValueError(f"DATABASE_URL: {other} is not supported; use sqlite or postgresql+psycopg")


def _open_sqlite(url: sa.URL, waits: Waits) -> Database:
    if not url.database or url.database == ":memory:":
        raise ValueError("DATABASE_URL: SQLite needs a file")
    try:
        Path(url.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as fault:
        raise ValueError(f"DATABASE_URL: {Path(url.database).parent}: {reason(fault)}") from fault
    # isolation_level=None: the driver's own transactions begin too late and lose read-modify-writes.
    arguments = {"timeout": waits.lock, "isolation_level": None}
    engine = sa.create_engine(url, connect_args=arguments, pool_timeout=waits.pool, hide_parameters=True)

    @sa.event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # Only writers take the write lock: a page that is polled never delays a call.
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return Database(engine, WriteQueue(f"{url.database}.lock", wait_seconds=waits.queue))


def _open_postgresql(url: sa.URL, waits: Waits, *, pooled: bool) -> Database:
    limits = f"-c lock_timeout={int(waits.lock * 1000)} -c statement_timeout={int(waits.statement * 1000)}"
    options = limits if pooled else ""  # a migration may take longer than a webhook
    pool: dict[str, Any] = {
        "pool_size": MOST_CONNECTIONS // 2,
        "max_overflow": MOST_CONNECTIONS // 2,
        "pool_timeout": waits.pool,
        "pool_pre_ping": False,
    }
    engine = sa.create_engine(
        url.set(drivername="postgresql+psycopg"),
        hide_parameters=True,  # callers' numbers are no matter for a log
        connect_args={
            "connect_timeout": math.ceil(waits.connect),
            "tcp_user_timeout": int(waits.statement * 1000),  # a server that vanished without a word
            "options": options,
            "application_name": "piket",
        },
        **(pool if pooled else {"poolclass": NullPool}),
    )
    return Database(engine, None)
