"""What the recap reads: ranges over indexed times, in bounded batches, whatever the length of history."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from ivr.domain.call import Admission, Disposition, Outcome
from ivr.domain.call_lines import CallLine, TalkLine
from ivr.store.desk_tables import sign_offs
from ivr.store.forms import FORM_COLUMNS, form_of
from ivr.store.tables import attempts, calls, forms, people, recaps

BATCH = 500
_AT = calls.c.arrived_at.type
PASSED = (Outcome.DECLINED, Outcome.NO_ANSWER)

_CALLS = (
    sa.select(
        calls.c.id, calls.c.direction, calls.c.from_number, calls.c.to_number, calls.c.arrived_at, calls.c.admission,
        calls.c.unit, calls.c.answered_at, calls.c.ended_at, calls.c.disposition, calls.c.entered_by, calls.c.came_by,
    )
    .where(calls.c.hotline == sa.bindparam("hotline"), calls.c.arrived_at < sa.bindparam("end", type_=_AT))
    .order_by(calls.c.arrived_at, calls.c.id)
    .limit(BATCH)
)  # fmt: skip
FIRST_CALLS = _CALLS.where(calls.c.arrived_at >= sa.bindparam("start", type_=_AT))
NEXT_CALLS = FIRST_CALLS.where(
    sa.or_(
        calls.c.arrived_at > sa.bindparam("start", type_=_AT),
        calls.c.id > sa.bindparam("last_id", type_=sa.Integer),
    )
)
TRIED = (
    sa.select(
        attempts.c.id, attempts.c.call_id, attempts.c.person_id, attempts.c.unit, attempts.c.outcome,
        attempts.c.started_at, attempts.c.talk_started_at, attempts.c.talk_ended_at, *FORM_COLUMNS,
    )
    .outerjoin(forms, forms.c.attempt_id == attempts.c.id)
    .where(attempts.c.call_id.in_(sa.bindparam("calls", expanding=True)))
    .order_by(attempts.c.call_id, attempts.c.turn)
)  # fmt: skip
ANSWERED_OF_NUMBERS = sa.select(calls.c.from_number.label("number"), calls.c.arrived_at, calls.c.answered_at).where(
    calls.c.from_number.in_(sa.bindparam("numbers", expanding=True)),
    calls.c.arrived_at >= sa.bindparam("start", type_=_AT),
    calls.c.arrived_at < sa.bindparam("end", type_=_AT),
    calls.c.hotline == sa.bindparam("hotline"),
    calls.c.direction == "inbound",
    calls.c.answered_at.is_not(None),
)
RUNG_BACK = sa.select(calls.c.to_number.label("number"), calls.c.arrived_at, calls.c.answered_at).where(
    calls.c.hotline == sa.bindparam("hotline"),
    calls.c.arrived_at >= sa.bindparam("start", type_=_AT),
    calls.c.arrived_at < sa.bindparam("end", type_=_AT),
    calls.c.direction == "outbound",
    calls.c.answered_at.is_not(None),
)
_SENT = sa.select(recaps.c.starts_at, recaps.c.ends_at).where(
    recaps.c.hotline == sa.bindparam("hotline"), recaps.c.kind == "daily"
)
SENT_FOR = _SENT.where(recaps.c.on == sa.bindparam("day")).order_by(recaps.c.revision).limit(1)
SENT_BEFORE = (
    _SENT.where(recaps.c.on.between(sa.bindparam("first"), sa.bindparam("last")))
    .order_by(recaps.c.on.desc(), recaps.c.revision)
    .limit(1)
)


def lines_between(connection: Connection, hotline: str, *, start: datetime, end: datetime) -> Iterator[CallLine]:
    """The calls of a hotline that arrived in [start, end), oldest first, with their talks and forms."""
    for batch in _batches(connection, hotline, start=start, end=end):
        tried = defaultdict(list)
        for attempt in connection.execute(TRIED, {"calls": [row.id for row in batch]}):
            tried[attempt.call_id].append(attempt)
        yield from (_line(row, tried.get(row.id, ())) for row in batch)


def answered_since(
    connection: Connection, hotline: str, numbers: Collection[str], *, start: datetime, end: datetime
) -> Mapping[str, tuple[datetime, ...]]:
    """When calls of these numbers that arrived in [start, end) were answered: the arrivals by number, in order."""
    ordered = sorted(numbers)
    found: list[Any] = []
    for place in range(0, len(ordered), BATCH):
        asked = {"hotline": hotline, "numbers": ordered[place : place + BATCH], "start": start, "end": end}
        found += connection.execute(ANSWERED_OF_NUMBERS, asked)
    return _times_by_number(found)


def rung_back_since(
    connection: Connection, hotline: str, *, start: datetime, end: datetime
) -> Mapping[str, tuple[datetime, ...]]:
    """When the office rang somebody back and was heard, in [start, end): the times by number, in order."""
    return _times_by_number(connection.execute(RUNG_BACK, {"hotline": hotline, "start": start, "end": end}).all())


def names_of(connection: Connection, ids: Collection[int]) -> Mapping[int, str]:
    """The names of these people."""
    ordered, names = sorted(ids), dict[int, str]()
    for place in range(0, len(ordered), BATCH):
        chosen = people.c.id.in_(ordered[place : place + BATCH])
        names |= {row.id: row.name for row in connection.execute(sa.select(people.c.id, people.c.name).where(chosen))}
    return names


def period_sent_for(connection: Connection, hotline: str, on: date) -> tuple[datetime, datetime] | None:
    """The arrivals that the first recap of this day covered, None when it was never made."""
    row = connection.execute(SENT_FOR, {"hotline": hotline, "day": on}).one_or_none()
    return (row.starts_at, row.ends_at) if row else None


def end_of_recap_between(connection: Connection, hotline: str, *, first: date, last: date) -> datetime | None:
    """Where the newest recap of these days ended, None when there is none."""
    row = connection.execute(SENT_BEFORE, {"hotline": hotline, "first": first, "last": last}).one_or_none()
    return row.ends_at if row else None


def signed_sheets(connection: Connection, hotline: str, on: date) -> Mapping[int, datetime]:
    """When each officer (id) said that the own sheet of a day is right."""
    found = sa.select(sign_offs.c.person_id, sign_offs.c.signed_at).where(
        sign_offs.c.hotline == hotline, sign_offs.c.on == on
    )
    return {row.person_id: row.signed_at for row in connection.execute(found)}


def _batches(connection: Connection, hotline: str, *, start: datetime, end: datetime) -> Iterator[Sequence[Any]]:
    asked: dict[str, object] = {"hotline": hotline, "start": start, "end": end}
    batch = connection.execute(FIRST_CALLS, asked).all()
    while batch:
        yield batch
        if len(batch) < BATCH:
            return
        # From the last arrival on; of those that arrived at the same moment, what was not read yet.
        asked |= {"start": batch[-1].arrived_at, "last_id": batch[-1].id}
        batch = connection.execute(NEXT_CALLS, asked).all()


def _line(row: Row[Any], tried: Sequence[Any]) -> CallLine:
    return CallLine(
        id=row.id,
        direction=row.direction,
        from_number=row.from_number,
        to_number=row.to_number,
        arrived_at=row.arrived_at,
        admission=Admission(row.admission),
        unit=row.unit,
        answered_at=row.answered_at,
        ended_at=row.ended_at,
        disposition=Disposition(row.disposition) if row.disposition else None,
        entered_by=row.entered_by,
        came_by=row.came_by,
        talks=tuple(_talk(one) for one in tried if one.outcome == Outcome.ACCEPTED),
        passed_by=tuple(one.person_id for one in tried if one.outcome in PASSED),
    )


def _talk(row: Row[Any]) -> TalkLine:
    started_at = row.talk_started_at or row.started_at
    return TalkLine(row.id, row.person_id, row.unit, started_at, row.talk_ended_at, form_of(row))


def _times_by_number(rows: Sequence[Any]) -> Mapping[str, tuple[datetime, ...]]:
    times: dict[str, list[datetime]] = {}
    for row in rows:
        times.setdefault(row.number, []).append(row.arrived_at)
    return {number: tuple(sorted(found)) for number, found in times.items()}
