"""Days on which the hotline is closed: national holidays, joint leave (cuti bersama), the office's own days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from types import MappingProxyType

import holidays

from ivr.domain.hotline import HolidayPolicy, SpecialDay

_ESTIMATED = "(perkiraan)"
_DECREES = {
    # Keputusan Bersama Menteri Agama, Menteri Ketenagakerjaan, dan Menteri PANRB of 19 September 2025.
    ("ID", 2026): "SKB Tiga Menteri Nomor 1497, 2, dan 5 Tahun 2025",
}


class HolidayKind(StrEnum):
    """Who closed the day."""

    NATIONAL = "national"
    JOINT_LEAVE = "joint_leave"
    OFFICE = "office"


@dataclass(frozen=True)
class Holiday:
    """A day without service. `decree` is the office's own, or the government's; empty where it is not known."""

    on: date
    name: str
    kind: HolidayKind
    decree: str = ""

    @property
    def is_estimated(self) -> bool:
        """Not decreed yet: the calendar calculated it, and says "(perkiraan)" in the name."""
        return _ESTIMATED in self.name

    @property
    def spoken(self) -> str:
        """The name as callers hear it: on the day itself nothing is estimated any more."""
        return self.name.replace(_ESTIMATED, "").strip()


def holiday_on(day: date, policy: HolidayPolicy) -> Holiday | None:
    """The holiday on a local date, None on an ordinary day. The office's additions and removals win."""
    for added in policy.added:
        if added.on == day:
            return Holiday(day, added.name, HolidayKind.OFFICE, added.decree)
    official = official_holiday(day, policy)
    if official is None or any(removed.on == day for removed in policy.removed):
        return None
    return official


def official_holiday(day: date, policy: HolidayPolicy) -> Holiday | None:
    """What the official calendar has on a local date, whatever the office decided about it."""
    return _official(day.year, policy).get(day)


def official_decree(year: int, policy: HolidayPolicy) -> str:
    """Which decree of the government set the official days of a year; empty where it is not known."""
    return policy.decrees.get(year) or _DECREES.get((policy.country, year), "")


@dataclass(frozen=True)
class CalendarDay:
    """A day of the calendar. `opened` is the office's decision to serve all the same on an official holiday."""

    holiday: Holiday
    opened: SpecialDay | None = None


def calendar_of(year: int, policy: HolidayPolicy) -> tuple[CalendarDay, ...]:
    """Every holiday of a year in order, also those on which the office serves, and those on weekends."""
    official = _official(year, policy)
    opened = {day.on: day for day in policy.removed if day.on in official}
    days = {on: CalendarDay(holiday, opened.get(on)) for on, holiday in official.items()}
    for on in (added.on for added in policy.added if added.on.year == year):
        if (own := holiday_on(on, policy)) is not None:
            days[on] = CalendarDay(own)
    return tuple(days[on] for on in sorted(days))


def holidays_between(first: date, last: date, policy: HolidayPolicy) -> tuple[Holiday, ...]:
    """All holidays of an inclusive range, in order."""
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return tuple(found for day in days if (found := holiday_on(day, policy)))


def is_year_known(year: int, policy: HolidayPolicy) -> bool:
    """Whether the calendar of a year is complete enough to trust.

    Cuti bersama is decreed a few months before the year (SKB Tiga Menteri); until the calendar library knows it,
    a year counts as known only when the office added at least one "cuti bersama" itself.
    """
    if not policy.with_joint_leave or "government" not in _calendar(policy.country).supported_categories:
        return bool(_official(year, policy))
    kinds = {holiday.kind for holiday in _official(year, policy).values()}
    return HolidayKind.JOINT_LEAVE in kinds or any(
        day.on.year == year and "cuti bersama" in day.name.lower() for day in policy.added
    )


def _official(year: int, policy: HolidayPolicy) -> Mapping[date, Holiday]:
    """A year of the official calendar. A day that is both is national. Raises NotImplementedError for a country."""
    return _calendar_year(policy.country, year, policy.with_joint_leave, official_decree(year, policy))


@cache
def _calendar_year(country: str, year: int, with_joint_leave: bool, decree: str) -> Mapping[date, Holiday]:
    days: dict[date, Holiday] = {}
    if with_joint_leave:
        days |= _of_category(country, year, "government", HolidayKind.JOINT_LEAVE, decree)
    days |= _of_category(country, year, "public", HolidayKind.NATIONAL, decree)
    return MappingProxyType(days)


def _of_category(country: str, year: int, category: str, kind: HolidayKind, decree: str) -> dict[date, Holiday]:
    known = _calendar(country)
    if category not in known.supported_categories:
        return {}
    language = "id" if "id" in known.supported_languages else None
    calendar = holidays.country_holidays(country, years=year, categories=(category,), language=language)
    return {day: Holiday(day, _plain(name), kind, decree) for day, name in calendar.items()}


def _calendar(country: str) -> holidays.HolidayBase:
    return holidays.country_holidays(country)


def _plain(name: str) -> str:
    """A name that can be spoken: `Hari kedua dari Hari Raya Idul Fitri` -> `Hari Kedua Idul Fitri`."""
    return name.replace("Hari kedua dari Hari Raya ", "Hari Kedua ")
