"""What stands on an officer's desk: the own rings and talks since a moment, in one indexed query."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from ivr.domain.call import Outcome
from ivr.domain.desk import DeskTalk
from ivr.domain.scope import Scope
from ivr.store.engine import Connection
from ivr.store.filled_forms import is_filled
from ivr.store.tables import attempts, calls, forms
from ivr.store.visible import visible_talks

MOST = 200  # nobody talks more often in a day

_COLUMNS: tuple[Any, ...] = (
    attempts.c.id, attempts.c.call_id, attempts.c.unit, attempts.c.started_at, attempts.c.ring_ended_at,
    attempts.c.outcome, attempts.c.talk_started_at, attempts.c.talk_ended_at, attempts.c.freed_at,
    calls.c.hotline, calls.c.from_number, calls.c.came_by, calls.c["keys"], calls.c.arrived_at,
    forms.c.name, forms.c.is_confidential, is_filled().label("is_filled"),
)  # fmt: skip
_TALKS = (
    sa.select(*_COLUMNS)
    .join(calls, calls.c.id == attempts.c.call_id)
    .outerjoin(forms, forms.c.attempt_id == attempts.c.id)
    .where(sa.or_(attempts.c.freed_at.is_(None), attempts.c.outcome == Outcome.ACCEPTED.value))
)


def desk_talks(connection: Connection, scope: Scope, *, since: datetime) -> tuple[DeskTalk, ...]:
    """The own telephone's open rings, and the own talks, that began since a moment; newest first."""
    found = _mine(scope).where(attempts.c.started_at >= since)
    newest = found.order_by(attempts.c.started_at.desc(), attempts.c.id.desc()).limit(MOST)
    return tuple(_talk(row) for row in connection.execute(newest))


def desk_talk(connection: Connection, scope: Scope, attempt_id: int) -> DeskTalk | None:
    """One of them; None for what is not the reader's own."""
    row = connection.execute(_mine(scope).where(attempts.c.id == attempt_id)).one_or_none()
    return _talk(row) if row is not None else None


def _mine(scope: Scope) -> sa.Select[Any]:
    return _TALKS.where(attempts.c.person_id == scope.person_id, visible_talks(scope))


def _talk(row: Any) -> DeskTalk:
    values = row._mapping
    return DeskTalk(
        attempt_id=values["id"],
        call_id=values["call_id"],
        hotline=values["hotline"],
        unit=values["unit"],
        number=values["from_number"],
        came_by=values["came_by"],
        keys=values["keys"],
        arrived_at=values["arrived_at"],
        started_at=values["started_at"],
        ring_ended_at=values["ring_ended_at"],
        outcome=Outcome(values["outcome"]) if values["outcome"] else None,
        talk_started_at=values["talk_started_at"],
        talk_ended_at=values["talk_ended_at"],
        freed_at=values["freed_at"],
        name=values["name"] or "",
        is_confidential=bool(values["is_confidential"]),
        is_filled=bool(values["is_filled"]),
    )
