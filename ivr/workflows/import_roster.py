"""Import a roster file: all of it or nothing, replacing each day, unit and task that it names."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from ivr.domain.gaps import GapKind
from ivr.domain.hotline import Hotline
from ivr.domain.local_time import clock, long_date, to_local
from ivr.domain.roster import Duty
from ivr.domain.roster_change import ChangeKind, Slot, SlotChange, differences, plain
from ivr.store.engine import Connection
from ivr.store.roster import lock_roster
from ivr.workflows.change_roster import change_roster
from ivr.workflows.check_roster import RosterPlan, check_replaced, closed_days, plan_lines
from ivr.workflows.fault_sheet import Sheet
from ivr.workflows.office import Office
from ivr.workflows.read_roster import COLUMNS, DutyDraft, read_roster
from ivr.workflows.read_table import read_table
from ivr.workflows.torn_gaps import first_told, torn_gaps

LONGEST_WHY = 400
MISPLACED = (GapKind.TWO_UNITS, GapKind.FOR_NOBODY)
"""Gaps that come of a slip in the file; where somebody is missing, a file is often not the last one."""


@dataclass(frozen=True)
class RosterImported:
    """How many lines are new, gone and as before, and what the office may want to look at (Indonesian).

    `changes` are the slots that become others; `expected` is how every slot of the file stood.
    """

    added: int = 0
    removed: int = 0
    unchanged: int = 0
    notes: tuple[str, ...] = ()
    changes: tuple[SlotChange, ...] = ()
    expected: dict[Slot, tuple[Duty, ...]] = field(default_factory=dict)

    @property
    def changes_anything(self) -> bool:
        """Whether the roster was (or would be) another afterwards."""
        return bool(self.added or self.removed)


class Judge(Protocol):
    """Notes what else it has against lines of a file: whose they are, say."""

    def __call__(self, sheet: Sheet, drafts: tuple[DutyDraft, ...], /) -> None:
        """Write on the sheet."""


def import_roster(
    office: Office, file: str, content: bytes, *, hotline: str | None = None, dry_run: bool = False
) -> RosterImported:
    """Put a file's lines in place of what stood under each day, unit and task that it names.

    A dry run tells the same and changes nothing. `hotline` belongs to lines that name none. Its notes name also days
    that are over, and where somebody would be in two places. Raises FileRefused with every fault, and then nothing was
    applied.
    """
    sheet = Sheet(file)
    drafts = read_roster(sheet, read_table(sheet, content, COLUMNS), office.hotlines, hotline=hotline)
    with office.database.reading() as connection:  # what takes its time is weighed while callers can be written down
        judged = _judge(connection, office, sheet, drafts)
        for one, result in judged:
            sheet.remarks.extend(_days_over(one, result.changes, office.clock()))
            sheet.remarks.extend(first_told(torn_gaps(connection, one, result.changes, MISPLACED), "kekeliruan"))
    if dry_run:
        return _joined([result for _, result in judged], sheet)
    with office.database.writing() as connection:
        lock_roster(connection)
        judged = _judge(connection, office, sheet, drafts)
        for one, result in judged:
            change_roster(
                connection,
                one.key,
                {change.slot: change.after for change in result.changes},
                by=None,
                kind=ChangeKind.IMPORT,
                now=office.clock(),
                why=file[:LONGEST_WHY],
            )
    return _joined([result for _, result in judged], sheet)


def look_through(
    connection: Connection, office: Office, hotline: Hotline, file: str, content: bytes, *, judge: Judge
) -> RosterImported:
    """What a file would change in a hotline. `judge` may refuse lines, also those of other hotlines.

    It is not asked about lines of a slot that stays as it is: whoever takes a week away and brings it back with a
    change of their own repeats what is not theirs. Raises FileRefused with every fault.
    """
    sheet = Sheet(file)
    drafts = read_roster(sheet, read_table(sheet, content, COLUMNS), office.hotlines, hotline=hotline.key)
    results = [(plan.hotline, _compared(plan)) for plan in _plans(connection, office, sheet, drafts)]
    stays = {
        slot
        for of, result in results
        for slot in result.expected.keys() - {change.slot for change in result.changes}
        if of.key == hotline.key
    }
    judge(
        sheet, tuple(one for one in drafts if one.hotline != hotline.key or (one.on, one.unit, one.task) not in stays)
    )
    sheet.refuse_if_faulty()
    return _joined([result for _, result in results], sheet)


def _judge(
    connection: Connection, office: Office, sheet: Sheet, drafts: tuple[DutyDraft, ...]
) -> list[tuple[Hotline, RosterImported]]:
    plans = _plans(connection, office, sheet, drafts)
    sheet.refuse_if_faulty()
    return [(plan.hotline, _compared(plan)) for plan in plans]


def _plans(connection: Connection, office: Office, sheet: Sheet, drafts: tuple[DutyDraft, ...]) -> list[RosterPlan]:
    plans = [
        plan_lines(sheet, connection, office.hotlines.by_key[key], drafts)
        for key in dict.fromkeys(draft.hotline for draft in drafts)
        if key is not None
    ]
    for plan in plans:
        check_replaced(sheet, plan)
    return plans


def _compared(plan: RosterPlan) -> RosterImported:
    added = removed = unchanged = 0
    wanted = {slot: tuple(line for _, line in lines) for slot, lines in plan.wanted.items()}
    standing = {slot: plain(plan.standing.get(slot, ())) for slot in wanted}
    for slot, lines in wanted.items():
        before = standing[slot]
        if lines == before:
            unchanged += len(lines)
            continue
        kept = Counter(lines) & Counter(before)
        # The order of lines is the order of ringing, so lines that only changed places are told as new.
        stay = kept.total() if kept.total() < max(len(lines), len(before)) else 0
        added, removed, unchanged = added + len(lines) - stay, removed + len(before) - stay, unchanged + stay
    changes = tuple(differences(standing, wanted))
    notes = (*closed_days(plan.hotline, wanted), *_around_the_clock(wanted))
    return RosterImported(added, removed, unchanged, notes, changes, standing)


def _around_the_clock(wanted: Mapping[Slot, Sequence[Duty]]) -> Iterator[str]:
    """Lines that end when they begin: that is a whole day and night, and seldom meant."""
    for slot, lines in sorted(wanted.items()):
        for line in lines:
            if line.starts is not None and line.starts == line.ends:
                yield f"{long_date(slot.on)}: {clock(line.starts)}-{clock(line.ends)} berarti 24 jam"


def _days_over(hotline: Hotline, changes: Sequence[SlotChange], now: datetime) -> Iterator[str]:
    """The days before today that become others: allowed, for a roster is put right afterwards, too."""
    today = to_local(now, hotline.zone).date()
    over = sorted({change.slot.on for change in changes if change.slot.on < today})
    if len(over) == 1:
        yield f"{long_date(over[0])} sudah lewat"
    elif over:
        yield f"{len(over)} hari sudah lewat, {long_date(over[0])} sampai {long_date(over[-1])}"


def _joined(results: list[RosterImported], sheet: Sheet) -> RosterImported:
    return RosterImported(
        sum(result.added for result in results),
        sum(result.removed for result in results),
        sum(result.unchanged for result in results),
        (*sheet.remarks, *(note for result in results for note in result.notes)),
        tuple(change for result in results for change in result.changes),
        {slot: lines for result in results for slot, lines in result.expected.items()},
    )
