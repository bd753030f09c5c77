"""The roster laid out: days across, units down, in each cell who is there and what is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ivr.domain.gaps import Gap, find_gaps
from ivr.domain.holidays import Holiday, holiday_on
from ivr.domain.hotline import Hotline
from ivr.domain.hours import service_spans
from ivr.domain.people import Person
from ivr.domain.posts import stands_by
from ivr.domain.roster import Duty, DutyBoard, Task

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Column:
    """A day: whether there is service at all, and the holiday on it."""

    on: date
    is_served: bool
    holiday: Holiday | None


@dataclass(frozen=True)
class Cell:
    """A unit on a day: its lines by task, in the order of ringing. `standing` are operators who need no line."""

    on: date
    unit: str
    lines: tuple[Duty, ...]
    standing: tuple[Person, ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True)
class Layout:
    """Some days of a roster. `people` are all that its lines name, by id."""

    columns: tuple[Column, ...]
    cells: Mapping[tuple[date, str], Cell]
    gaps: tuple[Gap, ...]
    people: Mapping[int, Person]


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def week_days(hotline: Hotline, monday: date, lines: Sequence[Duty] = ()) -> list[date]:
    """Monday to the last weekday on which the hotline serves, or on which somebody is rostered all the same."""
    last = max((weekday for weekday, spans in hotline.hours.items() if spans), default=4)
    days = [monday + timedelta(days=n) for n in range(7)]
    used = {line.on for line in lines} | {day for day in days if service_spans(hotline, day)}
    return [day for day in days if day.weekday() <= last or any(day <= other <= days[-1] for other in used)]


def lay_out(hotline: Hotline, board: DutyBoard, days: Sequence[date]) -> Layout:
    """The roster of days that follow each other. The board holds one day more on either side."""
    gaps = find_gaps(hotline, board, days[0], days[-1])
    columns = tuple(Column(day, bool(service_spans(hotline, day)), holiday_on(day, hotline.holidays)) for day in days)
    cells = {
        (column.on, unit): _cell(hotline, board, column, unit, gaps) for column in columns for unit in hotline.units
    }
    return Layout(columns, cells, gaps, board.people)


def cell_lines(lines: Sequence[Duty], on: date, unit: str) -> tuple[Duty, ...]:
    """The lines of a cell, by task; those of one task in their order."""
    order = list(Task)
    mine = [line for line in lines if (line.on, line.unit) == (on, unit)]
    return tuple(sorted(mine, key=lambda line: (order.index(line.task), line.id)))


def _cell(hotline: Hotline, board: DutyBoard, column: Column, unit: str, gaps: Sequence[Gap]) -> Cell:
    lines = cell_lines(board.duties, column.on, unit)
    standing: list[Person] = []
    if hotline.units[unit].is_operator and column.is_served and not any(one.task is Task.DUTY for one in lines):
        standing = [person for person in board.people.values() if stands_by(person, unit) and person.is_active]
    found = tuple(gap for gap in gaps if (gap.on, gap.unit) == (column.on, unit))
    return Cell(column.on, unit, lines, tuple(sorted(standing, key=lambda one: one.id)), found)
