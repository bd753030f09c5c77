"""The words of a year's calendar: months, days, who closed them, and which are not decreed yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from ivr.domain.holidays import CalendarDay, HolidayKind, calendar_of, is_year_known
from ivr.domain.hotline import Hotline
from ivr.domain.local_time import day_name, month_and_year

KINDS = {
    HolidayKind.NATIONAL: ("libur nasional", "info"),
    HolidayKind.JOINT_LEAVE: ("cuti bersama", "info"),
    HolidayKind.OFFICE: ("libur kantor", "warn"),
}


@dataclass(frozen=True)
class DayWords:
    """A day of the list; `decree` is the office's own.

    `may_open`: an official holiday to come; `may_remove`: the office's own decision to come.
    """

    on: date
    day: str
    name: str
    kind: str
    look: str
    decree: str
    is_opened: bool
    may_open: bool
    may_remove: bool


@dataclass(frozen=True)
class MonthWords:
    """A month with its days in order."""

    name: str
    is_past: bool
    days: Sequence[DayWords]


def calendar_words(hotline: Hotline, year: int, today: date) -> list[MonthWords]:
    """The holidays of a year by month; months without any are left out."""
    days = (_day(one, hotline, today) for one in calendar_of(year, hotline.holidays))
    months = (list(found) for _, found in groupby(days, key=lambda day: day.on.month))
    return [
        MonthWords(month_and_year(month[0].on), month[0].on.replace(day=1) < today.replace(day=1), month)
        for month in months
    ]


def unknown_years(hotline: Hotline, today: date) -> list[int]:
    """Of this year and the next those whose cuti bersama is not decreed yet."""
    return [year for year in (today.year, today.year + 1) if not is_year_known(year, hotline.holidays)]


def _day(one: CalendarDay, hotline: Hotline, today: date) -> DayWords:
    holiday, opened = one.holiday, one.opened
    kind, look = KINDS[holiday.kind]
    serves = bool(hotline.hours.get(holiday.on.weekday()))
    is_own, is_coming = holiday.kind is HolidayKind.OFFICE, holiday.on > today
    return DayWords(
        on=holiday.on,
        day=f"{day_name(holiday.on)}, {holiday.on.day}",
        name=holiday.name,
        kind=kind,
        look=look,
        decree=opened.decree if opened else holiday.decree if is_own else "",
        is_opened=opened is not None,
        may_open=is_coming and not is_own and opened is None and serves,
        may_remove=is_coming and (is_own or opened is not None),
    )
