"""Swaps on record: asked, found, moved on."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from ivr.domain.roster import Task
from ivr.domain.swap import OPEN, Swap, SwapState
from ivr.store.engine import Connection
from ivr.store.roster_tables import roster_changes, swaps


def add_swap(connection: Connection, swap: Swap) -> int:
    """Put a new swap on record (its id is ignored); returns its id."""
    row = {
        "hotline": swap.hotline,
        "unit": swap.unit,
        "asker_id": swap.asker_id,
        "asker_on": swap.asker_on,
        "colleague_id": swap.colleague_id,
        "colleague_on": swap.colleague_on,
        "task": swap.task.value,
        "why": swap.why[:400],
        "state": swap.state.value,
        "asked_at": swap.asked_at,
    }
    return int(connection.execute(swaps.insert().values(row).returning(swaps.c.id)).scalar_one())


def swap_of(connection: Connection, swap_id: int) -> Swap | None:
    """A swap by its id."""
    found = _read(connection, sa.select(swaps).where(swaps.c.id == swap_id))
    return found[0] if found else None


def swap_of_change(connection: Connection, change_id: int) -> Swap | None:
    """The swap that made a change of the roster."""
    found = _read(connection, sa.select(swaps).where(swaps.c.change_id == change_id))
    return found[0] if found else None


def newest_swaps(
    connection: Connection,
    hotline: str,
    *,
    units: Sequence[str] | None,
    person_id: int,
    most: int = 100,
) -> tuple[Swap, ...]:
    """The swaps of some units (None: of all), and those of a person, newest first."""
    mine = sa.or_(swaps.c.asker_id == person_id, swaps.c.colleague_id == person_id)
    found = sa.select(swaps).where(swaps.c.hotline == hotline)
    if units is not None:
        found = found.where(sa.or_(mine, swaps.c.unit.in_(units)))
    return _read(connection, found.order_by(swaps.c.id.desc()).limit(most))


def open_swaps(connection: Connection, hotline: str, *, until: date | None = None) -> tuple[Swap, ...]:
    """Those that wait for somebody; with `until` only those of which a day is not later."""
    found = sa.select(swaps).where(swaps.c.hotline == hotline, swaps.c.state.in_([state.value for state in OPEN]))
    if until is not None:
        found = found.where(sa.or_(swaps.c.asker_on <= until, swaps.c.colleague_on <= until))
    return _read(connection, found.order_by(swaps.c.id))


def move_swap(connection: Connection, swap_id: int, *, before: SwapState, after: SwapState, **values: Any) -> bool:
    """Move a swap on, and note the values; False when somebody did before. Needs a writing transaction."""
    mine = (swaps.c.id == swap_id) & (swaps.c.state == before.value)
    return connection.execute(swaps.update().where(mine).values(state=after.value, **values)).rowcount == 1


def note_change(connection: Connection, swap_id: int, *, change_id: int) -> None:
    """Note which change of the roster a swap made."""
    connection.execute(swaps.update().where(swaps.c.id == swap_id).values(change_id=change_id))


def _read(connection: Connection, found: sa.Select[Any]) -> tuple[Swap, ...]:
    rows = connection.execute(found).all()
    gone = {row.id for row in rows if row.change_id is not None and _is_taken_back(connection, row.change_id)}
    return tuple(_swap(row, is_taken_back=row.id in gone) for row in rows)


def _is_taken_back(connection: Connection, change_id: int) -> bool:
    """Whether a change stands no more. What took it back may have been taken back itself, and so on."""
    is_back, by = False, _undone_by(connection, change_id)
    while by is not None:
        is_back, by = not is_back, _undone_by(connection, by)
    return is_back


def _undone_by(connection: Connection, change_id: int) -> int | None:
    found = sa.select(roster_changes.c.undone_by).where(roster_changes.c.id == change_id)
    by: int | None = connection.execute(found).scalar_one_or_none()
    return by


def _swap(row: Any, *, is_taken_back: bool) -> Swap:
    state = SwapState(row.state)
    if state is SwapState.APPROVED and is_taken_back:
        state = SwapState.REVERSED  # on the roster's own page
    elif state is SwapState.REVERSED and not is_taken_back:
        state = SwapState.APPROVED  # made again there
    return Swap(
        row.id,
        row.hotline,
        row.unit,
        row.asker_id,
        row.asker_on,
        row.colleague_id,
        row.colleague_on,
        Task(row.task),
        row.why,
        state,
        row.asked_at,
        row.answered_at,
        row.decided_at,
        row.decided_by,
        row.note,
        row.change_id,
    )
