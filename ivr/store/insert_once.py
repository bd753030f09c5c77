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

    def __init__(
        self,
        table: sa.Table,
        *,
        returning: sa.Column[Any],
        also: Sequence[sa.ColumnElement[Any]] = (),
        on: Sequence[str] | None = None,
    ) -> None:
        """`on`: the columns whose conflict is expected; by default any conflict is. `also` are for `row`."""
        # RETURNING says whether a row was written; psycopg's rowcount does not when a key is generated.
        told = (returning, *also)
        self._of_dialect: Mapping[str, sa.Executable] = {
            "sqlite": sqlite.insert(table).on_conflict_do_nothing(index_elements=on).returning(*told),
            "postgresql": postgresql.insert(table).on_conflict_do_nothing(index_elements=on).returning(*told),
        }

    def __call__(self, connection: Connection, values: Mapping[str, Any]) -> Any | None:
        """The returned column of the new row; None when nothing was written."""
        made = self.row(connection, values)
        return None if made is None else made[0]

    def row(self, connection: Connection, values: Mapping[str, Any]) -> tuple[Any, ...] | None:
        """The returned column of the new row and what else was asked for; None when nothing was written."""
        made = connection.execute(self._of_dialect[connection.dialect.name], values).one_or_none()
        return None if made is None else tuple(made)
