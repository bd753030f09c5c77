"""The words of the roster's pages: each cell with who is there and what is missing, each change with who made it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ivr.domain.gaps import Gap
from ivr.domain.hotline import Hotline
from ivr.domain.hours import Stretch, break_spans, service_day
from ivr.domain.local_time import clock, day_and_month, plain_date, to_local
from ivr.domain.people import Person
from ivr.domain.roster import Task
from ivr.domain.roster_change import ChangeKind, RosterChange
from ivr.domain.roster_week import Cell, Layout, monday_of
from ivr.domain.scope import Scope
from ivr.domain.taking_back import next_redo, next_undo, original, takes_back
from ivr.workflows.change_labels import KINDS, changes_in_words, line_in_words, namer, short_date
from ivr.workflows.gap_labels import gap_in_words, hours_in_words
from ivr.workflows.record_labels import unit_name
from ivr.workflows.take_back_roster import may_take_back

MOST_CELLS = 200  # of a change, in the log of a week: all of them
CHARACTERS = 28  # of a line in a cell, in print
SHEETS = {"huge": 12, "large": 20, "middle": 32, "small": 44}  # lines of text that the table holds at each size of type

MONTH_SHEETS = {
    "huge": 11,
    "large": 9.5,
    "middle": 8,
    "small": 7,
    "little": 6,
}  # points of type of a month
SHEET_WIDTH, SHEET_HEIGHT, PADDING = 740, 490, 10  # points that a month has on A4 across, and a row keeps free
LETTER, LINE = 0.53, 1.3  # of a letter and a line, to each point


@dataclass(frozen=True)
class LineWords:
    """One person's part. `kind` is the task's word, or "siaga"; `before` parts it from the one before when read out."""

    kind: str
    before: str
    text: str
    is_mine: bool


@dataclass(frozen=True)
class CellWords:
    """A cell. Its parts in their order read as one sentence, for who cannot see where it stands."""

    id: str
    on: date
    unit: str
    unit_name: str
    day: str
    lines: tuple[LineWords, ...]
    gaps: tuple[str, ...]
    is_served: bool
    is_mine: bool
    may_edit: bool


@dataclass(frozen=True)
class ChangeWords:
    """A line of the log of changes: what it did in the week shown, and in how many cells of other weeks."""

    title: str
    details: tuple[str, ...]
    elsewhere: int
    why: str
    is_undone: bool


@dataclass(frozen=True)
class TakingBack:
    """What can be undone, or done again: which change to take back, and how the button and its thing are called."""

    change_id: int
    button: str
    what: str


def cell_id(on: date, unit: str) -> str:
    """The id of a cell within its page."""
    return f"c-{on.isoformat()}-{unit}"


def cell_words(hotline: Hotline, layout: Layout, cell: Cell, *, scope: Scope, name: Callable[[int], str]) -> CellWords:
    """A cell of the week in words."""
    me = scope.person_id
    parts = [("siaga", f"{person.name} (siaga)", person.id) for person in cell.standing]
    parts += [(line.task.value, line_in_words(line, name), line.person_id) for line in cell.lines]
    lines = tuple(
        LineWords(kind, before_part(place, kind), text, person_id == me)
        for place, (kind, text, person_id) in enumerate(parts)
    )
    gaps = tuple(gap_words(gap, hotline) for gap in cell.gaps)
    is_served = next(column.is_served for column in layout.columns if column.on == cell.on)
    return CellWords(
        cell_id(cell.on, cell.unit),
        cell.on,
        cell.unit,
        unit_name(hotline, cell.unit),
        short_date(cell.on),
        lines,
        gaps,
        is_served,
        any(line.is_mine for line in lines),
        scope.keeps_roster_of(hotline.key, cell.unit),
    )


def gap_words(gap: Gap, hotline: Hotline) -> str:
    """A gap, with its hours where they are not the whole service day or a break."""
    words = gap_in_words(gap, hotline)
    usual: list[Stretch | None] = [None, service_day(hotline, gap.on), *break_spans(hotline, gap.on)]
    return words if gap.stretch in usual else f"{words} ({hours_in_words(gap.stretch, hotline)})"


def sheet_size(cells: Mapping[tuple[date, str], CellWords]) -> str:
    """How large a week can be printed on one sheet: "huge" to "tiny", by how many lines its rows need."""
    rows: dict[str, int] = {}
    for (_, unit), cell in cells.items():
        texts = [*(line.text for line in cell.lines), *cell.gaps]
        rows[unit] = max(rows.get(unit, 1), sum(-(-len(text) // CHARACTERS) for text in texts))
    lines = sum(rows.values())
    return next((size for size, most in SHEETS.items() if lines <= most), "tiny")


def month_size(weeks: Sequence[Sequence[Sequence[str]]]) -> str:
    """How large a month can be printed on one sheet, "huge" to "tiny": by the texts of each day of each week."""
    for size, points in MONTH_SHEETS.items():
        characters = int(SHEET_WIDTH / max(len(week) for week in weeks) / (points * LETTER))
        rows = [max(1 + sum(-(-len(text) // characters) for text in day) for day in week) for week in weeks]
        if sum(rows) * points * LINE + len(rows) * PADDING <= SHEET_HEIGHT:
            return size
    return "tiny"


def span_words(first: date, last: date) -> str:
    """`23 sampai 27 November 2026`, `30 November sampai 4 Desember 2026`."""
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} sampai {plain_date(last)}"
    start = day_and_month(first) if first.year == last.year else plain_date(first)
    return f"{start} sampai {plain_date(last)}"


def change_words(
    change: RosterChange,
    changes: Sequence[RosterChange],
    people: Mapping[int, Person],
    hotline: Hotline,
    *,
    monday: date,
    scope: Scope,
) -> ChangeWords:
    """A change as the log of a week tells it; `changes` are those around it, newest first."""
    here = [one for one in change.slots if monday_of(one.slot.on) == monday]
    there = {(one.slot.on, one.slot.unit) for one in change.slots if one not in here}
    return ChangeWords(
        f"{change_title(change, changes)} oleh {_author(change, people)}, {_moment(change.at, hotline)}",
        changes_in_words(here, people, hotline, most=MOST_CELLS),
        len(there),
        change.why if _may_read_why(change, scope) else "",
        change.undone_by is not None,
    )


def _may_read_why(change: RosterChange, scope: Scope) -> bool:
    """Why somebody needed a substitute (illness, say) is for those who keep that roster, and who wrote it."""
    if change.kind is not ChangeKind.SUBSTITUTE or change.person_id == scope.person_id:
        return True
    return all(scope.keeps_roster_of(change.hotline, one.slot.unit) for one in change.slots)


def change_title(change: RosterChange, changes: Sequence[RosterChange]) -> str:
    """`Salin pekan`, `Pembatalan: Salin pekan`, or `Pengulangan: Salin pekan`."""
    source = original(change, changes)
    if source is change:
        return KINDS[change.kind]
    return f"{'Pembatalan' if takes_back(change, changes) else 'Pengulangan'}: {KINDS[source.kind]}"


def taking_back(
    changes: Sequence[RosterChange],
    people: Mapping[int, Person],
    hotline: Hotline,
    *,
    scope: Scope,
    now: datetime,
) -> tuple[TakingBack, ...]:
    """What this person can undo, and do again, in the days that the changes are about.

    What others changed in units that this person does not keep stands in nobody's way.
    """
    found = []
    kept = [one for one in changes if any(scope.keeps_roster_of(hotline.key, each.slot.unit) for each in one.slots)]
    for change, button in ((next_undo(kept), "Batalkan perubahan terakhir"), (next_redo(kept), "Ulangi lagi")):
        if change is not None and may_take_back(change, hotline, scope, now=now):
            shown = original(change, changes)
            what = f"{KINDS[shown.kind]} oleh {_author(shown, people)}, {_moment(shown.at, hotline, now=now)}"
            found.append(TakingBack(change.id, button, what))
    return tuple(found)


def before_part(place: int, kind: str) -> str:
    """What parts somebody's part from the one before it."""
    if place == 0:
        return ""
    return ", " if kind in (Task.DUTY.value, "siaga") else "; "


def _author(change: RosterChange, people: Mapping[int, Person]) -> str:
    return namer(people)(change.person_id) if change.person_id is not None else "perintah di terminal"


def _moment(at: datetime, hotline: Hotline, *, now: datetime | None = None) -> str:
    """`09.12`, with the day where it is not today."""
    local = to_local(at, hotline.zone)
    if now is not None and to_local(now, hotline.zone).date() == local.date():
        return clock(local)
    return f"{plain_date(local.date())} pukul {clock(local)}"
