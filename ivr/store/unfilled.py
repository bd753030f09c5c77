"""The talks whose form is still blank, and which of them nobody has written to their officer about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from ivr.domain.call import Outcome
from ivr.store.door_tables import sessions
from ivr.store.engine import Connection
from ivr.store.filled_forms import is_filled
from ivr.store.tables import attempts, calls, forms, outbox, people


@dataclass(frozen=True)
class UnfilledForm:
    """A talk that is over and has a blank form. `caller` is the number at the other end, None when withheld."""

    attempt_id: int
    person_id: int
    name: str
    email: str
    unit: str
    caller: str | None
    started_at: datetime


@dataclass(frozen=True)
class Arrivals:
    """Calls of a hotline that arrived in [start, end), and only their talks that ended until `ended_by`."""

    hotline: str
    start: datetime
    end: datetime
    ended_by: datetime


def form_key(attempt_id: int) -> str:
    """The outbox key of the mail about one form."""
    return f"form:{attempt_id}"


def forms_unmailed(
    connection: Connection, arrivals: Arrivals, *, seen_since: datetime, now: datetime, attempt_id: int | None = None
) -> Sequence[UnfilledForm]:
    """Blank forms that no mail was queued for, in order of arrival; with `attempt_id` that one only.

    Not of officers who have a page open, which is one that was seen since a moment, or who had one open after the
    talk: they know. A session that a mailed link opened is for one form, and no page of theirs.
    """
    key = sa.literal("form:").concat(sa.cast(attempts.c.id, sa.String))
    is_open = sa.and_(sessions.c.ended_at.is_(None), sessions.c.ends_at > now, sessions.c.seen_at >= seen_since)
    at_the_page = sa.select(1).where(
        sessions.c.person_id == attempts.c.person_id,
        sessions.c.only.is_(None),
        sa.or_(is_open, sessions.c.seen_at >= attempts.c.talk_ended_at),
    )
    found = _unfilled(arrivals).where(~_is_queued(key), ~at_the_page.correlate(attempts).exists())
    if attempt_id is not None:
        found = found.where(attempts.c.id == attempt_id)
    return _read(connection, found)


def forms_of_unreminded(
    connection: Connection, arrivals: Arrivals, *, key_prefix: str, person_id: int | None = None
) -> Sequence[UnfilledForm]:
    """Blank forms of officers without a letter whose key is the prefix and the person's id, in order of arrival.

    With `person_id` that officer's only.
    """
    key = sa.literal(key_prefix).concat(sa.cast(attempts.c.person_id, sa.String))
    found = _unfilled(arrivals).where(~_is_queued(key))
    if person_id is not None:
        found = found.where(attempts.c.person_id == person_id)
    return _read(connection, found)


def _unfilled(arrivals: Arrivals) -> sa.Select[Any]:
    """A range of the index over arrivals; each of its few talks is then looked up by key."""
    caller = sa.case((calls.c.direction == "inbound", calls.c.from_number), else_=calls.c.to_number)
    began = sa.func.coalesce(attempts.c.talk_started_at, attempts.c.started_at, type_=attempts.c.started_at.type)
    return (
        sa.select(
            attempts.c.id.label("attempt_id"), attempts.c.person_id, people.c.name, people.c.email, attempts.c.unit,
            caller.label("caller"), began.label("started_at"),
        )
        .select_from(calls)
        .join(attempts, attempts.c.call_id == calls.c.id)
        .join(people, people.c.id == attempts.c.person_id)
        .outerjoin(forms, forms.c.attempt_id == attempts.c.id)
        .where(calls.c.hotline == arrivals.hotline)
        .where(calls.c.arrived_at >= arrivals.start, calls.c.arrived_at < arrivals.end)
        .where(calls.c.entered_by.is_(None))  # who writes a call down has its form before their eyes
        .where(attempts.c.outcome == Outcome.ACCEPTED.value, attempts.c.talk_ended_at <= arrivals.ended_by)
        .where(people.c.is_active, people.c.email != "", ~is_filled())
        .order_by(calls.c.arrived_at, attempts.c.call_id, attempts.c.turn)
    )  # fmt: skip


def _is_queued(key: sa.ColumnElement[str]) -> sa.ColumnElement[bool]:
    return sa.select(1).where(outbox.c.key == key).correlate(attempts).exists()


def _read(connection: Connection, found: sa.Select[Any]) -> Sequence[UnfilledForm]:
    return [UnfilledForm(**row._mapping) for row in connection.execute(found)]
