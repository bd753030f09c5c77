"""What is on record about a caller, for who handles the call: bounded, however long the number's history is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from ivr.domain.call import Outcome
from ivr.domain.form import Form
from ivr.domain.scope import Scope
from ivr.store.engine import Connection
from ivr.store.forms import FORM_COLUMNS, form_of
from ivr.store.tables import attempts, calls, forms, people
from ivr.store.visible import as_read_by

LOOKED_AT = 200  # the number's newest calls; a switchboard's number may have thousands


@dataclass(frozen=True)
class EarlierTalk:
    """A talk of the same number before. `form` None: not filled."""

    attempt_id: int
    call_id: int
    unit: str
    at: datetime
    officer: str
    form: Form | None


@dataclass(frozen=True)
class InVain:
    """How often a number called without reaching anybody, and when last."""

    times: int
    last_at: datetime | None


def earlier_talks(
    connection: Connection, scope: Scope, *, hotline: str, number: str, before: datetime, most: int
) -> tuple[tuple[EarlierTalk, ...], int]:
    """The newest talks of a number, of calls that arrived before a moment, in the units that the reader works in or
    with the reader; and how many there are in all.

    Of a confidential one only who wrote it reads what it was about.
    """
    mine = sa.or_(attempts.c.person_id == scope.person_id, attempts.c.unit.in_(sorted(scope.works_in)))
    recent = _recent(scope, hotline, number).where(calls.c.arrived_at < before).subquery()
    found = (
        sa.select(
            attempts.c.id, attempts.c.call_id, attempts.c.unit, people.c.name.label("officer"),
            sa.func.coalesce(attempts.c.talk_started_at, attempts.c.started_at).label("at"),
            forms.c.filled_by, *FORM_COLUMNS, sa.func.count().over().label("total"),
        )
        .join(recent, recent.c.id == attempts.c.call_id)
        .join(people, people.c.id == attempts.c.person_id)
        .outerjoin(forms, forms.c.attempt_id == attempts.c.id)
        .where(attempts.c.outcome == Outcome.ACCEPTED.value, mine)
        .order_by(recent.c.arrived_at.desc(), attempts.c.id.desc())
        .limit(most)
    )  # fmt: skip
    rows = connection.execute(found).all()
    return tuple(_earlier(scope, row) for row in rows), rows[0].total if rows else 0


def calls_in_vain(
    connection: Connection, scope: Scope, *, hotline: str, number: str, since: datetime, before: datetime
) -> InVain:
    """The calls of a number that arrived in [since, before), have ended, and that nobody answered; of any unit.

    It says nothing about what they were for, so it is told to whoever serves the caller now.
    """
    recent = _recent(scope, hotline, number).where(calls.c.arrived_at >= since, calls.c.arrived_at < before).subquery()
    in_vain = sa.select(sa.func.count().label("times"), sa.func.max(recent.c.arrived_at).label("last_at"))
    row = connection.execute(in_vain.where(recent.c.answered_at.is_(None), recent.c.ended_at.is_not(None))).one()
    return InVain(row.times, row.last_at)


def _recent(scope: Scope, hotline: str, number: str) -> sa.Select[Any]:
    """The newest calls of a number, over the index of numbers and arrivals."""
    return (
        sa.select(calls.c.id, calls.c.arrived_at, calls.c.answered_at, calls.c.ended_at)
        .where(calls.c.from_number == number, calls.c.hotline == hotline, calls.c.direction == "inbound")
        .where(sa.true() if scope.hotline is None else calls.c.hotline == scope.hotline)
        .order_by(calls.c.arrived_at.desc())
        .limit(LOOKED_AT)
    )


def _earlier(scope: Scope, row: Any) -> EarlierTalk:
    values = row._mapping
    form = as_read_by(scope, form_of(row), values["filled_by"])
    return EarlierTalk(values["id"], values["call_id"], values["unit"], values["at"], values["officer"], form)
