"""Inserts that leave alone what is on record already, made once for both dialects."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection


class InsertOnce:
    """INSERT ... ON CONFLICT DO NOTHING into one table.

    A statement made at each use would be put together, and looked up by its whole structure, each time.
    """

    def __init__(self, table: sa.Table, *, returning: sa.Column[Any], on: Sequence[str] | None = None) -> None:
        """`on`: the columns whose conflict is expected; by default any conflict is."""
        # RETURNING says whether a row was written; psycopg's rowcount does not when a key is generated.
        self._of_dialect: Mapping[str, sa.Executable] = {
            "sqlite": sqlite.insert(table).on_conflict_do_nothing(index_elements=on).returning(returning),
            "postgresql": postgresql.insert(table).on_conflict_do_nothing(index_elements=on).returning(returning),
        }

    def __call__(self, connection: Connection, values: Mapping[str, Any]) -> Any | None:
        """The returned column of the new row; None when nothing was written."""
        return connection.execute(self._of_dialect[connection.dialect.name], values).scalar_one_or_none()
