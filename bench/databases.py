"""Empty databases for a benchmark: SQLite files as in production, PostgreSQL as the tests start it."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from psycopg import Connection

from tests.databases import PostgresDatabases, SqliteDatabases
from tests.postgres_server import PostgresServer

SQLITE = "SQLite (WAL, synchronous FULL)"
POSTGRESQL = "PostgreSQL (as the tests start it: fsync off)"


class Makes(Protocol):
    """Makes empty databases."""

    def fresh(self) -> str:
        """The SQLAlchemy URL of a new one."""


@contextmanager
def databases(kind: str) -> Iterator[Makes]:
    """Databases of one kind, all gone when the block is left. Raises tests.postgres_server.PostgresUnavailable."""
    if kind == SQLITE:
        with tempfile.TemporaryDirectory(prefix="piket-bench-") as folder:
            yield SqliteDatabases(Path(folder))
        return
    server = PostgresServer.start()
    try:
        connection: Connection
        with server.connect() as connection:
            yield PostgresDatabases(server, connection)
    finally:
        server.stop()
