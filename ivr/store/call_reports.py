"""Calls as reports read them: whole days, with their attempts and the officers' e-mails, in bounded batches."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from ivr.domain.call import Call
from ivr.domain.form import Form
from ivr.domain.scope import Scope
from ivr.store.call_choice import CallChoice, chosen
from ivr.store.calls import attempt_of, call_of
from ivr.store.engine import Connection
from ivr.store.forms import FORM_COLUMNS, form_of
from ivr.store.tables import attempts, calls, forms, people
from ivr.store.visible import visible_talks
from ivr.store.withdrawn_calls import stands

BATCH = 500


@dataclass(frozen=True)
class CallLine:
    """A call for a report. `officers` gives the e-mail of each person in its attempts; `form` is the first talk's."""

    call: Call
    direction: str
    officers: dict[int, str]
    form: Form | None = None


def calls_arrived_between(
    connection: Connection, *, hotline: str | None, start: datetime, end: datetime
) -> Iterator[CallLine]:
    """The calls of a hotline that arrived in [start, end), oldest first.

    `hotline` None: those whose number belonged to none. One index range of `calls` and one of `attempts` for
    each batch; memory does not grow with the number of calls.
    """
    of_hotline = calls.c.hotline == hotline if hotline else sa.and_(calls.c.hotline.is_(None), stands())
    return _oldest_first(connection, [of_hotline, calls.c.arrived_at < end], start=start)


def chosen_calls(connection: Connection, scope: Scope, choice: CallChoice) -> Iterator[CallLine]:
    """The calls that a person chose on a page, oldest first, with the attempts and talks that are theirs to see."""
    return _oldest_first(connection, chosen(scope, choice), start=choice.start, seen=visible_talks(scope))


def count_chosen(connection: Connection, scope: Scope, choice: CallChoice) -> int:
    """How many calls these are."""
    return connection.execute(sa.select(sa.func.count()).select_from(calls).where(*chosen(scope, choice))).scalar_one()


def _oldest_first(
    connection: Connection,
    where: Sequence[sa.ColumnElement[bool]],
    *,
    start: datetime,
    seen: sa.ColumnElement[bool] | None = None,
) -> Iterator[CallLine]:
    position = sa.tuple_(calls.c.arrived_at, calls.c.id)
    found = sa.select(calls).where(*where).order_by(calls.c.arrived_at, calls.c.id).limit(BATCH)
    batch: Sequence[sa.Row[tuple[object, ...]]] = connection.execute(found.where(calls.c.arrived_at >= start)).all()
    while batch:
        yield from _lines(connection, batch, seen)
        if len(batch) < BATCH:
            return
        last = sa.tuple_(sa.literal(batch[-1].arrived_at, calls.c.arrived_at.type), sa.literal(batch[-1].id))
        batch = connection.execute(found.where(position > last)).all()


def _lines(
    connection: Connection, batch: Sequence[sa.Row[tuple[object, ...]]], seen: sa.ColumnElement[bool] | None
) -> Iterator[CallLine]:
    of_batch = (
        sa.select(attempts, people.c.email, *FORM_COLUMNS)
        .join(people, people.c.id == attempts.c.person_id)
        .outerjoin(forms, forms.c.attempt_id == attempts.c.id)
        .where(attempts.c.call_id.in_([row.id for row in batch]))
        .order_by(attempts.c.call_id, attempts.c.turn)
    )
    if seen is not None:
        of_batch = of_batch.join(calls, calls.c.id == attempts.c.call_id).where(seen)
    tried = connection.execute(of_batch).all()
    by_call: dict[int, list[sa.Row[tuple[object, ...]]]] = {}
    for row in tried:
        by_call.setdefault(row.call_id, []).append(row)
    for row in batch:
        of_call = by_call.get(row.id, [])
        call = call_of(row._mapping, tuple(attempt_of(one._mapping) for one in of_call))
        first_talk = call.talks[0].id if call.talks else None
        yield CallLine(
            call=call,
            direction=row.direction,
            officers={one.person_id: one.email for one in of_call},
            form=next((form_of(one) for one in of_call if one.id == first_talk), None),
        )
