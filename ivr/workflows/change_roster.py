"""Change the roster, or take a change back: the only verb that writes duties, and each time it says who and why."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from ivr.domain.journal import Action, Entry
from ivr.domain.local_time import plain_date
from ivr.domain.roster import Duty
from ivr.domain.roster_change import ChangeKind, RosterChange, Slot, differences, in_slots, plain
from ivr.store.engine import Connection
from ivr.store.journal import note_in_journal
from ivr.store.roster import load_duties, lock_roster, replace_slots
from ivr.store.roster_changes import add_change, change_of, mark_undone
from ivr.workflows.change_labels import KINDS
from ivr.workflows.note_command import BY_COMMAND

TOLD = (ChangeKind.EDIT, ChangeKind.COPY, ChangeKind.PATTERN, ChangeKind.IMPORT)
"""Kinds whose reason everybody may read."""


class RosterMoved(Exception):
    """Somebody else changed these slots meanwhile; nothing was written."""

    def __init__(self, slots: Iterable[Slot]) -> None:
        self.slots = tuple(slots)
        super().__init__(", ".join(f"{slot.unit} {slot.on} {slot.task}" for slot in self.slots))


class CannotUndo(Exception):
    """The change is not there, or was taken back before."""


def change_roster(
    connection: Connection,
    hotline: str,
    wanted: Mapping[Slot, Sequence[Duty]],
    *,
    by: int | None,
    kind: ChangeKind,
    now: datetime,
    why: str = "",
    expected: Mapping[Slot, Sequence[Duty]] | None = None,
) -> RosterChange | None:
    """Put these lines into their slots; None when they stand there already. Needs a writing transaction.

    `expected` is what the person who asks saw there: raises RosterMoved when it is that no more. Whether the lines
    make sense is for the caller to check; this keeps the record.
    """
    lock_roster(connection)
    standing = _standing(connection, hotline, wanted)
    if expected is not None:
        moved = [slot for slot, lines in expected.items() if plain(standing.get(slot, ())) != plain(lines)]
        if moved:
            raise RosterMoved(moved)
    changes = differences(standing, wanted)
    if not changes:
        return None
    replace_slots(connection, hotline, {change.slot: change.after for change in changes})
    made = add_change(connection, hotline, changes, person_id=by, kind=kind, why=why, at=now)
    entry = Entry(by, Action.CHANGED, f"roster:{made.id}", hotline, detail=_in_journal(made))
    note_in_journal(connection, entry, at=now)
    return made


def undo_change(connection: Connection, hotline: str, change_id: int, *, by: int | None, now: datetime) -> RosterChange:
    """Put back what stood before a change, if what it made still stands. Needs a writing transaction.

    Raises CannotUndo, RosterMoved.
    """
    change = change_of(connection, hotline, change_id)
    if change is None or change.undone_by is not None:
        raise CannotUndo
    undone = change_roster(
        connection,
        hotline,
        {one.slot: one.before for one in change.slots},
        by=by,
        kind=ChangeKind.UNDO,
        now=now,
        expected={one.slot: one.after for one in change.slots},
    )
    if undone is None or not mark_undone(connection, change_id, by_change=undone.id):
        raise CannotUndo
    return undone


def _in_journal(change: RosterChange) -> str:
    """What it was, where, and why; why somebody cannot come (illness, say) is not for the journal (UU 27/2022)."""
    days = sorted({one.slot.on for one in change.slots})
    units = ", ".join(dict.fromkeys(one.slot.unit for one in change.slots))
    when = plain_date(days[0]) if len(days) == 1 else f"{plain_date(days[0])} sampai {plain_date(days[-1])}"
    by = f"{BY_COMMAND}; " if change.person_id is None else ""
    why = f"; {change.why}" if change.why and change.kind in TOLD else ""
    return f"{by}{KINDS[change.kind]}: {when}, {units}{why}"


def _standing(
    connection: Connection, hotline: str, wanted: Mapping[Slot, Sequence[Duty]]
) -> dict[Slot, tuple[Duty, ...]]:
    days = sorted(slot.on for slot in wanted)
    return in_slots(load_duties(connection, hotline, first=days[0], last=days[-1])) if days else {}
