"""The roster of a hotline: its lines found and replaced."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ivr.domain.roster import Duty, Task
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


def replace_duties(
    connection: Connection, hotline: str, lines: Sequence[Duty], *, on: date, unit: str, task: Task
) -> None:
    """Put these lines where all lines of this day, unit and task stood."""
    connection.execute(
        sa.delete(duties).where(
            duties.c.hotline == hotline, duties.c.on == on, duties.c.unit == unit, duties.c.task == task.value
        )
    )
    if lines:
        connection.execute(
            sa.insert(duties),
            [
                {
                    "hotline": hotline,
                    "on": on,
                    "unit": unit,
                    "task": task.value,
                    "person_id": line.person_id,
                    "starts": line.starts,
                    "ends": line.ends,
                    "replaces_id": line.replaces_id,
                    "note": line.note,
                }
                for line in lines
            ],
        )
