"""What people are to hear of the roster to come, and when: gaps, weeks that are not complete, their own duties.

Each has a window: from its hour on the service day before, up to the moment when the day concerned begins. Within it
a worker that slept catches up; afterwards nobody is told any more.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from ivr.domain.gaps import Gap, GapKind
from ivr.domain.hotline import Hotline
from ivr.domain.hours import DAY, Stretch, service_day
from ivr.domain.local_time import to_local, to_utc
from ivr.domain.people import Person, Role

LONGEST_CLOSURE = 31  # days without service on end; after longer ones the calendar day before serves as well
WEEK = timedelta(days=7)
# Whoever is rostered outside the hours leaves nobody unanswered; that stands on the page.
WARNED = frozenset(GapKind) - {GapKind.OUTSIDE_HOURS}


@dataclass(frozen=True)
class DueDay:
    """A service day, or the Monday of a week, of which people are told within `window`."""

    on: date
    window: Stretch


def day_to_warn_of(hotline: Hotline, now: datetime) -> DueDay | None:
    """The service day whose gaps are told now (SOP PPATK, 2: the working day before)."""
    on = _next_service_day(hotline, now)
    return _due(hotline, on, on, hotline.roster.warn_at, now) if on else None


def day_to_remind_of(hotline: Hotline, now: datetime) -> DueDay | None:
    """The service day whose officers are reminded now; None where the hotline file wants no reminders."""
    on, at = _next_service_day(hotline, now), hotline.roster.remind_at
    return _due(hotline, on, on, at, now) if on and at is not None else None


def week_to_warn_of(hotline: Hotline, now: datetime) -> DueDay | None:
    """The week (its Monday) whose gaps are told now (SOP PPATK, 2: the Friday before)."""
    for opening in _openings(hotline, now):
        return _due(hotline, _monday(opening), opening, hotline.roster.week_warn_at, now)
    return None


def service_day_before(hotline: Hotline, on: date) -> date:
    """The last service day before a local date; after a long closure the day before."""
    days = (on - n * DAY for n in range(1, LONGEST_CLOSURE + 1))
    return next((day for day in days if service_day(hotline, day)), on - DAY)


def gaps_for(person: Person, gaps: Sequence[Gap]) -> tuple[Gap, ...]:
    """The gaps of the next service day that concern somebody: a coordinator all, a leader those of the own units."""
    units = _led_by(person)
    everything = Role.COORDINATOR in person.roles
    return tuple(gap for gap in gaps if gap.kind in WARNED and (everything or _is_of(gap, units)))


def week_gaps_for(person: Person, gaps: Sequence[Gap], *, led: Collection[str]) -> tuple[Gap, ...]:
    """The gaps of the next week that concern somebody: a leader's own units, a coordinator's that nobody leads.

    `led`: see `led_units`.
    """
    units = _led_by(person)
    return tuple(
        gap
        for gap in gaps
        if gap.kind in WARNED and (_is_of(gap, units) or (Role.COORDINATOR in person.roles and gap.unit not in led))
    )


def led_units(people: Collection[Person]) -> frozenset[str]:
    """The units that somebody active leads."""
    return frozenset(unit for person in people for unit in _led_by(person))


def _led_by(person: Person) -> frozenset[str]:
    return frozenset(person.units) if person.is_active and Role.LEADER in person.roles else frozenset()


def _is_of(gap: Gap, units: Collection[str]) -> bool:
    return gap.unit in units or gap.other_unit in units


def _due(hotline: Hotline, on: date, opening: date, at: time, now: datetime) -> DueDay | None:
    """`opening` is the service day at whose beginning it is too late."""
    served = service_day(hotline, opening)
    assert served is not None  # only service days are asked for
    told_from = to_utc(service_day_before(hotline, opening), at, hotline.zone)
    window = Stretch(told_from, served.start)
    return DueDay(on, window) if window.holds(now) else None


def _next_service_day(hotline: Hotline, now: datetime) -> date | None:
    return next(_days_to_come(hotline, now), None)


def _days_to_come(hotline: Hotline, now: datetime) -> Iterator[date]:
    """The service days that have not begun, in order."""
    today = to_local(now, hotline.zone).date()
    for day in (today + n * DAY for n in range(LONGEST_CLOSURE + 8)):
        served = service_day(hotline, day)
        if served is not None and served.start > now:
            yield day


def _openings(hotline: Hotline, now: datetime) -> Iterator[date]:
    """The first service days of the weeks that have not begun."""
    for day in _days_to_come(hotline, now):
        days = (_monday(day) + n * DAY for n in range(day.weekday()))
        if not any(service_day(hotline, before) for before in days):
            yield day


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
