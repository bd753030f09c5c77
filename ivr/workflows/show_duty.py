"""Show a person's own duty: on duty now or not, until when, who covers; and the duties of the coming days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from ivr.domain.callflow.hunt import chain
from ivr.domain.hotline import Hotline
from ivr.domain.hours import Opening, opening
from ivr.domain.my_day import MyDay, Stint, answers_until, my_day
from ivr.domain.on_duty import who_answers
from ivr.domain.people import Person
from ivr.domain.roster import DutyBoard
from ivr.store.duty_board import load_duty_board
from ivr.workflows.office import Office

DAYS = 14


@dataclass(frozen=True)
class Alone:
    """In this unit nobody else can be rung now; `instead` is the unit that callers are passed on to, if any."""

    unit: str
    instead: str | None


@dataclass(frozen=True)
class OwnDuty:
    """Somebody's duties at a moment. `days` begin with the service day of the moment, even where it has none.

    `until` is when they stop answering in a unit where they answer now; `people` by id, as the days name them.
    """

    hours: Opening
    now: tuple[Stint, ...]
    until: Mapping[str, datetime]
    today: tuple[MyDay, ...]
    coming: tuple[MyDay, ...]
    alone: tuple[Alone, ...]
    people: Mapping[int, Person]

    @property
    def is_answering(self) -> bool:
        """Whether the own telephone rings for somebody now, a pause aside."""
        return bool(self.until)

    @property
    def units(self) -> frozenset[str]:
        """The units of today's duties."""
        return frozenset(day.unit for day in self.today)


def show_duty(office: Office, hotline: Hotline, person: Person, *, now: datetime, days: int = DAYS) -> OwnDuty:
    """The duties of a person, by the rule that the calls follow; `days` from today on, at least one."""
    hours = opening(hotline, now)
    first, last = hours.day, hours.day + timedelta(days=days - 1)
    with office.database.reading() as connection:
        board = load_duty_board(connection, hotline.key, first=first - timedelta(days=1), last=last + timedelta(days=1))
    today = my_day(hotline, board, person.id, on=first, now=now)
    ahead = (first + timedelta(days=number) for number in range(1, days))
    coming = tuple(day for on in ahead for day in my_day(hotline, board, person.id, on=on))
    until = {day.unit: end for day in today if (end := answers_until(day.stints, now)) is not None}
    return OwnDuty(
        hours=hours,
        now=tuple(stint for day in today for stint in day.stints if stint.stretch.holds(now)),
        until=until,
        today=today,
        coming=coming,
        alone=tuple(
            alone
            for unit in until
            if hours.is_open and (alone := _alone(hotline, board, person, unit, now=now)) is not None
        ),
        people=board.people,
    )


def _alone(hotline: Hotline, board: DutyBoard, person: Person, unit: str, *, now: datetime) -> Alone | None:
    def others(key: str) -> bool:
        return any(one.id != person.id for one in who_answers(hotline, key, at=now, board=board).officers)

    if others(unit):
        return None
    instead = next((next_one.key for next_one in chain(unit, hotline)[1:] if others(next_one.key)), None)
    return Alone(unit, instead)
