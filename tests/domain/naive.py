"""A naive model of the duty rule: every span is the set of its quarters of an hour, looked at one by one."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from ivr.domain.hotline import Hotline, Span, Unit
from ivr.domain.pause import Pause, PauseReason
from ivr.domain.people import Person, Role
from ivr.domain.phone import Phone
from ivr.domain.roster import Duty, DutyBoard, Task
from tests.domain.samples import hotline

SUNDAY = date(2026, 11, 22)
DAYS = [SUNDAY + timedelta(days=n) for n in range(4)]
UNITS = {"a": Unit("a", "A", required={1: 1, 0: 2}, fallback="o"), "o": Unit("o", "O", is_operator=True)}
QUARTERS = range(4 * 24 * 4)  # of the four days; everything below starts on a half hour


@dataclass(frozen=True)
class Case:
    """A hotline and its roster."""

    office: Hotline
    board: DutyBoard


@dataclass(frozen=True)
class Place:
    """A duty at one moment, and who passed it on to whom."""

    on: date
    chain: list[int]
    is_standing: bool


TIMES = st.builds(time, st.sampled_from([0, 6, 7, 12, 13, 20, 23]), st.sampled_from([0, 30]))
WEEKS = st.dictionaries(st.integers(0, 6), st.lists(st.builds(Span, TIMES, TIMES), min_size=1, max_size=2).map(tuple))
ZONES = st.sampled_from([ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Makassar"), ZoneInfo("Asia/Jayapura")])
IDS = st.integers(1, 5)
DUTIES = st.builds(
    Duty,
    on=st.sampled_from(DAYS),
    unit=st.sampled_from(["a", "a", "o"]),
    person_id=IDS,
    task=st.sampled_from(Task),
    starts=st.none() | TIMES,
    ends=st.none() | TIMES,
    replaces_id=st.none() | IDS,
)


@st.composite
def last_pauses(draw: st.DrawFn, zone: ZoneInfo) -> Pause | None:
    """None for half of them; else from one quarter of the four days to another, or without an end."""
    if draw(st.booleans()):
        return None
    first, length = draw(st.sampled_from(QUARTERS[: 3 * 96])), draw(st.none() | st.integers(1, 2 * 96))
    until = None if length is None else moment_in(zone, first + length)
    return Pause(draw(st.sampled_from(PauseReason)), moment_in(zone, first), until)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    zone = draw(ZONES)
    people = {
        id: Person(
            id,
            f"P{id}",
            f"p{id}@contoh.example",
            frozenset({draw(st.sampled_from([Role.OFFICER, Role.OFFICER, Role.OPERATOR]))}),
            draw(st.sampled_from([(), ("a",), ("o",)])),
            Phone(f"+62812000{id:05d}") if draw(st.integers(0, 5)) else None,
            bool(draw(st.integers(0, 5))),
            draw(last_pauses(zone)),
        )
        for id in range(1, 6)
    }
    lines = draw(st.lists(DUTIES, max_size=10))
    duties = tuple(
        Duty(
            line.on,
            line.unit,
            line.person_id,
            line.task,
            line.starts,
            line.ends,
            None if line.task is Task.DUTY else (line.replaces_id or (1 if line.task is Task.SUBSTITUTE else None)),
            id=number,
        )
        for number, line in enumerate(lines, 1)
    )
    always = dict.fromkeys(range(7), (Span(time(7), time(17)),))
    hours = draw(WEEKS | st.just(always))
    breaks = {day: tuple(p for p in pauses if is_within(p, hours.get(day, ()))) for day, pauses in draw(WEEKS).items()}
    office = hotline(hours=hours, breaks=breaks, zone=zone, units=UNITS)
    return Case(office, DutyBoard(people, duties, {}))


def is_within(pause: Span, spans: tuple[Span, ...]) -> bool:
    """Whether a break lies in the service of its weekday: others are refused where hotline files are read."""
    asked = quarters(SUNDAY, pause.start, pause.end)
    return pause.start != pause.end and any(asked <= quarters(SUNDAY, span.start, span.end) for span in spans)


def quarter(on: date, clock: time) -> int:
    return (on - SUNDAY).days * 96 + clock.hour * 4 + clock.minute // 15


def quarters(on: date, start: time, end: time) -> set[int]:
    first, last = quarter(on, start), quarter(on, end)
    return set(range(first, last if last > first else last + 96))


class Naive:
    """Every span as the set of its quarters of an hour. The plan of a day knows no pauses; a call does."""

    def __init__(self, case: Case, unit: str, *, knows_pauses: bool = False) -> None:
        self.office, self.board, self.unit = case.office, case.board, unit
        self.knows_pauses = knows_pauses
        self.lines = [line for line in case.board.duties if line.unit == unit]
        days = [SUNDAY - timedelta(days=1), *DAYS]
        self.service = {day: self.of_week(day, self.office.hours.get(day.weekday(), ())) for day in days}
        self.breaks = {day: self.of_week(day, self.office.breaks.get(day.weekday(), ())) for day in days}

    @staticmethod
    def of_week(day: date, week: tuple[Span, ...]) -> set[int]:
        return {q for span in week for q in quarters(day, span.start, span.end)}

    def active(self, line: Duty) -> set[int]:
        default = self.breaks[line.on] if line.task is Task.COVER and self.breaks[line.on] else self.service[line.on]
        if line.starts is not None and line.ends is not None:
            return quarters(line.on, line.starts, line.ends)
        if line.starts is None and line.ends is None:
            return self.breaks[line.on] if line.task is Task.COVER else self.service[line.on]
        if not default:
            return set()
        first = quarter(line.on, line.starts) if line.starts is not None else min(default)
        after = quarter(line.on, line.ends) if line.ends is not None else max(default) + 1
        return set(range(first, after))

    def passed_on(self, person_id: int, on: date, q: int) -> list[int]:
        chain = [person_id]
        while True:
            own_times = []
            whole_duty = []
            for line in self.lines:
                if line.task is not Task.SUBSTITUTE or line.replaces_id != chain[-1] or line.person_id in chain:
                    continue
                if line.starts is None and line.ends is None:
                    if line.on == on:
                        whole_duty.append(line)
                elif q in self.active(line) and line.on <= SUNDAY + timedelta(days=q // 96):
                    own_times.append((line.on, line.id, line))
            if own_times:
                chain.append(max(own_times)[2].person_id)
            elif whole_duty:
                chain.append(whole_duty[-1].person_id)
            else:
                return chain

    def is_open(self, q: int) -> bool:
        return any(q in service for service in self.service.values())

    def places(self, q: int) -> list[Place]:
        found = [
            Place(line.on, self.passed_on(line.person_id, line.on, q), is_standing=False)
            for line in sorted(self.lines, key=lambda line: (line.on, line.id))
            if line.task is Task.DUTY and q in self.active(line)
        ]
        for day in self.service:
            rostered = any(line.task is Task.DUTY and line.on == day for line in self.lines)
            if self.office.units[self.unit].is_operator and q in self.service[day] and not rostered:
                found += [
                    Place(day, self.passed_on(someone.id, day, q), is_standing=True)
                    for someone in self.board.people.values()
                    if Role.OPERATOR in someone.roles and (not someone.units or self.unit in someone.units)
                ]
        return found

    def answering(self, q: int) -> list[int]:
        if not self.is_open(q):
            return []
        found = [one for place in self.places(q) for one in self.in_place_of(place.chain, q)]
        return [one for one in dict.fromkeys(found) if self.can_be_rung(one, q)]

    def can_be_rung(self, person_id: int, q: int) -> bool:
        person = self.board.people[person_id]
        return person.can_be_rung and not (self.knows_pauses and q in self.pause_of(person))

    def pause_of(self, person: Person) -> set[int]:
        pause, all_quarters = person.pause, set(QUARTERS)
        if pause is None:
            return set()
        begun = {q for q in all_quarters if moment_in(self.office.zone, q) >= pause.since}
        return begun if pause.until is None else {q for q in begun if moment_in(self.office.zone, q) < pause.until}

    def covers(self, chain: list[int], q: int) -> list[int]:
        """Everybody on cover for it: those named, or else those for the whole unit."""
        named, general = [], []
        for line in sorted(self.lines, key=lambda line: (line.on, line.id)):
            if line.task is Task.COVER and q in self.active(line):
                if line.replaces_id is None:
                    general.append(self.passed_on(line.person_id, line.on, q)[-1])
                elif line.replaces_id in chain:
                    named.append(self.passed_on(line.person_id, line.on, q)[-1])
        return named or general

    def all_covers(self, q: int) -> set[int]:
        """Everybody on cover at this quarter."""
        return {one for place in self.places(q) for one in self.covers(place.chain, q)} if self.is_open(q) else set()

    def in_place_of(self, chain: list[int], q: int) -> list[int]:
        named, general = [], []
        for line in sorted(self.lines, key=lambda line: (line.on, line.id)):
            if line.task is not Task.COVER or q not in self.active(line):
                continue
            cover = self.passed_on(line.person_id, line.on, q)[-1]
            if cover == chain[-1] or not self.can_be_rung(cover, q):
                continue
            if line.replaces_id is None:
                general.append(cover)
            elif line.replaces_id in chain:
                named.append(cover)
        return named or general or [chain[-1]]

    def is_there(self, line: Duty, q: int) -> bool:
        """Whether the person whom a line replaces holds or held a place at this quarter."""
        whole_duty = line.task is Task.SUBSTITUTE and line.starts is None and line.ends is None
        held = [(place.on, place.chain) for place in self.places(q)]
        if line.task is Task.SUBSTITUTE and held:
            held += [
                (cover.on, self.passed_on(cover.person_id, cover.on, q))
                for cover in self.lines
                if cover.task is Task.COVER and q in self.active(cover)
            ]
        return any(line.replaces_id in chain and (not whole_duty or on == line.on) for on, chain in held)

    def day_of(self, q: int) -> date:
        """The service day of a quarter: the later one where two overlap."""
        return max(day for day, service in self.service.items() if q in service)


def moment(case: Case, q: int) -> datetime:
    return moment_in(case.office.zone, q)


def moment_in(zone: ZoneInfo, q: int) -> datetime:
    local = datetime(2026, 11, 22, tzinfo=zone) + timedelta(minutes=15 * q)
    return local.astimezone(UTC)
