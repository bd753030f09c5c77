"""Figures of the calls, counted by the database."""

from datetime import datetime

import sqlalchemy as sa

from ivr.store.engine import Connection
from ivr.store.tables import attempts, calls
from ivr.store.withdrawn_calls import stands

_RUNNING = sa.select(sa.func.count()).select_from(calls).where(calls.c.ended_at.is_(None))
_BUSY = sa.select(sa.func.count()).select_from(attempts).where(attempts.c.freed_at.is_(None))
_SINCE = (
    sa.select(calls.c.hotline, calls.c.disposition, sa.func.count().label("number"))
    .where(calls.c.arrived_at >= sa.bindparam("since"), calls.c.ended_at.is_not(None), stands())
    .group_by(calls.c.hotline, calls.c.disposition)
)


def running_calls(connection: Connection) -> int:
    """Calls whose caller is on the line now."""
    return connection.execute(_RUNNING).scalar_one()


def busy_telephones(connection: Connection) -> int:
    """Officers' telephones that ring or talk now."""
    return connection.execute(_BUSY).scalar_one()


def dispositions_since(connection: Connection, since: datetime) -> dict[tuple[str, str], int]:
    """Ended calls that arrived since a moment, by hotline and disposition."""
    rows = connection.execute(_SINCE, {"since": since})
    return {(row.hotline or "", row.disposition): row.number for row in rows}
