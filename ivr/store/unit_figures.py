"""The figures of a hotline's units in a period, counted by the database over one range of arrivals."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from ivr.domain.call import Disposition, Outcome
from ivr.domain.scope import Scope
from ivr.store.engine import Connection
from ivr.store.filled_forms import is_filled
from ivr.store.tables import attempts, calls, forms, people
from ivr.store.visible import visible_figures, visible_talks
from ivr.store.whole_epoch import whole_epoch

QUARTER = 15 * 60  # every zone's hours begin at a full quarter of an hour in UTC
MOST_TOPICS = 30
OTHER_TOPIC = "Topik lain"
PASSED = (Outcome.DECLINED.value, Outcome.NO_ANSWER.value)
_UNWAITED = (Disposition.CLOSED.value, Disposition.REJECTED.value)


@dataclass(frozen=True)
class Period:
    """Arrivals of a hotline in [start, end); `unit` None: of every unit that the reader may see."""

    hotline: str
    start: datetime
    end: datetime
    unit: str | None = None


@dataclass(frozen=True)
class CallCount:
    """The calls of a unit (None: no unit was chosen yet). Waits are of whole seconds, and of calls in service."""

    unit: str | None
    calls: int
    answered: int
    missed: int
    abandoned: int
    answered_wait: int  # of all answered calls together
    waited: int  # how many of these there are
    longest_wait: int | None


@dataclass(frozen=True)
class TalkCount:
    """The talks of a unit, or of one officer of it. `passed` are rings that the officer let pass or declined."""

    unit: str
    officer: str | None
    talks: int
    seconds: int
    filled: int
    passed: int


@dataclass(frozen=True)
class QuarterCount:
    """The calls that arrived in a quarter of an hour."""

    at: datetime
    calls: int
    answered: int


@dataclass(frozen=True)
class TopicCount:
    """The talks with a topic on their form. None: a confidential one, whose topic is nobody else's."""

    topic: str | None
    talks: int


def calls_by_unit(connection: Connection, scope: Scope, period: Period) -> tuple[CallCount, ...]:
    """The inbound calls of each unit."""
    waited = sa.and_(calls.c.entered_by.is_(None), calls.c.disposition.not_in(_UNWAITED))
    ended = sa.func.coalesce(calls.c.answered_at, calls.c.ended_at)
    wait = whole_epoch(ended) - whole_epoch(calls.c.arrived_at)
    to_answer = sa.and_(waited, calls.c.answered_at.is_not(None))
    found = (
        sa.select(
            calls.c.unit,
            sa.func.count().label("calls"),
            _count(calls.c.disposition == Disposition.ANSWERED.value).label("answered"),
            _count(calls.c.disposition == Disposition.MISSED.value).label("missed"),
            _count(calls.c.disposition == Disposition.ABANDONED.value).label("abandoned"),
            sa.func.coalesce(sa.func.sum(sa.case((to_answer, wait))), 0).label("answered_wait"),
            _count(to_answer).label("waited"),
            sa.func.max(sa.case((waited, wait))).label("longest_wait"),
        )
        .where(*_arrivals(scope, period))
        .group_by(calls.c.unit)
    )
    return tuple(CallCount(**_whole(row)) for row in connection.execute(found).mappings())


def talks_by_unit(connection: Connection, scope: Scope, period: Period) -> tuple[TalkCount, ...]:
    """The talks of each unit."""
    return _talks(connection, period, visible_figures(scope, attempts.c.unit), sa.null().label("officer"))


def talks_by_officer(connection: Connection, scope: Scope, period: Period) -> tuple[TalkCount, ...]:
    """The talks of each officer whose talks the reader may open: all for who leads the unit, else only the own."""
    return _talks(connection, period, visible_talks(scope), people.c.name.label("officer"), people.c.id)


def calls_by_quarter(connection: Connection, scope: Scope, period: Period) -> tuple[QuarterCount, ...]:
    """The inbound calls by the quarter of an hour in which they arrived; quarters without calls are left out."""
    slot = (whole_epoch(calls.c.arrived_at) // QUARTER).label("slot")
    found = (
        sa.select(slot, sa.func.count(), _count(calls.c.disposition == Disposition.ANSWERED.value))
        .where(*_arrivals(scope, period))
        .group_by(slot)
        .order_by(slot)
    )
    return tuple(
        QuarterCount(datetime.fromtimestamp(int(at) * QUARTER, UTC), number, answered)
        for at, number, answered in connection.execute(found)
    )


def talks_by_topic(
    connection: Connection, scope: Scope, period: Period, *, known: Collection[str]
) -> tuple[TopicCount, ...]:
    """The talks by the topic of their form, the most frequent first, at most MOST_TOPICS; filled forms only.

    A topic in words of the officer's own, none of the `known`, is told only to who may open the talk.
    """
    written = sa.func.trim(forms.c.topic)
    is_told = sa.or_(written.in_(["", *known]), visible_talks(scope))
    topic = sa.case((forms.c.is_confidential, sa.null()), (is_told, written), else_=OTHER_TOPIC).label("topic")
    found = (
        sa.select(topic, sa.func.count().label("talks"))
        .select_from(calls)
        .join(attempts, attempts.c.call_id == calls.c.id)
        .join(forms, forms.c.attempt_id == attempts.c.id)
        .where(*_range(period), visible_figures(scope, attempts.c.unit), is_filled())
        .where(attempts.c.outcome == Outcome.ACCEPTED.value, *_of_unit(period, attempts.c.unit))
        .group_by(topic)
        .order_by(sa.desc("talks"), topic)
        .limit(MOST_TOPICS)
    )
    return tuple(TopicCount(row.topic, row.talks) for row in connection.execute(found))


def _talks(
    connection: Connection, period: Period, seen: sa.ColumnElement[bool], officer: Any, *by: Any
) -> tuple[TalkCount, ...]:
    accepted = attempts.c.outcome == Outcome.ACCEPTED.value
    talked = whole_epoch(attempts.c.talk_ended_at) - whole_epoch(attempts.c.talk_started_at)
    found = (
        sa.select(
            attempts.c.unit,
            officer,
            _count(accepted).label("talks"),
            sa.func.coalesce(sa.func.sum(sa.case((accepted, talked))), 0).label("seconds"),
            _count(sa.and_(accepted, is_filled())).label("filled"),
            _count(attempts.c.outcome.in_(PASSED)).label("passed"),
        )
        .select_from(calls)
        .join(attempts, attempts.c.call_id == calls.c.id)
        .join(people, people.c.id == attempts.c.person_id)
        .outerjoin(forms, forms.c.attempt_id == attempts.c.id)
        .where(*_range(period), seen, *_of_unit(period, attempts.c.unit))
        .group_by(attempts.c.unit, *([people.c.name, *by] if by else []))
        .order_by(attempts.c.unit, *([people.c.name] if by else []))
    )
    return tuple(TalkCount(**_whole(row)) for row in connection.execute(found).mappings())


def _arrivals(scope: Scope, period: Period) -> Sequence[sa.ColumnElement[bool]]:
    inbound = calls.c.direction == "inbound"
    return [*_range(period), inbound, visible_figures(scope, calls.c.unit), *_of_unit(period, calls.c.unit)]


def _range(period: Period) -> Sequence[sa.ColumnElement[bool]]:
    """One stretch of ix_calls_hotline_arrived_at: nothing outside the period is read."""
    return [
        calls.c.hotline == period.hotline,
        calls.c.arrived_at >= period.start,
        calls.c.arrived_at < period.end,
    ]


def _of_unit(period: Period, column: sa.Column[Any]) -> Sequence[sa.ColumnElement[bool]]:
    return [column == period.unit] if period.unit else []


def _count(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.func.count(sa.case((condition, 1)))


def _whole(row: Any) -> dict[str, Any]:
    """PostgreSQL's sums are decimals."""
    kept = (str, int, type(None))
    return {name: value if isinstance(value, kept) else int(value) for name, value in row.items()}
