"""Import a roster file: all of it or nothing, replacing each day, unit and task that it names."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import NamedTuple

from ivr.domain.holidays import holiday_on
from ivr.domain.hotline import Hotline
from ivr.domain.hours import service_spans
from ivr.domain.local_time import long_date
from ivr.domain.people import Person
from ivr.domain.posts import is_default, stands_by
from ivr.domain.roster import Duty, Task
from ivr.store.engine import Connection
from ivr.store.people import load_people
from ivr.store.roster import load_duties, lock_roster, replace_duties
from ivr.workflows.fault_sheet import Sheet
from ivr.workflows.find_people import AddressBook
from ivr.workflows.office import Office
from ivr.workflows.read_roster import COLUMNS, DutyDraft, read_roster
from ivr.workflows.read_table import read_table

DAY = timedelta(days=1)


class Slot(NamedTuple):
    """What a file replaces as a whole."""

    on: date
    unit: str
    task: Task


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


@dataclass
class _Plan:
    """The file's lines of one hotline, beside what stands there."""

    hotline: Hotline
    wanted: dict[Slot, list[tuple[DutyDraft, Duty]]] = field(default_factory=lambda: defaultdict(list))
    standing: dict[Slot, list[Duty]] = field(default_factory=lambda: defaultdict(list))
    people: Mapping[int, Person] = field(default_factory=dict)
    unclear: dict[tuple[date | None, str | None], set[int | None]] = field(default_factory=lambda: defaultdict(set))
    """Whom faulty lines may put where, by day and unit; None where that was not understood."""

    def may_mean(self, days: Iterable[date], unit: str) -> set[int | None]:
        """Whom a faulty line may put there."""
        return {who for day in (None, *days) for of in (None, unit) for who in self.unclear.get((day, of), ())}

    def lines_after(self, on: date, unit: str, task: Task) -> list[Duty]:
        """What would stand in a slot afterwards."""
        slot = Slot(on, unit, task)
        return [line for _, line in self.wanted[slot]] if slot in self.wanted else self.standing.get(slot, [])


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
            _plan(sheet, connection, office.hotlines.by_key[key], drafts)
            for key in dict.fromkeys(draft.hotline for draft in drafts)
            if key is not None
        ]
        for plan in plans:
            _check_replaced(sheet, plan)
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


def _plan(sheet: Sheet, connection: Connection, hotline: Hotline, all_drafts: Sequence[DutyDraft]) -> _Plan:
    drafts = [draft for draft in all_drafts if draft.hotline == hotline.key]
    people = [member.person for member in load_people(connection, hotline.key)]
    book = AddressBook(people)
    plan = _Plan(hotline, people={person.id: person for person in people})
    for stray in all_drafts:
        if stray.hotline is None:
            plan.unclear[stray.on, stray.unit].add(None)
    days = [draft.on for draft in drafts if draft.on is not None]
    if days:
        for standing in load_duties(connection, hotline.key, first=min(days) - DAY, last=max(days)):
            plan.standing[Slot(standing.on, standing.unit, standing.task)].append(standing)
    first: dict[Duty, int] = {}
    for draft in drafts:
        person = _person(sheet, draft, "petugas", draft.person, book)
        line = _duty(sheet, draft, person, _person(sheet, draft, "menggantikan", draft.replaces, book))
        if line is None:
            plan.unclear[draft.on, draft.unit].add(person.id if person else None)
            continue
        if (before := first.setdefault(replace(line, note=""), draft.line)) != draft.line:
            sheet.note(draft.line, "", f"sama dengan baris {before}", "hapus salah satunya")
        plan.wanted[Slot(line.on, line.unit, line.task)].append((draft, line))
    return plan


def _duty(sheet: Sheet, draft: DutyDraft, person: Person | None, replaced: Person | None) -> Duty | None:
    """The line as it will stand, or None where a part of it was not understood."""
    if person and not person.is_active:
        sheet.note(draft.line, "petugas", f"{person.name} tidak aktif", "pilih orang lain, atau aktifkan dahulu")
    elif person and person.phone is None:
        sheet.note(draft.line, "petugas", f"{person.name} tidak punya nomor telepon", "isi nomornya dahulu")
    if person and person == replaced:
        sheet.note(draft.line, "menggantikan", "sama dengan petugas", "isi dengan orang lain")
    if draft.on is None or draft.unit is None or draft.task is None or person is None or person == replaced:
        return None
    if draft.replaces and replaced is None:
        return None
    return Duty(
        draft.on,
        draft.unit,
        person.id,
        draft.task,
        draft.starts,
        draft.ends,
        replaced.id if replaced else None,
        draft.note,
    )


def _person(sheet: Sheet, draft: DutyDraft, column: str, written: str | None, people: AddressBook) -> Person | None:
    if written is None:
        return None
    try:
        return people.find(written)
    except LookupError as fault:
        problem, _, remedy = str(fault).partition("; ")
        sheet.note(draft.line, column, problem, remedy)
        return None


def _check_replaced(sheet: Sheet, plan: _Plan) -> None:
    """A line that replaces someone must find that person on duty, covering, or substituting that day."""
    for slot, lines in plan.wanted.items():
        for draft, line in lines:
            if line.replaces_id is not None and line.replaces_id not in _on_duty(plan, slot, line):
                where = f"{slot.unit} {long_date(slot.on)}"
                sheet.note(
                    draft.line,
                    "menggantikan",
                    f"{draft.replaces} tidak piket di {where}",
                    "isi dengan petugas yang piket hari itu",
                )


def _on_duty(plan: _Plan, slot: Slot, line: Duty) -> set[int]:
    """Everybody who can be replaced by this line, once the file is applied."""
    # A line with times of its own may concern a duty that began the day before, past midnight.
    days = [slot.on] if is_default(line) else [slot.on - DAY, slot.on]
    # A faulty line may be just the one that puts the replaced person there; that is not held against other lines.
    meant = plan.may_mean(days, slot.unit)
    if None in meant:
        return set(plan.people)
    duties = [duty for day in days for duty in plan.lines_after(day, slot.unit, Task.DUTY)]
    found = {duty.person_id for duty in duties} | {who for who in meant if who is not None}
    if plan.hotline.units[slot.unit].is_operator and not plan.lines_after(slot.on, slot.unit, Task.DUTY):
        found |= {person.id for person in plan.people.values() if stands_by(person, slot.unit)}
    if line.task is Task.SUBSTITUTE:
        found |= {cover.person_id for day in days for cover in plan.lines_after(day, slot.unit, Task.COVER)}
    substitutes = [sub for day in days for sub in plan.lines_after(day, slot.unit, Task.SUBSTITUTE)]
    while more := {sub.person_id for sub in substitutes if sub.replaces_id in found} - found:
        found |= more
    return found


def _apply(connection: Connection, plan: _Plan, *, dry_run: bool) -> RosterImported:
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
    return RosterImported(added, removed, unchanged, _notes(plan.hotline, plan.wanted))


def _notes(hotline: Hotline, slots: Iterable[Slot]) -> tuple[str, ...]:
    """Days of the file on which there is no service: allowed, but seldom meant."""
    closed = [day for day in sorted({slot.on for slot in slots}) if not service_spans(hotline, day)]
    return tuple(
        f"{long_date(day)} bukan hari layanan"
        + (f" ({holiday.name})" if (holiday := holiday_on(day, hotline.holidays)) else "")
        for day in closed
    )
