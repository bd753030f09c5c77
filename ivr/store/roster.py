"""The roster of a hotline: its lines found and replaced."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ivr.domain.roster import Duty
from ivr.domain.roster_change import Slot
from ivr.store.duty_board import duty_of
from ivr.store.tables import duties


def lock_roster(connection: Connection) -> None:
    """Let one writer at a time replace lines; readers, and calls above all, are not held up.

    On SQLite every writing transaction is alone anyway.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("LOCK TABLE duties IN SHARE ROW EXCLUSIVE MODE"))


def load_duties(connection: Connection, hotline: str, *, first: date, last: date) -> tuple[Duty, ...]:
    """The lines of an inclusive range of local dates, in the order in which they were entered."""
    found = (
        sa.select(duties)
        .where(duties.c.hotline == hotline, duties.c.on.between(first, last))
        .order_by(duties.c.on, duties.c.id)
    )
    return tuple(duty_of(row) for row in connection.execute(found).mappings())


def replace_slots(connection: Connection, hotline: str, wanted: Mapping[Slot, Sequence[Duty]]) -> None:
    """Put these lines where all lines of their slots stood: two statements, so that a year's file holds up nobody."""
    if not wanted:
        return
    there: dict[str, sa.BindParameter[Any]] = {name: sa.bindparam(f"old_{name}") for name in ("on", "unit", "task")}
    standing = [duties.c[name] == parameter for name, parameter in there.items()]
    connection.execute(
        sa.delete(duties).where(duties.c.hotline == hotline, *standing),
        [{"old_on": slot.on, "old_unit": slot.unit, "old_task": slot.task.value} for slot in wanted],
    )
    rows = [
        {
            "hotline": hotline,
            "on": slot.on,
            "unit": slot.unit,
            "task": slot.task.value,
            "person_id": line.person_id,
            "starts": line.starts,
            "ends": line.ends,
            "replaces_id": line.replaces_id,
            "note": line.note,
        }
        for slot, lines in wanted.items()
        for line in lines
    ]
    if rows:
        connection.execute(sa.insert(duties), rows)
