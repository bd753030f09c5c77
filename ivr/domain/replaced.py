"""Whom a line of the roster can replace: who is on duty, covers, or substitutes in its unit by then."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from ivr.domain.hotline import Hotline
from ivr.domain.hours import DAY
from ivr.domain.people import Person
from ivr.domain.posts import is_default, stands_by
from ivr.domain.roster import Duty, Task

LinesOn = Callable[[date, str, Task], Sequence[Duty]]
"""The lines of a day, unit and task."""


def days_replaced(line: Duty) -> list[date]:
    """The days whose duties a line may concern: with times of its own also one begun the day before, past midnight."""
    return [line.on] if is_default(line) else [line.on - DAY, line.on]


def who_can_be_replaced(
    hotline: Hotline, people: Mapping[int, Person], lines_on: LinesOn, line: Duty, *, also: Iterable[int] = ()
) -> set[int]:
    """Everybody (ids) whom a line can replace; `also` are on duty for another reason."""
    days, unit = days_replaced(line), line.unit
    found = {duty.person_id for day in days for duty in lines_on(day, unit, Task.DUTY)} | set(also)
    if hotline.units[unit].is_operator and not lines_on(line.on, unit, Task.DUTY):
        found |= {person.id for person in people.values() if stands_by(person, unit)}
    if line.task is Task.SUBSTITUTE:
        found |= {cover.person_id for day in days for cover in lines_on(day, unit, Task.COVER)}
    substitutes = [sub for day in days for sub in lines_on(day, unit, Task.SUBSTITUTE)]
    while more := {sub.person_id for sub in substitutes if sub.replaces_id in found} - found:
        found |= more
    return found
