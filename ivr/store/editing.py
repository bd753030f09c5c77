"""Editors of the same thing wait for each other, so that what one has read still holds when it writes."""

import sqlalchemy as sa

from ivr.store.engine import Connection

_LOCK = sa.text("SELECT pg_advisory_xact_lock(hashtext(:what))")


def one_editor_at_a_time(connection: Connection, what: str) -> None:
    """Be the only editor of `what` ("people", "topics:ppatk:pti") until the transaction ends; nobody else waits.

    On SQLite every writing transaction is alone anyway.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(_LOCK, {"what": f"piket {what}"})
