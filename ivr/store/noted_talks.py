"""Talks with their forms, one at a time, as the form's page reads and writes them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from ivr.domain.call import Outcome
from ivr.domain.call_lines import whole_seconds
from ivr.domain.form import Form
from ivr.domain.scope import Scope
from ivr.store.engine import Connection
from ivr.store.forms import FORM_COLUMNS, form_of
from ivr.store.tables import attempts, calls, forms, people
from ivr.store.visible import visible_talks

REMEMBERED = timedelta(days=180)  # how long ago an institution called that is still suggested
MOST_SUGGESTED = 8

_writers = people.alias("writers")
_IS_TALK = attempts.c.outcome == Outcome.ACCEPTED.value
_NUMBER = sa.case((calls.c.direction == "outbound", calls.c.to_number), else_=calls.c.from_number)
_TALKS = (
    sa.select(
        attempts.c.id.label("attempt_id"), attempts.c.call_id, attempts.c.unit, attempts.c.person_id,
        attempts.c.started_at, attempts.c.talk_started_at, attempts.c.talk_ended_at, calls.c.hotline,
        calls.c.arrived_at, calls.c.entered_by, calls.c.came_by, _NUMBER.label("number"),
        people.c.name.label("officer"), people.c.email, _writers.c.name.label("writer"), *FORM_COLUMNS,
        forms.c.filled_by, forms.c.edition,
    )
    .join(calls, calls.c.id == attempts.c.call_id)
    .join(people, people.c.id == attempts.c.person_id)
    .outerjoin(forms, forms.c.attempt_id == attempts.c.id)
    .outerjoin(_writers, _writers.c.id == forms.c.filled_by)
    .where(_IS_TALK)
)  # fmt: skip
_LOCK = (
    sa.select(attempts.c.id).where(attempts.c.id == sa.bindparam("attempt")).with_for_update(key_share=True)
)  # a form that was never saved has no row of its own to lock


@dataclass(frozen=True)
class NotedTalk:
    """A talk and all of its form: show no `form` that did not pass `ivr.domain.form.seen_by`.

    `edition` is 0 where nothing was saved yet. `number` is the other party's, None when withheld.
    """

    attempt_id: int
    call_id: int
    hotline: str
    unit: str
    person_id: int
    officer: str
    officer_email: str
    number: str | None
    arrived_at: datetime
    started_at: datetime
    ended_at: datetime | None
    form: Form
    edition: int = 0
    filled_by: int | None = None
    writer: str | None = None
    filled_at: datetime | None = None
    entered_by: int | None = None
    came_by: str | None = None

    @property
    def seconds(self) -> int | None:
        """How long the talk lasted, None while it lasts."""
        return whole_seconds(self.started_at, self.ended_at) if self.ended_at else None


@dataclass(frozen=True)
class KnownCaller:
    """Who was noted at an earlier talk with the same number."""

    name: str
    institution: str
    contact: str


def noted_talk(connection: Connection, scope: Scope, attempt_id: int) -> NotedTalk | None:
    """A talk that a person may open, None for any other."""
    row = connection.execute(_TALKS.where(attempts.c.id == attempt_id, visible_talks(scope))).one_or_none()
    return _noted(row) if row is not None else None


def locked_talk(connection: Connection, scope: Scope, attempt_id: int) -> NotedTalk | None:
    """As `noted_talk`; nobody else writes its form until the transaction ends."""
    # Two statements: one that waits for a lock reads what stood there before it waited (PostgreSQL, Read Committed).
    connection.execute(_LOCK, {"attempt": attempt_id}).all()
    return noted_talk(connection, scope, attempt_id)


def known_caller(connection: Connection, scope: Scope, talk: NotedTalk) -> KnownCaller | None:
    """What was noted of the caller at the last talk with the same number in the reader's units."""
    if talk.number is None:
        return None
    noted = sa.or_(*(forms.c[name] != "" for name in ("name", "institution", "contact")))
    found = (
        sa.select(forms.c.name, forms.c.institution, forms.c.contact)
        .join(attempts, attempts.c.id == forms.c.attempt_id)
        .join(calls, calls.c.id == attempts.c.call_id)
        .where(calls.c.from_number == talk.number, calls.c.hotline == talk.hotline, calls.c.direction == "inbound")
        .where(_in_units_of(scope), _IS_TALK, attempts.c.id != talk.attempt_id, noted, sa.not_(forms.c.is_confidential))
        .order_by(calls.c.arrived_at.desc(), attempts.c.id.desc())
        .limit(1)
    )
    row = connection.execute(found).one_or_none()
    return KnownCaller(*row) if row is not None else None


def institutions_like(connection: Connection, scope: Scope, hotline: str, prefix: str, *, now: datetime) -> list[str]:
    """Institutions that called the reader's units lately and begin so, the most frequent first."""
    wanted = sa.func.lower(forms.c.institution).startswith(prefix.lower(), autoescape=True)
    found = (
        sa.select(forms.c.institution)
        .join(attempts, attempts.c.id == forms.c.attempt_id)
        .join(calls, calls.c.id == attempts.c.call_id)
        .where(calls.c.hotline == hotline, calls.c.arrived_at >= now - REMEMBERED)
        .where(_in_units_of(scope), _IS_TALK, wanted, sa.not_(forms.c.is_confidential))
        .group_by(forms.c.institution)
        .order_by(sa.func.count().desc(), forms.c.institution)
        .limit(MOST_SUGGESTED)
    )
    return list(connection.execute(found).scalars())


def _in_units_of(scope: Scope) -> sa.ColumnElement[bool]:
    """Talks that the reader may open, and those of the units they work in: they answer for these callers too."""
    worked = attempts.c.unit.in_(sorted(scope.works_in))
    return sa.or_(visible_talks(scope), sa.and_(calls.c.hotline == scope.hotline, worked))


def _noted(row: Any) -> NotedTalk:
    return NotedTalk(
        attempt_id=row.attempt_id,
        call_id=row.call_id,
        hotline=row.hotline,
        unit=row.unit,
        person_id=row.person_id,
        officer=row.officer,
        officer_email=row.email,
        number=row.number,
        arrived_at=row.arrived_at,
        started_at=row.talk_started_at or row.started_at,
        ended_at=row.talk_ended_at,
        form=form_of(row) or Form(),
        edition=row.edition or 0,
        filled_by=row.filled_by,
        writer=row.writer,
        filled_at=row.filled_at,
        entered_by=row.entered_by,
        came_by=row.came_by,
    )
