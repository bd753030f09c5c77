"""Edit a cell of the roster: all lines of one unit on a day, or on several, judged as those of a roster file."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from hashlib import sha256

from ivr.domain.gaps import Gap, find_gaps
from ivr.domain.hotline import Hotline
from ivr.domain.hours import service_day
from ivr.domain.local_time import clock, long_date, to_local
from ivr.domain.posts import stretches_of
from ivr.domain.roster import Duty, Task
from ivr.domain.roster_change import ChangeKind, RosterChange, Slot, in_slots, plain
from ivr.domain.roster_week import cell_lines
from ivr.domain.scope import Scope
from ivr.store.duty_board import load_duty_board
from ivr.store.engine import Connection
from ivr.store.roster import load_duties, lock_roster
from ivr.workflows.change_labels import short_date, times_in_words
from ivr.workflows.change_roster import RosterMoved, change_roster
from ivr.workflows.check_roster import DAY, RosterPlan, check_replaced, closed_days, plan_lines
from ivr.workflows.fault_sheet import Sheet
from ivr.workflows.office import Office
from ivr.workflows.read_roster import COLUMNS, read_roster
from ivr.workflows.read_table import Row, Table, typed_row

WHY = "alasan"
LONGEST_WHY = 400
EVERY_LINE = -1
OVER = "Hari itu sudah lewat"


@dataclass(frozen=True)
class TypedLine:
    """A line as somebody typed it, in the words of the roster file; people by e-mail."""

    petugas: str = ""
    tugas: str = Task.DUTY.value
    mulai: str = ""
    selesai: str = ""
    menggantikan: str = ""
    catatan: str = ""

    @property
    def is_blank(self) -> bool:
        """Nothing but a task stands in it."""
        return not any(getattr(self, one.name).strip() for one in fields(self) if one.name != "tugas")


@dataclass(frozen=True)
class CellEdit:
    """What somebody wants in a cell. `mark` says what they saw there (`mark_of`).

    `also` are other days on which the unit's cell becomes the same, each with the mark of what they saw there.
    """

    hotline: Hotline
    on: date
    unit: str
    lines: tuple[TypedLine, ...]
    mark: str
    why: str = ""
    also: Mapping[date, str] = field(default_factory=dict)

    @property
    def days(self) -> dict[date, str]:
        """Every day that is replaced, with its mark."""
        return {self.on: self.mark} | {on: mark for on, mark in sorted(self.also.items()) if on != self.on}

    @property
    def slots(self) -> list[Slot]:
        """All that is replaced."""
        return [Slot(on, self.unit, task) for on in self.days for task in Task]


@dataclass(frozen=True)
class CellSaved:
    """What was changed (None: nothing was another), what the office may want to look at, and what is still missing."""

    change: RosterChange | None
    notes: tuple[str, ...]
    gaps: tuple[Gap, ...]


class EditRefused(Exception):
    """What is wrong, by line (from 0; EVERY_LINE: all) and column of the roster file, in words. Nothing was saved."""

    def __init__(self, faults: Mapping[tuple[int, str], str]) -> None:
        self.faults = dict(faults)
        super().__init__("; ".join(self.faults.values()))


class NotTheirs(Exception):
    """The roster of this unit is not theirs to change."""


def edit_cell(office: Office, edit: CellEdit, *, scope: Scope, now: datetime) -> CellSaved:
    """Put the lines in place of what stands in the cell.

    Raises NotTheirs, EditRefused, and RosterMoved when the cell is not what `mark` says any more.
    """
    if not scope.keeps_roster_of(edit.hotline.key, edit.unit):
        raise NotTheirs
    _check_days(edit, scope, now)
    with office.database.writing() as connection:
        lock_roster(connection)
        standing = load_duties(connection, edit.hotline.key, first=min(edit.days), last=max(edit.days))
        cells = {on: cell_lines(standing, on, edit.unit) for on in edit.days}
        moved = [slot for slot in edit.slots if mark_of(cells[slot.on]) != edit.days[slot.on]]
        if moved and not _stands_already(office, connection, edit, cells, now=now):
            raise RosterMoved(moved)
        wanted = _checked(office, connection, edit, now=now)
        change = change_roster(
            connection,
            edit.hotline.key,
            wanted,
            by=scope.person_id,
            kind=ChangeKind.EDIT,
            now=now,
            why=edit.why.strip(),
            expected={slot: in_slots(cells[slot.on]).get(slot, ()) for slot in edit.slots},
        )
    with office.database.reading() as connection:
        gaps = _gaps(connection, edit)
    return CellSaved(change, _notes(edit, [line for lines in wanted.values() for line in lines]), gaps)


def mark_of(lines: Iterable[Duty]) -> str:
    """Another one whenever the lines are: what an editor began from."""
    return sha256(repr(plain(tuple(lines))).encode()).hexdigest()[:16]


def typed_lines(lines: Iterable[Duty], emails: Mapping[int, str]) -> tuple[TypedLine, ...]:
    """The lines as somebody would type them."""
    return tuple(
        TypedLine(
            emails.get(line.person_id, ""),
            line.task.value,
            clock(line.starts) if line.starts else "",
            clock(line.ends) if line.ends else "",
            emails.get(line.replaces_id, "") if line.replaces_id is not None else "",
            line.note,
        )
        for line in lines
    )


def is_over(hotline: Hotline, on: date, now: datetime) -> bool:
    """Whether a day has passed."""
    return on < to_local(now, hotline.zone).date()


def _check_days(edit: CellEdit, scope: Scope, now: datetime) -> None:
    if len(edit.why) > LONGEST_WHY:
        raise EditRefused({(EVERY_LINE, WHY): f"Lebih panjang dari {LONGEST_WHY} huruf; pendekkan."})
    if not any(is_over(edit.hotline, on, now) for on in edit.days):
        return
    if not scope.sees_all_units:
        raise EditRefused({(EVERY_LINE, ""): f"{OVER}; minta koordinator bila jadwalnya perlu dibetulkan."})
    if not edit.why.strip():
        raise EditRefused({(EVERY_LINE, WHY): f"{OVER}; tulis alasan jadwalnya dibetulkan."})


def _stands_already(
    office: Office, connection: Connection, edit: CellEdit, cells: Mapping[date, Sequence[Duty]], *, now: datetime
) -> bool:
    """Whether all of it is there, as after a button that was pressed twice: then nothing of anybody's is lost."""
    try:
        wanted = _checked(office, connection, edit, now=now)
    except EditRefused:
        return False
    return all(plain(in_slots(cells[slot.on]).get(slot, ())) == tuple(lines) for slot, lines in wanted.items())


def _checked(office: Office, connection: Connection, edit: CellEdit, *, now: datetime) -> dict[Slot, list[Duty]]:
    """What is wanted in each slot. Raises EditRefused with all that is wrong on any of the days."""
    wanted: dict[Slot, list[Duty]] = {}
    faults: dict[tuple[int, str], str] = {}
    for on in edit.days:
        plan, wrong = _judged(office, connection, replace(edit, on=on, also={}), now=now)
        for place, words in wrong.items():
            faults.setdefault(place, words if on == edit.on else f"{long_date(on)}: {words}")
        wanted |= {slot: [line for _, line in lines] for slot, lines in plan.wanted.items()}
    if faults:
        raise EditRefused(faults)
    return {slot: wanted[slot] for slot in edit.slots}


def _judged(
    office: Office, connection: Connection, edit: CellEdit, *, now: datetime
) -> tuple[RosterPlan, Mapping[tuple[int, str], str]]:
    """The plan of one day's lines, and what is wrong with them."""
    sheet = Sheet("")
    rows = tuple(_row(sheet, edit, line, number) for number, line in enumerate(edit.lines, 1) if not line.is_blank)
    drafts = read_roster(sheet, Table(COLUMNS.known, rows), office.hotlines, hotline=edit.hotline.key)
    today = to_local(now, edit.hotline.zone).date()
    plan = plan_lines(sheet, connection, edit.hotline, drafts, replaced=edit.slots, today=today)
    check_replaced(sheet, plan)
    faults: dict[tuple[int, str], str] = {}
    for fault in sheet.faults:
        words = f"{fault.problem}; {fault.remedy}" if fault.remedy else fault.problem
        faults.setdefault((fault.line - 1, fault.path), f"{words[:1].upper()}{words[1:]}.")
    return plan, faults


def _row(sheet: Sheet, edit: CellEdit, line: TypedLine, number: int) -> Row:
    """A line as a row of the roster file."""
    own = Sheet("")
    row = typed_row(own, {"tanggal": edit.on.isoformat(), "unit": edit.unit} | vars(line))
    for fault in own.faults:
        sheet.note(number, fault.path, fault.problem, fault.remedy)
        sheet.silence(number, fault.path)
    return replace(row, line=number)


def _gaps(connection: Connection, edit: CellEdit) -> tuple[Gap, ...]:
    first, last = min(edit.days), max(edit.days)
    board = load_duty_board(connection, edit.hotline.key, first=first - DAY, last=last + DAY)
    found = find_gaps(edit.hotline, board, first, last)
    return tuple(gap for gap in found if gap.on in edit.days and edit.unit in (gap.unit, gap.other_unit))


def _notes(edit: CellEdit, lines: Sequence[Duty]) -> tuple[str, ...]:
    """What is allowed, but seldom meant."""
    around = [
        f"{clock(line.starts)}-{clock(line.starts)} berarti 24 jam"
        for line in lines
        if line.starts is not None and line.starts == line.ends
    ]
    early = [_of_the_night_before(edit.hotline, line) for line in lines if line.on == edit.on]
    return (*(closed_days(edit.hotline, edit.slots) if lines else ()), *dict.fromkeys(around), *filter(None, early))


def _of_the_night_before(hotline: Hotline, line: Duty) -> str:
    """Where service runs past midnight, hours before its opening end the night before; seldom meant."""
    day, stretches = service_day(hotline, line.on), stretches_of(hotline, line)
    if day is None or not stretches or stretches[-1].end > day.start:
        return ""
    if to_local(day.end, hotline.zone).date() == line.on:
        return ""
    times, after = times_in_words(line.starts, line.ends), short_date(line.on + DAY)
    return f"{times} adalah dini hari {short_date(line.on)}; untuk dini hari {after}, isi di sel {after}"
