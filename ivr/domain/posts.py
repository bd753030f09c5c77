"""The posts of a unit at one moment: whose duty it is, who substitutes, who covers the break."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from ivr.domain.hotline import Hotline, Span
from ivr.domain.hours import DAY, Stretch, break_spans, service_day, service_spans, stretch_of
from ivr.domain.local_time import to_local, to_utc
from ivr.domain.people import Person, Role
from ivr.domain.roster import Duty, DutyBoard, Task


@dataclass(frozen=True)
class Holding:
    """A place on the roster and the people who passed it on: `chain[0]` was named, `chain[-1]` holds it now."""

    on: date
    line: Duty | None  # None for an operator, who needs no roster line
    chain: tuple[int, ...]

    @property
    def holder(self) -> int:
        """The person (id) who holds the place at the moment."""
        return self.chain[-1]


@dataclass(frozen=True)
class Post:
    """A duty at one moment. `covers` are all covers at work for it; `answering` are the people (ids) who answer."""

    place: Holding
    covers: tuple[Holding, ...]
    answering: tuple[int, ...]
    is_break: bool

    @property
    def holder(self) -> int:
        """The person (id) on duty, covered or not."""
        return self.place.holder

    @property
    def is_covered(self) -> bool:
        """Whether somebody else answers in the holder's place."""
        return self.answering != (self.holder,)

    @property
    def lacks_cover(self) -> bool:
        """A break that nobody covers (SOP PPATK, 3). An operator on standing duty stays on by definition."""
        return self.is_break and not self.is_covered and self.place.line is not None


def posts_at(
    hotline: Hotline, unit: str, *, at: datetime, board: DutyBoard, paused: Container[int] = ()
) -> tuple[Post, ...]:
    """The posts of a unit at a moment, in the order of the roster; yesterday's duties past midnight come first.

    Asks only who holds what, not whether the hotline is open. The board needs the duties of the local day
    and of the day before. `paused` are the people (ids) who cannot take over a break now; the plan of a day, which
    is no matter of the moment, knows none.
    """
    today = to_local(at, hotline.zone).date()
    lines = [line for line in board.duties if line.unit == unit and today - DAY <= line.on <= today]
    lines.sort(key=lambda line: (line.on, line.id))
    now_active = [line for line in lines if is_active(hotline, line, at)]
    substitutes = [line for line in lines if line.task is Task.SUBSTITUTE and (is_default(line) or line in now_active)]

    def holding(on: date, line: Duty | None, person_id: int) -> Holding:
        return Holding(on, line, (person_id, *_successors(person_id, on, substitutes)))

    places = [holding(line.on, line, line.person_id) for line in now_active if line.task is Task.DUTY]
    places += [
        holding(day, None, person_id)
        for day in (today - DAY, today)
        for person_id in _standing_operators(hotline, unit, day=day, at=at, lines=lines, board=board)
    ]
    covers = [holding(line.on, line, line.person_id) for line in now_active if line.task is Task.COVER]
    able = [cover for cover in covers if _can_be_rung(cover, board) and cover.holder not in paused]
    return tuple(_post(hotline, place, covers, able, at=at) for place in places)


def is_default(line: Duty) -> bool:
    """Whether the line names no times of its own."""
    return line.starts is None and line.ends is None


def is_active(hotline: Hotline, line: Duty, at: datetime) -> bool:
    """Whether a line's own or default time holds the moment."""
    return any(stretch.holds(at) for stretch in stretches_of(hotline, line))


def stretches_of(hotline: Hotline, line: Duty) -> tuple[Stretch, ...]:
    """When a line holds: its own times, or by default the service hours, for a cover the breaks, of its day.

    A line with only one of its times takes the other from the default. For a substitute without times this is
    the outer frame: it holds wherever a duty of that day does.
    """
    if line.starts is not None and line.ends is not None:
        return (stretch_of(line.on, Span(line.starts, line.ends), hotline.zone),)
    defaults = break_spans(hotline, line.on) if line.task is Task.COVER else service_spans(hotline, line.on)
    if is_default(line):
        return defaults
    if line.task is Task.COVER and defaults:
        frame = Stretch(defaults[0].start, max(pause.end for pause in defaults))
    elif (whole_day := service_day(hotline, line.on)) is not None:
        frame = whole_day
    else:
        return ()
    start = _moment(hotline, line, line.starts) if line.starts is not None else frame.start
    end = _moment(hotline, line, line.ends) if line.ends is not None else frame.end
    return (Stretch(start, end),) if start < end else ()


def _moment(hotline: Hotline, line: Duty, clock_time: time) -> datetime:
    return to_utc(line.on, clock_time, hotline.zone)


def _successors(person_id: int, on: date, substitutes: list[Duty]) -> Iterator[int]:
    """Who took over from whom: B for A, C for B. Nobody comes twice, so a circle ends where it closes.

    Of two substitutes for one person, times beat the whole duty, then the later line wins.
    """
    seen = {person_id}
    while True:
        candidates = [
            line
            for line in substitutes
            if line.replaces_id == person_id and line.person_id not in seen and (line.on == on or not is_default(line))
        ]
        if not candidates:
            return
        person_id = max(candidates, key=lambda line: (not is_default(line), line.on, line.id)).person_id
        seen.add(person_id)
        yield person_id


def _standing_operators(
    hotline: Hotline, unit: str, *, day: date, at: datetime, lines: list[Duty], board: DutyBoard
) -> list[int]:
    """The operators on duty without a roster line (interface: people), unless the roster names somebody that day."""
    if not hotline.units[unit].is_operator or any(line.on == day and line.task is Task.DUTY for line in lines):
        return []
    if not any(span.holds(at) for span in service_spans(hotline, day)):
        return []
    return sorted(person.id for person in board.people.values() if stands_by(person, unit))


def stands_by(person: Person, unit: str) -> bool:
    """Whether an operator serves the unit: without units of their own, every operator unit."""
    return Role.OPERATOR in person.roles and (not person.units or unit in person.units)


def _post(hotline: Hotline, place: Holding, covers: list[Holding], able: list[Holding], *, at: datetime) -> Post:
    """Named covers come before those for the whole unit; a cover who is not `able` leaves the holder on."""
    named = [cover for cover in covers if cover.line and cover.line.replaces_id in place.chain]
    general = [cover for cover in covers if cover.line and cover.line.replaces_id is None]
    answering: tuple[int, ...] = (place.holder,)
    for chosen in (named, general):
        takers = [cover.holder for cover in chosen if cover in able and cover.holder != place.holder]
        if takers:
            answering = tuple(dict.fromkeys(takers))
            break
    is_break = any(pause.holds(at) for pause in break_spans(hotline, place.on))
    return Post(place, tuple(named or general), answering, is_break)


def _can_be_rung(cover: Holding, board: DutyBoard) -> bool:
    person = board.people.get(cover.holder)
    return person is not None and person.can_be_rung
