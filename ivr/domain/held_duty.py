"""Duties that somebody may need a substitute for, and who could be it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from enum import StrEnum

from ivr.domain.hotline import Hotline, Span
from ivr.domain.hours import DAY, Stretch, service_spans, stretch_of
from ivr.domain.local_time import to_local
from ivr.domain.people import Person
from ivr.domain.posts import is_default, stands_by, stretches_of
from ivr.domain.roster import Duty, DutyBoard, Task


@dataclass(frozen=True)
class HeldDuty:
    """All lines of one task that name somebody on a day in a unit; `task` None: an operator on standing duty.

    `stretches` are when; `replaced_by` (id) substitutes for all of it already. `has_others`: the same person has
    lines of another task there, which a substitute for the whole day would take over, too.
    """

    on: date
    unit: str
    person_id: int
    task: Task | None
    stretches: tuple[Stretch, ...]
    replaced_by: int | None = None
    has_others: bool = False

    @property
    def key(self) -> str:
        """What a form calls it."""
        return f"{self.on.isoformat()}/{self.unit}/{self.task.value if self.task else 'siaga'}/{self.person_id}"

    @property
    def whole(self) -> Stretch:
        """From its beginning to its end."""
        return Stretch(self.stretches[0].start, max(one.end for one in self.stretches))


class Standing(StrEnum):
    """How somebody stands to a duty that needs a substitute."""

    FREE = "free"
    ELSEWHERE = "elsewhere"  # on duty in another unit then, or covers a break
    PARTLY = "partly"  # on duty in that unit for some of the time
    THERE = "there"  # on duty in that unit all the time


def held_duties(hotline: Hotline, board: DutyBoard, *, first: date, last: date) -> tuple[HeldDuty, ...]:
    """Everybody's duties in an inclusive range of days, by day, unit and name. The board holds just these days."""
    found = [*_rostered(hotline, board, first, last), *_standing(hotline, board, first, last)]
    units = list(hotline.units)
    return tuple(
        sorted(found, key=lambda duty: (duty.on, units.index(duty.unit), board.people[duty.person_id].name, duty.key))
    )


def standing_of(hotline: Hotline, duty: HeldDuty, person_id: int, lines: Iterable[Duty]) -> Standing:
    """How somebody stands to a duty; `lines` are those around its day. Who has a part of it taken over is free."""
    found = Standing.FREE
    for line in lines:
        stretches = stretches_of(hotline, line)
        if line.person_id != person_id or not _overlap(stretches, duty.stretches):
            continue
        if line.unit != duty.unit or line.task is Task.COVER:
            found = Standing.ELSEWHERE if found is Standing.FREE else found
        elif line.replaces_id != duty.person_id:
            if all(any(_holds(own, part) for own in stretches) for part in duty.stretches):
                return Standing.THERE
            found = Standing.PARTLY
    return found


def narrowed(hotline: Hotline, duty: HeldDuty, lines: Iterable[Duty]) -> HeldDuty:
    """The part of a duty that some lines of a substitute take over."""
    parts = tuple(stretch for line in lines if not is_default(line) for stretch in stretches_of(hotline, line))
    return replace(duty, stretches=parts) if parts else duty


def substitute_lines(
    hotline: Hotline, duty: HeldDuty, substitute_id: int, *, starts: time | None, ends: time | None
) -> tuple[Duty, ...]:
    """The lines that let somebody substitute for a duty, from and until local times on it; by default for all of it.

    Raises ValueError when the times do not lie within the duty.
    """

    def line(on: date, begins: time | None, stops: time | None) -> Duty:
        return Duty(on, duty.unit, substitute_id, Task.SUBSTITUTE, begins, stops, duty.person_id)

    whole = duty.whole
    usual = tuple(to_local(one, hotline.zone).time() for one in (whole.start, whole.end))
    wanted = starts if starts is not None else usual[0], ends if ends is not None else usual[1]
    if wanted == usual:
        if duty.task is Task.COVER and duty.has_others:
            return tuple(line(duty.on, *_clocks(hotline, one)) for one in duty.stretches)
        return (line(duty.on, None, None),)
    # Of a duty past midnight, the small hours belong to the next day.
    for on in (duty.on, duty.on + DAY):
        stretch = stretch_of(on, Span(*wanted), hotline.zone)
        if wanted[0] != wanted[1] and whole.start <= stretch.start and stretch.end <= whole.end:
            return (line(on, *wanted),)
    raise ValueError


def _rostered(hotline: Hotline, board: DutyBoard, first: date, last: date) -> Iterator[HeldDuty]:
    places: dict[tuple[date, str, Task, int], list[Duty]] = {}
    for line in board.duties:
        if first <= line.on <= last and line.unit in hotline.units and line.person_id in board.people:
            places.setdefault((line.on, line.unit, line.task, line.person_id), []).append(line)
    for (on, unit, task, person_id), lines in places.items():
        stretches = sorted((one for line in lines for one in stretches_of(hotline, line)), key=lambda one: one.start)
        if stretches:
            others = any((on, unit, other, person_id) in places for other in Task if other is not task)
            replaced = _replaced_by(board.duties, on, unit, person_id)
            yield HeldDuty(on, unit, person_id, task, tuple(stretches), replaced, others)


def _standing(hotline: Hotline, board: DutyBoard, first: date, last: date) -> Iterator[HeldDuty]:
    for unit in (unit.key for unit in hotline.units.values() if unit.is_operator):
        rostered = {line.on for line in board.duties if line.unit == unit and line.task is Task.DUTY}
        for day in _days(first, last):
            stretches = service_spans(hotline, day)
            if stretches and day not in rostered:
                for person in _operators(board.people.values(), unit):
                    replaced = _replaced_by(board.duties, day, unit, person.id)
                    yield HeldDuty(day, unit, person.id, None, stretches, replaced)


def _operators(people: Iterable[Person], unit: str) -> Iterator[Person]:
    return (person for person in people if person.is_active and stands_by(person, unit))


def _replaced_by(lines: Sequence[Duty], on: date, unit: str, person_id: int) -> int | None:
    found = [
        line.person_id
        for line in lines
        if (line.on, line.unit, line.task, line.replaces_id) == (on, unit, Task.SUBSTITUTE, person_id)
        and is_default(line)
    ]
    return found[-1] if found else None


def _clocks(hotline: Hotline, stretch: Stretch) -> tuple[time, time]:
    return to_local(stretch.start, hotline.zone).time(), to_local(stretch.end, hotline.zone).time()


def _overlap(these: Sequence[Stretch], those: Sequence[Stretch]) -> bool:
    return any(one.start < other.end and other.start < one.end for one in these for other in those)


def _holds(outer: Stretch, inner: Stretch) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))
