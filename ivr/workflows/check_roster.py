"""Check lines of the roster, from a file or from the page: one place for what is refused, and in which words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import combinations

from ivr.domain.holidays import holiday_on
from ivr.domain.hotline import Hotline
from ivr.domain.hours import Stretch, break_spans, service_day, service_spans
from ivr.domain.local_time import clock_span, long_date, to_local
from ivr.domain.people import Person
from ivr.domain.posts import is_default, stretches_of
from ivr.domain.replaced import days_replaced, who_can_be_replaced
from ivr.domain.roster import Duty, Task
from ivr.domain.roster_change import Slot
from ivr.store.engine import Connection
from ivr.store.people import load_people
from ivr.store.roster import load_duties
from ivr.workflows.change_labels import times_in_words
from ivr.workflows.fault_sheet import Sheet
from ivr.workflows.find_people import AddressBook
from ivr.workflows.read_roster import DutyDraft

DAY = timedelta(days=1)
MOST_IN_SLOT = 100  # a date dragged down without counting on; each line is held against all others of its slot


@dataclass
class RosterPlan:
    """The lines that somebody wants in a hotline's roster, beside what stands there.

    `wanted` names every slot that is replaced, and whom with; a slot that stands there empty is to be cleared.
    """

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


def plan_lines(
    sheet: Sheet,
    connection: Connection,
    hotline: Hotline,
    all_drafts: Sequence[DutyDraft],
    *,
    replaced: Iterable[Slot] = (),
    today: date | None = None,
) -> RosterPlan:
    """The lines of one hotline among the drafts; what cannot be is noted on the sheet.

    On days before `today` also those may stand who have left, or have no telephone any more: they were there.
    `replaced` are slots that will be another afterwards even where no draft names them; by default those of the drafts.
    Ask `check_replaced` next: it judges the lines together.
    """
    drafts = [draft for draft in all_drafts if draft.hotline == hotline.key]
    people = [member.person for member in load_people(connection, hotline.key)]
    book = AddressBook(people)
    plan = RosterPlan(hotline, people={person.id: person for person in people})
    for stray in all_drafts:
        if stray.hotline is None:
            plan.unclear[stray.on, stray.unit].add(None)
    for slot in replaced:
        plan.wanted[slot] = []
    days = [draft.on for draft in drafts if draft.on is not None] + [slot.on for slot in plan.wanted]
    if days:
        for standing in load_duties(connection, hotline.key, first=min(days) - DAY, last=max(days) + DAY):
            plan.standing[Slot(standing.on, standing.unit, standing.task)].append(standing)
    first: dict[Duty, int] = {}
    crowded: dict[Slot, int] = {}
    for draft in drafts:
        person = _person(sheet, draft, "petugas", draft.person, book)
        _check_reachable(sheet, draft, person, today)
        line = _duty(sheet, draft, person, _person(sheet, draft, "menggantikan", draft.replaces, book))
        if line is None:
            plan.unclear[draft.on, draft.unit].add(person.id if person else None)
            continue
        _check_length(sheet, hotline, draft, line)
        if (before := first.setdefault(replace(line, note=""), draft.line)) != draft.line:
            sheet.note(draft.line, "", f"sama dengan baris {before}", "hapus salah satunya")
        lines = plan.wanted[Slot(line.on, line.unit, line.task)]
        if len(lines) < MOST_IN_SLOT:
            lines.append((draft, line))
            continue
        plan.unclear[draft.on, draft.unit].add(line.person_id)
        if crowded.setdefault(Slot(line.on, line.unit, line.task), draft.line) == draft.line:
            problem = f"lebih dari {MOST_IN_SLOT} baris {line.task.value} untuk {line.unit} {long_date(line.on)}"
            sheet.note(draft.line, "tanggal", problem, "periksa tanggalnya")
    for slot, lines in list(plan.wanted.items()):
        _check_overlaps(sheet, hotline, lines)
        _check_nights(sheet, plan, slot, lines)
    return plan


def _duty(sheet: Sheet, draft: DutyDraft, person: Person | None, replaced: Person | None) -> Duty | None:
    """The line as it will stand, or None where a part of it was not understood."""
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


def _check_reachable(sheet: Sheet, draft: DutyDraft, person: Person | None, today: date | None) -> None:
    if person is None or (today is not None and draft.on is not None and draft.on < today):
        return
    if not person.is_active:
        sheet.note(draft.line, "petugas", f"{person.name} tidak aktif", "pilih orang lain, atau aktifkan dahulu")
    elif person.phone is None:
        sheet.note(draft.line, "petugas", f"{person.name} tidak punya nomor telepon", "isi nomornya dahulu")


def _check_length(sheet: Sheet, hotline: Hotline, draft: DutyDraft, line: Duty) -> None:
    """A line with one time of its own must leave some time up to, or from, the other one of its day."""
    day = service_day(hotline, line.on)
    if (line.starts is None) == (line.ends is None) or day is None or stretches_of(hotline, line):
        return
    pauses = break_spans(hotline, line.on) if line.task is Task.COVER else ()
    frame = Stretch(pauses[0].start, max(pause.end for pause in pauses)) if pauses else day
    hours = clock_span(*(to_local(end, hotline.zone) for end in (frame.start, frame.end)))
    sheet.note(
        draft.line,
        "mulai" if line.starts is not None else "selesai",
        f"tidak ada waktu tersisa: {'istirahat' if pauses else 'layanan'} hari itu {hours}",
        "isi mulai dan selesai",
    )


def _check_overlaps(sheet: Sheet, hotline: Hotline, lines: Sequence[tuple[DutyDraft, Duty]]) -> None:
    """Nobody is given the same task twice at one time; in another unit it is a gap (`ivr.domain.gaps`)."""
    for (early, one), (late, other) in combinations(lines, 2):
        if (one.person_id, one.replaces_id) != (other.person_id, other.replaces_id):
            continue
        if replace(one, note="") == replace(other, note=""):
            continue  # told already, as the same line twice
        if _overlap(stretches_of(hotline, one), stretches_of(hotline, other)):
            problem = f"jamnya bertumpang tindih dengan baris {early.line}, orang yang sama"
            sheet.note(late.line, "mulai", problem, "ubah jamnya, atau hapus salah satunya")


def _check_nights(sheet: Sheet, plan: RosterPlan, slot: Slot, lines: Sequence[tuple[DutyDraft, Duty]]) -> None:
    """Nor does a night run into the same person's next day in the unit; service days that overlap may."""
    if slot.task is Task.SUBSTITUTE:
        return
    for draft, line in lines:
        for on in (slot.on - DAY, slot.on + DAY):
            if on > slot.on and Slot(on, slot.unit, slot.task) in plan.wanted:
                continue  # told with the later day's line
            for other in plan.lines_after(on, slot.unit, slot.task):
                if (other.person_id, other.replaces_id) != (line.person_id, line.replaces_id):
                    continue
                if is_default(line) and is_default(other):
                    continue
                if _overlap(stretches_of(plan.hotline, line), stretches_of(plan.hotline, other)):
                    times = times_in_words(other.starts, other.ends)
                    where = " ".join(filter(None, (long_date(on), times)))
                    problem = f"jamnya bertumpang tindih dengan {slot.task.value} {where}, orang yang sama"
                    sheet.note(draft.line, "mulai", problem, "ubah jamnya, atau hapus salah satunya")


def _overlap(these: Sequence[Stretch], those: Sequence[Stretch]) -> bool:
    return any(one.start < other.end and other.start < one.end for one in these for other in those)


def _person(sheet: Sheet, draft: DutyDraft, column: str, written: str | None, people: AddressBook) -> Person | None:
    if written is None:
        return None
    try:
        return people.find(written)
    except LookupError as fault:
        problem, _, remedy = str(fault).partition("; ")
        sheet.note(draft.line, column, problem, remedy)
        return None


def check_replaced(sheet: Sheet, plan: RosterPlan) -> None:
    """A line that replaces someone must find that person on duty, covering, or substituting that day."""
    for slot, lines in plan.wanted.items():
        for draft, line in lines:
            if line.replaces_id is not None and line.replaces_id not in _on_duty(plan, slot, line):
                where = f"{slot.unit} {long_date(slot.on)}"
                sheet.note(
                    draft.line,
                    "menggantikan",
                    f"{plan.people[line.replaces_id].name} tidak piket di {where}",
                    "isi dengan petugas yang piket hari itu",
                )


def _on_duty(plan: RosterPlan, slot: Slot, line: Duty) -> set[int]:
    """Everybody who can be replaced by this line, once everything is applied."""
    # A faulty line may be just the one that puts the replaced person there; that is not held against other lines.
    meant = plan.may_mean(days_replaced(line), slot.unit)
    if None in meant:
        return set(plan.people)
    also = [who for who in meant if who is not None]
    return who_can_be_replaced(plan.hotline, plan.people, plan.lines_after, line, also=also)


def closed_days(hotline: Hotline, slots: Iterable[Slot]) -> tuple[str, ...]:
    """The days, in words, on which there is no service: a roster for them is allowed, but seldom meant."""
    closed = [day for day in sorted({slot.on for slot in slots}) if not service_spans(hotline, day)]
    return tuple(
        f"{long_date(day)} bukan hari layanan"
        + (f" ({holiday.name})" if (holiday := holiday_on(day, hotline.holidays)) else "")
        for day in closed
    )
