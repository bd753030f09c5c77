"""Handovers: questions outside a unit's function, on the list of the unit they were handed to."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from ivr.domain.form import Form, seen_by
from ivr.domain.scope import Scope
from ivr.store.desk_tables import handovers
from ivr.store.engine import Connection
from ivr.store.tables import attempts, forms, people

_givers, _takers = people.alias("givers"), people.alias("takers")
_HANDOVERS = (
    sa.select(
        handovers, attempts.c.unit.label("from_unit"), _givers.c.name.label("giver"), _takers.c.name.label("taker"),
        forms.c.name, forms.c.contact, forms.c.problem, forms.c.is_confidential, forms.c.filled_by,
    )
    .join(attempts, attempts.c.id == handovers.c.attempt_id)
    .join(_givers, _givers.c.id == handovers.c.handed_by)
    .outerjoin(_takers, _takers.c.id == handovers.c.taken_by)
    .outerjoin(forms, forms.c.attempt_id == handovers.c.attempt_id)
)  # fmt: skip


@dataclass(frozen=True)
class Handover:
    """A question handed to another unit. Of the foreign talk it tells only whom to contact, and about what.

    Of one that became confidential afterwards each reads only their own words: `note` and `outcome` tell of it, too.
    """

    id: int
    attempt_id: int
    hotline: str
    from_unit: str
    to_unit: str
    name: str
    contact: str
    problem: str
    note: str
    is_confidential: bool
    giver: str
    handed_at: datetime
    taken_by: int | None
    taker: str | None
    taken_at: datetime | None
    done_at: datetime | None
    outcome: str


def add_handover(
    connection: Connection, *, hotline: str, attempt_id: int, to_unit: str, note: str, by: int, at: datetime
) -> int:
    """Put a question on another unit's list; returns its id."""
    row = {"hotline": hotline, "attempt_id": attempt_id, "to_unit": to_unit, "note": note}
    made = handovers.insert().values(row | {"handed_by": by, "handed_at": at}).returning(handovers.c.id)
    return int(connection.execute(made).scalar_one())


def handovers_of(connection: Connection, scope: Scope, attempt_id: int) -> tuple[Handover, ...]:
    """Where the question of a talk was handed to, oldest first; for who may open the talk."""
    return _found(connection, scope, handovers.c.attempt_id == attempt_id)


def handovers_on_list(
    connection: Connection, scope: Scope, hotline: str, *, done_since: datetime | None
) -> tuple[Handover, ...]:
    """What was handed to the reader's units: everything open, and what was done since a moment; oldest first."""
    is_open = handovers.c.done_at.is_(None)
    is_shown = is_open if done_since is None else sa.or_(is_open, handovers.c.done_at >= done_since)
    return _found(connection, scope, handovers.c.hotline == hotline, received_by(scope), is_shown)


def untaken_on_list(connection: Connection, scope: Scope, hotline: str) -> int:
    """How many of what was handed to the reader's units nobody deals with yet."""
    waits = handovers.c.done_at.is_(None) & handovers.c.taken_by.is_(None)
    counted = sa.select(sa.func.count()).where(handovers.c.hotline == hotline, received_by(scope), waits)
    return int(connection.execute(counted).scalar_one())


def handover_for(connection: Connection, scope: Scope, handover_id: int) -> Handover | None:
    """One that was handed to the reader's units, None for any other."""
    found = _found(connection, scope, handovers.c.id == handover_id, received_by(scope))
    return found[0] if found else None


def received_by(scope: Scope) -> sa.ColumnElement[bool]:
    """Holds for the handovers that are on a person's list: to a unit they work in, lead, or watch over."""
    here = sa.true() if scope.hotline is None else handovers.c.hotline == scope.hotline
    if scope.sees_all_units:
        return here
    return sa.and_(here, handovers.c.to_unit.in_(sorted(scope.works_in | scope.units)))


def take_handover(connection: Connection, handover_id: int, *, by: int, at: datetime, instead_of: int | None) -> bool:
    """Somebody deals with it from now on; False when somebody else was faster.

    `instead_of`: who dealt with it until now, None when nobody did.
    """
    taker = handovers.c.taken_by.is_(None) if instead_of is None else handovers.c.taken_by == instead_of
    free = (handovers.c.id == handover_id) & handovers.c.done_at.is_(None) & taker
    return connection.execute(handovers.update().where(free).values(taken_by=by, taken_at=at)).rowcount == 1


def finish_handover(connection: Connection, handover_id: int, *, by: int, outcome: str, at: datetime) -> bool:
    """It is done, by who took it; False when that is somebody else by now, or it was done before."""
    mine = (handovers.c.id == handover_id) & handovers.c.done_at.is_(None) & (handovers.c.taken_by == by)
    return connection.execute(handovers.update().where(mine).values(done_at=at, outcome=outcome)).rowcount == 1


def _found(connection: Connection, scope: Scope, *where: sa.ColumnElement[bool]) -> tuple[Handover, ...]:
    rows = connection.execute(_HANDOVERS.where(*where).order_by(handovers.c.handed_at, handovers.c.id))
    return tuple(_handover(row, scope) for row in rows)


def _handover(row: Any, scope: Scope) -> Handover:
    reader, noted = scope.person_id, Form(name=row.name or "", contact=row.contact or "", problem=row.problem or "")
    note, outcome = row.note, row.outcome
    if row.is_confidential:  # it became so after it was handed over
        noted = seen_by(replace(noted, is_confidential=True), person_id=reader, filled_by=row.filled_by)
        note = note if reader in (row.filled_by, row.handed_by) else ""
        outcome = outcome if reader in (row.filled_by, row.taken_by) else ""
    return Handover(
        id=row.id,
        attempt_id=row.attempt_id,
        hotline=row.hotline,
        from_unit=row.from_unit,
        to_unit=row.to_unit,
        name=noted.name,
        contact=noted.contact,
        problem=noted.problem,
        note=note,
        is_confidential=bool(row.is_confidential),
        giver=row.giver,
        handed_at=row.handed_at,
        taken_by=row.taken_by,
        taker=row.taker,
        taken_at=row.taken_at,
        done_at=row.done_at,
        outcome=outcome,
    )
