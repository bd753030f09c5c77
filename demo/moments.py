"""The moments at which a hotline behaves differently, and where the demonstration's clock can be set."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from ivr.domain.holidays import holiday_on
from ivr.domain.hotline import Hotline
from ivr.domain.hours import break_spans, opening, service_day, service_spans
from ivr.domain.local_time import clock, long_date, to_local, to_utc

LOOK_AHEAD_DAYS = 370
NINE = time(9)


@dataclass(frozen=True)
class Moment:
    """A named moment: `at` in UTC, `when` for people."""

    key: str
    label: str
    at: datetime
    when: str


def moment_to_play(hotline: Hotline, now: datetime) -> datetime:
    """Now, if the hotline is open; else nine o'clock on the next service day, so that somebody answers."""
    hours = opening(hotline, now)
    if hours.is_open or hours.reopens_at is None:
        return now
    day = to_local(hours.reopens_at, hotline.zone).date()
    return max(to_utc(day, NINE, hotline.zone), hours.reopens_at)


def moments(hotline: Hotline, now: datetime) -> list[Moment]:
    """What can be chosen, seen from the wall clock's `now`; a kind of day that never comes is left out."""
    return [
        Moment(key, label, at, f"{long_date(local.date())} pukul {clock(local)}")
        for key, label, at in _named(hotline, now)
        for local in (to_local(at, hotline.zone),)
    ]


def _named(hotline: Hotline, now: datetime) -> Iterator[tuple[str, str, datetime]]:
    days = [to_local(now, hotline.zone).date() + timedelta(days=ahead) for ahead in range(LOOK_AHEAD_DAYS)]
    yield "now", "Sekarang", now
    if (day := _first(days, lambda day: bool(service_spans(hotline, day)))) and (service := service_day(hotline, day)):
        yield "morning", "Pagi", service.start + (service.end - service.start) / 5
        if pauses := break_spans(hotline, day):
            yield "break", "Istirahat", pauses[0].start + (pauses[0].end - pauses[0].start) / 4
        yield "late", "Sore", max(service.start, service.end - timedelta(hours=1))
        yield "evening", "Malam", max(to_utc(day, time(20), hotline.zone), service.end + timedelta(minutes=30))
    if day := _first(days, lambda day: day.weekday() == 5 and not holiday_on(day, hotline.holidays)):
        yield "saturday", "Sabtu", to_utc(day, time(10), hotline.zone)
    if day := _first(days, lambda day: bool(hotline.hours.get(day.weekday()) and holiday_on(day, hotline.holidays))):
        yield "holiday", "Hari libur", to_utc(day, time(10), hotline.zone)


def _first(days: list[date], is_wanted: Callable[[date], bool]) -> date | None:
    return next((day for day in days if is_wanted(day)), None)
