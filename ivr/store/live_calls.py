"""The calls that are running now, and which telephones ring or talk for them."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from ivr.domain.call import Phase
from ivr.store.engine import Connection
from ivr.store.tables import attempts, calls, people

MOST = 200  # what a page can show; nobody watches more lines than that


@dataclass(frozen=True)
class OpenLine:
    """A telephone that rings or talks. `talking_since` None: it rings."""

    person_id: int
    officer: str
    phone: str
    unit: str
    since: datetime
    talking_since: datetime | None


@dataclass(frozen=True)
class LiveCall:
    """A call on the line. `line` is the telephone that rings or talks for it now."""

    id: int
    from_number: str | None
    arrived_at: datetime
    answered_at: datetime | None
    phase: Phase
    unit: str | None
    line: OpenLine | None


def live_calls(connection: Connection, hotline: str) -> tuple[LiveCall, ...]:
    """The running calls of a hotline, the longest first: the index of running calls, and of open telephones."""
    running = (
        sa.select(calls.c.id, calls.c.from_number, calls.c.arrived_at, calls.c.answered_at, calls.c.phase, calls.c.unit)
        .where(calls.c.ended_at.is_(None), calls.c.hotline == hotline)
        .order_by(calls.c.arrived_at, calls.c.id)
        .limit(MOST)
    )
    rows = connection.execute(running).all()
    lines = _open_lines(connection, [row.id for row in rows])
    return tuple(
        LiveCall(
            id=row.id,
            from_number=row.from_number,
            arrived_at=row.arrived_at,
            answered_at=row.answered_at,
            phase=Phase(row.phase),
            unit=row.unit,
            line=lines.get(row.id),
        )
        for row in rows
    )


def _open_lines(connection: Connection, call_ids: list[int]) -> dict[int, OpenLine]:
    found = (
        sa.select(attempts, people.c.name)
        .join(people, people.c.id == attempts.c.person_id)
        .where(attempts.c.call_id.in_(call_ids), attempts.c.freed_at.is_(None))
        .order_by(attempts.c.turn)
    )
    return {
        row.call_id: OpenLine(row.person_id, row.name, row.phone, row.unit, row.started_at, row.talk_started_at)
        for row in connection.execute(found)
    }
