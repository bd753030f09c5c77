"""Fresh databases for tests, of both kinds that Piket supports, behind one small interface.

A prepared database (migrated, say) is made once for each run; every test gets a quick copy of it.
"""

import itertools
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from psycopg import Connection
from psycopg.sql import SQL, Identifier
from sqlalchemy.engine import make_url

from tests.postgres_server import PostgresServer

# Brings the empty database at a URL into the state that tests start from. It is known by identity: pass the same
# function every time, not a new lambda.
Prepare = Callable[[str], object]


class Databases(Protocol):
    """Makes databases of one kind."""

    def fresh(self, prepare: Prepare | None = None) -> str:
        """The SQLAlchemy URL of a database nobody has used: empty, or as `prepare` leaves one."""

    def discard(self, url: str) -> None:
        """Remove a database made by `fresh`, also when something is still connected to it."""


class SqliteDatabases:
    """Databases as files in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = itertools.count(1)
        self._templates: dict[Prepare, Path] = {}

    def fresh(self, prepare: Prepare | None = None) -> str:
        """See Databases."""
        path = self._folder / f"piket-{next(self._numbers)}.db"
        if prepare is not None:
            shutil.copyfile(self._template(prepare), path)
        return f"sqlite:///{path}"

    def discard(self, url: str) -> None:
        """See Databases."""
        path = self._file(url)
        for companion in path.parent.glob(f"{path.name}*"):
            companion.unlink()

    def _template(self, prepare: Prepare) -> Path:
        if prepare not in self._templates:
            url = self.fresh()
            prepare(url)
            path = self._file(url)
            # What is still in the write-ahead log would be missing from a copy of the file.
            connection = sqlite3.connect(path)
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.close()
            self._templates[prepare] = path
        return self._templates[prepare]

    @staticmethod
    def _file(url: str) -> Path:
        return Path(str(make_url(url).database))


class PostgresDatabases:
    """Databases on the run's own PostgreSQL server."""

    def __init__(self, server: PostgresServer, connection: Connection) -> None:
        self._server = server
        self._connection = connection
        self._numbers = itertools.count(1)
        self._templates: dict[Prepare, str] = {}

    def fresh(self, prepare: Prepare | None = None) -> str:
        """See Databases."""
        return self._server.url(self._create("template1" if prepare is None else self._template(prepare)))

    def discard(self, url: str) -> None:
        """See Databases."""
        self._drop(str(make_url(url).database))

    def _create(self, template: str) -> str:
        name = f"piket_{next(self._numbers)}"
        self._connection.execute(
            SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(template)),
        )
        return name

    def _drop(self, name: str) -> None:
        self._connection.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))

    def _template(self, prepare: Prepare) -> str:
        if prepare not in self._templates:
            name = self._create("template1")
            try:
                prepare(self._server.url(name))
            except BaseException:
                self._drop(name)
                raise
            # A database can only be copied while nobody is connected to it, and `prepare` may have left a pool open.
            self._connection.execute(SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false").format(Identifier(name)))
            self._connection.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s", [name]
            )
            self._templates[prepare] = name
        return self._templates[prepare]
