"""Service hours: is the hotline open at a moment, on which service day, until when, or from when again.

A notice that closes the hotline turns callers away for a while; it changes no service day and no roster.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from ivr.domain.holidays import Holiday, holiday_on
from ivr.domain.hotline import Hotline, Span
from ivr.domain.local_time import to_local, to_utc
from ivr.domain.notices import Notice, closed_until, closing_at

DAY = timedelta(days=1)
LOOK_AHEAD_DAYS = 366  # how far a reopening is searched
LONGEST_RUN = 7 * DAY  # a hotline open for more than a week on end has no closing worth announcing


class State(StrEnum):
    """What a caller finds. A break is service time: officers or their covers answer."""

    OPEN = "open"
    BREAK = "break"
    CLOSED = "closed"
    HOLIDAY = "holiday"
    SUSPENDED = "suspended"  # closed for a while by a notice, whatever the hours say


@dataclass(frozen=True)
class Stretch:
    """A stretch of time in UTC: its start belongs to it, its end does not."""

    start: datetime
    end: datetime

    def holds(self, at: datetime) -> bool:
        """Whether the moment lies within."""
        return self.start <= at < self.end


@dataclass(frozen=True)
class Opening:
    """Whether the hotline serves at a moment.

    `day` is the local date the service belongs to (yesterday's, when its hours run past midnight); while closed
    it is today. `span` is the current stretch of service and `pause` the current break. `closes_at` (UTC) is when
    service ends, through adjoining spans, None while closed or when that is more than a week away; `reopens_at`
    (UTC) is None while open or when service never comes back within a year. `notice` closes the hotline for a while,
    over whatever else holds: `day` and `holiday` are then as without it.
    """

    state: State
    day: date
    span: Stretch | None = None
    pause: Stretch | None = None
    closes_at: datetime | None = None
    reopens_at: datetime | None = None
    holiday: Holiday | None = None
    notice: Notice | None = None

    @property
    def is_open(self) -> bool:
        """Whether somebody should answer now."""
        return self.state in (State.OPEN, State.BREAK)


def opening(hotline: Hotline, at: datetime) -> Opening:
    """The state of the hotline at a moment (SOP PPATK, 1 and 3). Holidays close the spans that start on them."""
    hours = _by_hours(hotline, at)
    notice = closing_at(hotline.notices, at)
    if notice is not None:
        hours = Opening(State.SUSPENDED, hours.day, holiday=hours.holiday, notice=notice)
    return hours if hours.is_open else replace(hours, reopens_at=_reopens(hotline, at))


def _by_hours(hotline: Hotline, at: datetime) -> Opening:
    """The state by hours and holidays alone, without the moment of reopening."""
    today = to_local(at, hotline.zone).date()
    for day in (today, today - DAY):
        for span in service_spans(hotline, day):
            if span.holds(at):
                pause = next((p for p in break_spans(hotline, day) if p.holds(at)), None)
                state = State.BREAK if pause else State.OPEN
                return Opening(state, day, span, pause, closes_at=_end_of_run(hotline, span.end))
    holiday = _holiday_that_closes(hotline, at, today)
    return Opening(State.HOLIDAY if holiday else State.CLOSED, today, holiday=holiday)


def service_spans(hotline: Hotline, day: date) -> tuple[Stretch, ...]:
    """The stretches of service that start on a local date, in order; none on holidays and closed weekdays."""
    spans = hotline.hours.get(day.weekday(), ())
    if not spans or holiday_on(day, hotline.holidays):
        return ()
    return _stretches(spans, day, hotline.zone)


def break_spans(hotline: Hotline, day: date) -> tuple[Stretch, ...]:
    """The breaks (istirahat) of a local date, also of a closed one (SOP PPATK, 3)."""
    return _stretches(hotline.breaks.get(day.weekday(), ()), day, hotline.zone)


def service_day(hotline: Hotline, day: date) -> Stretch | None:
    """From the first opening to the last closing of a service day, None on a day without service."""
    spans = service_spans(hotline, day)
    return Stretch(spans[0].start, max(span.end for span in spans)) if spans else None


@lru_cache(maxsize=1024)  # the same few days are asked for with every key that a caller presses
def stretch_of(on: date, span: Span, zone: ZoneInfo) -> Stretch:
    """A local span as a stretch in UTC; it runs past midnight when its end is not after its start."""
    last = on if span.end > span.start else on + DAY
    return Stretch(to_utc(on, span.start, zone), to_utc(last, span.end, zone))


def _stretches(spans: tuple[Span, ...], day: date, zone: ZoneInfo) -> tuple[Stretch, ...]:
    return tuple(stretch_of(day, span, zone) for span in sorted(spans, key=lambda span: span.start))


def _end_of_run(hotline: Hotline, end: datetime) -> datetime | None:
    """When service really ends: a span that starts before or when another ends continues it."""
    limit = end + LONGEST_RUN
    while end < limit:
        day = to_local(end, hotline.zone).date()
        around = (*service_spans(hotline, day - DAY), *service_spans(hotline, day))
        later = max((span.end for span in around if span.holds(end)), default=None)
        if later is None:
            return end
        end = later
    return None


def _reopens(hotline: Hotline, at: datetime) -> datetime | None:
    """When a closed hotline serves again: in its hours, and not closed by a notice then."""
    again: datetime | None = at
    while again is not None:
        free = closed_until(hotline.notices, again)
        again = free if _serves(hotline, free) else _next_start(hotline, free)
        if again is not None and closing_at(hotline.notices, again) is None:
            return again
    return None


def _serves(hotline: Hotline, at: datetime) -> bool:
    today = to_local(at, hotline.zone).date()
    return any(span.holds(at) for day in (today - DAY, today) for span in service_spans(hotline, day))


def _next_start(hotline: Hotline, at: datetime) -> datetime | None:
    if not any(hotline.hours.values()):
        return None
    today = to_local(at, hotline.zone).date()
    for ahead in range(LOOK_AHEAD_DAYS + 1):
        for span in service_spans(hotline, today + ahead * DAY):
            if span.start > at:
                return span.start
    return None


def _holiday_that_closes(hotline: Hotline, at: datetime, today: date) -> Holiday | None:
    """The holiday without which the hotline would serve now, or at another time today."""
    for day in (today - DAY, today):
        spans = _stretches(hotline.hours.get(day.weekday(), ()), day, hotline.zone)
        if any(span.holds(at) or day == today for span in spans) and (found := holiday_on(day, hotline.holidays)):
            return found
    return None
