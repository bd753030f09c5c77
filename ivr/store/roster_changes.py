"""Changes of the roster on record: added, found, marked as taken back."""

import json
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from ivr.domain.roster import Duty, Task
from ivr.domain.roster_change import ChangeKind, RosterChange, Slot, SlotChange
from ivr.store.engine import Connection
from ivr.store.roster_tables import roster_changes


def add_change(
    connection: Connection,
    hotline: str,
    slots: Sequence[SlotChange],
    *,
    person_id: int | None,
    kind: ChangeKind,
    why: str,
    at: datetime,
) -> RosterChange:
    """Put a change on record, in the transaction that makes it."""
    days = sorted(change.slot.on for change in slots)
    row = {
        "hotline": hotline,
        "at": at,
        "person_id": person_id,
        "kind": kind.value,
        "why": why[:400],
        "slots": json.dumps([_written(change) for change in slots]),
        "first_on": days[0],
        "last_on": days[-1],
    }
    made = connection.execute(roster_changes.insert().values(row).returning(roster_changes.c.id)).scalar_one()
    return RosterChange(int(made), hotline, at, person_id, kind, why, tuple(slots))


def change_of(connection: Connection, hotline: str, change_id: int) -> RosterChange | None:
    """A change by its id; None when this hotline has none such."""
    found = roster_changes.select().where(roster_changes.c.id == change_id, roster_changes.c.hotline == hotline)
    row = connection.execute(found).one_or_none()
    return _read(row) if row else None


def latest_changes(connection: Connection, hotline: str, *, most: int = 50) -> tuple[RosterChange, ...]:
    """The newest changes of a hotline, newest first."""
    found = roster_changes.select().where(roster_changes.c.hotline == hotline)
    rows = connection.execute(found.order_by(roster_changes.c.at.desc(), roster_changes.c.id.desc()).limit(most))
    return tuple(_read(row) for row in rows)


def changes_between(
    connection: Connection, hotline: str, *, first: date, last: date, most: int = 100
) -> tuple[RosterChange, ...]:
    """The newest changes that touch an inclusive range of days, newest first; not those only before and after it."""
    touches = (roster_changes.c.first_on <= last) & (roster_changes.c.last_on >= first)
    found = roster_changes.select().where(roster_changes.c.hotline == hotline, touches)
    rows = connection.execute(found.order_by(roster_changes.c.at.desc(), roster_changes.c.id.desc()).limit(most))
    changes = (_read(row) for row in rows)
    return tuple(one for one in changes if any(first <= each.slot.on <= last for each in one.slots))


def origin_of(connection: Connection, change: RosterChange) -> RosterChange:
    """What a taking back, or a making again, is about in the end; any other change itself."""
    while change.kind is ChangeKind.UNDO:
        row = connection.execute(roster_changes.select().where(roster_changes.c.undone_by == change.id)).one_or_none()
        if row is None:
            break
        change = _read(row)
    return change


def mark_undone(connection: Connection, change_id: int, *, by_change: int) -> bool:
    """Note which change took this one back; False when another did before. Needs a writing transaction."""
    mine = (roster_changes.c.id == change_id) & roster_changes.c.undone_by.is_(None)
    return connection.execute(roster_changes.update().where(mine).values(undone_by=by_change)).rowcount == 1


def _read(row: Any) -> RosterChange:
    slots = tuple(_slot(written) for written in json.loads(row.slots))
    return RosterChange(row.id, row.hotline, row.at, row.person_id, ChangeKind(row.kind), row.why, slots, row.undone_by)


def _written(change: SlotChange) -> dict[str, Any]:
    on, unit, task = change.slot
    return {
        "on": on.isoformat(),
        "unit": unit,
        "task": task.value,
        "before": [_line(line) for line in change.before],
        "after": [_line(line) for line in change.after],
    }


def _line(line: Duty) -> dict[str, Any]:
    return {
        "person_id": line.person_id,
        "starts": line.starts.isoformat() if line.starts else None,
        "ends": line.ends.isoformat() if line.ends else None,
        "replaces_id": line.replaces_id,
        "note": line.note,
    }


def _slot(written: dict[str, Any]) -> SlotChange:
    slot = Slot(date.fromisoformat(written["on"]), written["unit"], Task(written["task"]))
    before, after = (tuple(_duty(slot, line) for line in written[when]) for when in ("before", "after"))
    return SlotChange(slot, before, after)


def _duty(slot: Slot, line: dict[str, Any]) -> Duty:
    starts, ends = (time.fromisoformat(line[name]) if line[name] else None for name in ("starts", "ends"))
    return Duty(slot.on, slot.unit, line["person_id"], slot.task, starts, ends, line["replaces_id"], line["note"])
