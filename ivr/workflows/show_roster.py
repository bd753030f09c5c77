"""Show the roster of a day: every unit, who is on duty, who covers, who substitutes."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from ivr.domain.holidays import Holiday, holiday_on
from ivr.domain.hotline import Hotline, Unit
from ivr.domain.hours import Stretch, break_spans, service_spans
from ivr.domain.local_time import to_local
from ivr.domain.pause import Pause
from ivr.domain.people import Person
from ivr.domain.posts import stands_by, stretches_of
from ivr.domain.roster import Duty, DutyBoard, Task
from ivr.store.duty_board import load_duty_board
from ivr.workflows.office import Office


@dataclass(frozen=True)
class RosterLine:
    """One person's part in the day.

    `task` is None for an operator on standing duty; `pause` is the one that is on now, on today's roster only.
    """

    task: Task | None
    person: Person
    hours: tuple[Stretch, ...]
    replaces: Person | None = None
    note: str = ""
    pause: Pause | None = None


@dataclass(frozen=True)
class RosterDay:
    """A day's hours and, unit by unit as configured, its lines."""

    on: date
    service: tuple[Stretch, ...]
    breaks: tuple[Stretch, ...]
    holiday: Holiday | None
    units: tuple[tuple[Unit, tuple[RosterLine, ...]], ...]


def show_roster(office: Office, hotline: Hotline, *, on: date) -> RosterDay:
    """The roster of a local date."""
    with office.database.reading() as connection:
        board = load_duty_board(connection, hotline.key, first=on, last=on)
    service = service_spans(hotline, on)
    now = office.clock()
    paused_at = now if to_local(now, hotline.zone).date() == on else None
    return RosterDay(
        on,
        service,
        break_spans(hotline, on) if service else (),
        holiday_on(on, hotline.holidays),
        tuple(
            (unit, tuple(_with_pause(line, paused_at) for line in _lines(hotline, unit, board, service)))
            for unit in hotline.units.values()
        ),
    )


def _lines(hotline: Hotline, unit: Unit, board: DutyBoard, service: tuple[Stretch, ...]) -> tuple[RosterLine, ...]:
    duties = [line for line in board.duties if line.unit == unit.key]
    standing = []
    if unit.is_operator and service and not any(line.task is Task.DUTY for line in duties):
        operators = [person for person in board.people.values() if stands_by(person, unit.key) and person.is_active]
        standing = [RosterLine(None, person, service) for person in sorted(operators, key=lambda one: one.id)]
    order = list(Task)
    return (*standing, *(_line(hotline, line, board) for line in sorted(duties, key=lambda d: order.index(d.task))))


def _line(hotline: Hotline, line: Duty, board: DutyBoard) -> RosterLine:
    replaces = board.people[line.replaces_id] if line.replaces_id is not None else None
    return RosterLine(line.task, board.people[line.person_id], stretches_of(hotline, line), replaces, line.note)


def _with_pause(line: RosterLine, at: datetime | None) -> RosterLine:
    is_paused = at is not None and line.person.can_be_rung and line.person.is_paused(at)
    return replace(line, pause=line.person.pause) if is_paused else line
