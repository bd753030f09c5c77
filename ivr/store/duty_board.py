"""The duty board: everything the rule "who answers now" needs, in two queries that do not grow with history."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from ivr.domain.pause import Pause, PauseReason
from ivr.domain.people import Person, Role
from ivr.domain.phone import Phone
from ivr.domain.roster import Duty, DutyBoard, Line, Task
from ivr.store.tables import attempts, duties, people

_DUTIES = (
    sa.select(duties)
    .where(duties.c.hotline == sa.bindparam("hotline"))
    .where(duties.c.on.between(sa.bindparam("first"), sa.bindparam("last")))
    .order_by(duties.c.id)
)
_DUTIES_OF_UNITS = _DUTIES.where(duties.c.unit.in_(sa.bindparam("units", expanding=True)))
_newest = (
    sa.select(attempts.c.started_at, attempts.c.freed_at)
    .where(attempts.c.phone == people.c.phone)
    .order_by(attempts.c.started_at.desc())
    .limit(1)
)
_PEOPLE = sa.select(
    people,
    sa.exists().where(attempts.c.phone == people.c.phone, attempts.c.freed_at.is_(None)).label("is_busy"),
    _newest.with_only_columns(sa.func.coalesce(attempts.c.freed_at, attempts.c.started_at))
    .scalar_subquery()
    .label("last_used_at"),
).where(
    sa.or_(
        people.c.id.in_(sa.bindparam("named", expanding=True)),
        sa.and_(people.c.hotline == sa.bindparam("hotline"), people.c.roles.contains(Role.OPERATOR.value)),
    )
)


def load_duty_board(
    connection: Connection, hotline: str, *, first: date, last: date, units: Sequence[str] | None = None
) -> DutyBoard:
    """The board of a hotline for the local days `first` to `last` (a moment needs the day before it as well).

    `units`: the keys of those that will be asked for, where these are known; by default every unit.
    """
    wanted = {"hotline": hotline, "first": first, "last": last}
    asked = (_DUTIES, wanted) if units is None else (_DUTIES_OF_UNITS, wanted | {"units": units})
    rows = connection.execute(*asked).mappings().all()
    named = {row["person_id"] for row in rows} | {row["replaces_id"] for row in rows if row["replaces_id"] is not None}
    found = connection.execute(_PEOPLE, {"hotline": hotline, "named": sorted(named)}).mappings().all()
    return DutyBoard(
        people={row["id"]: person_of(row) for row in found},
        duties=tuple(duty_of(row) for row in rows),
        lines={row["phone"]: Line(bool(row["is_busy"]), row["last_used_at"]) for row in found if row["phone"]},
    )


def person_of(row: RowMapping) -> Person:
    """A person from a row of `people`."""
    address, _, extension = (row["phone"] or "").partition(";ext=")
    return Person(
        id=row["id"],
        name=row["name"],
        email=row["email"],
        roles=frozenset(Role(role) for role in row["roles"].split("|") if role),
        units=tuple(unit for unit in row["units"].split("|") if unit),
        phone=Phone(address, extension or None) if address else None,
        is_active=row["is_active"],
        pause=Pause(PauseReason(row["pause"]), row["paused_at"], row["paused_until"]) if row["pause"] else None,
    )


def duty_of(row: RowMapping) -> Duty:
    """A duty from a row of `duties`."""
    return Duty(
        id=row["id"],
        on=row["on"],
        unit=row["unit"],
        person_id=row["person_id"],
        task=Task(row["task"]),
        starts=row["starts"],
        ends=row["ends"],
        replaces_id=row["replaces_id"],
        note=row["note"],
    )
