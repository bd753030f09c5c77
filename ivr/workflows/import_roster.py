"""Import a roster file: all of it or nothing, replacing each day, unit and task that it names."""

from collections import Counter
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace

from ivr.store.engine import Connection
from ivr.store.roster import lock_roster, replace_duties
from ivr.workflows.check_roster import RosterPlan, check_replaced, closed_days, plan_lines
from ivr.workflows.fault_sheet import Sheet
from ivr.workflows.office import Office
from ivr.workflows.read_roster import COLUMNS, read_roster
from ivr.workflows.read_table import read_table


@dataclass(frozen=True)
class RosterImported:
    """How many lines are new, gone and as before, and what the office may want to look at (Indonesian)."""

    added: int = 0
    removed: int = 0
    unchanged: int = 0
    notes: tuple[str, ...] = ()

    @property
    def changes_anything(self) -> bool:
        """Whether the roster was (or would be) another afterwards."""
        return bool(self.added or self.removed)


def import_roster(
    office: Office, file: str, content: bytes, *, hotline: str | None = None, dry_run: bool = False
) -> RosterImported:
    """Put a file's lines in place of what stood under each day, unit and task that it names.

    A dry run tells the same and changes nothing. `hotline` belongs to lines that name none. Raises FileRefused
    with every fault, and then nothing was applied.
    """
    sheet = Sheet(file)
    drafts = read_roster(sheet, read_table(sheet, content, COLUMNS), office.hotlines, hotline=hotline)
    with _connection(office, dry_run=dry_run) as connection:
        if not dry_run:
            lock_roster(connection)
        plans = [
            plan_lines(sheet, connection, office.hotlines.by_key[key], drafts)
            for key in dict.fromkeys(draft.hotline for draft in drafts)
            if key is not None
        ]
        for plan in plans:
            check_replaced(sheet, plan)
        sheet.refuse_if_faulty()
        results = [_apply(connection, plan, dry_run=dry_run) for plan in plans]
    return RosterImported(
        sum(result.added for result in results),
        sum(result.removed for result in results),
        sum(result.unchanged for result in results),
        tuple(note for result in results for note in result.notes),
    )


def _connection(office: Office, *, dry_run: bool) -> AbstractContextManager[Connection]:
    return office.database.reading() if dry_run else office.database.writing()


def _apply(connection: Connection, plan: RosterPlan, *, dry_run: bool) -> RosterImported:
    added = removed = unchanged = 0
    for slot, lines in plan.wanted.items():
        wanted, standing = [line for _, line in lines], [replace(line, id=0) for line in plan.standing.get(slot, [])]
        if wanted == standing:
            unchanged += len(wanted)
            continue
        kept = Counter(wanted) & Counter(standing)
        # The order of lines is the order of ringing, so lines that only changed places are told as new.
        stay = kept.total() if kept.total() < max(len(wanted), len(standing)) else 0
        added, removed, unchanged = added + len(wanted) - stay, removed + len(standing) - stay, unchanged + stay
        if not dry_run:
            replace_duties(connection, plan.hotline.key, wanted, on=slot.on, unit=slot.unit, task=slot.task)
    return RosterImported(added, removed, unchanged, closed_days(plan.hotline, plan.wanted))
