"""Which arrivals the recap of a service day covers."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from ivr.domain.holidays import holiday_on
from ivr.domain.hotline import Hotline
from ivr.domain.hours import DAY, LOOK_AHEAD_DAYS, service_day
from ivr.domain.local_time import long_date, to_local, to_utc


class NoServiceDay(LookupError):
    """A recap was asked for a day without service; the text says in Indonesian why."""


@dataclass(frozen=True)
class Period:
    """The arrivals of one recap: from `starts_at` up to, but not at, `ends_at` (UTC). `on` is the service day."""

    on: date
    starts_at: datetime
    ends_at: datetime

    @property
    def is_empty(self) -> bool:
        """A day whose hours lie within those of the day before."""
        return self.starts_at >= self.ends_at


def period_of(hotline: Hotline, on: date) -> Period:
    """From the closing of the previous service day to the closing of this one.

    So what arrives on evenings, weekends and holidays appears in the next recap, and every moment belongs to exactly
    one. Without a service day in the year before: from local midnight. Raises NoServiceDay.
    """
    if (ends_at := closing_of(hotline, on)) is None:
        raise NoServiceDay(_why_none(hotline, on))
    before = previous_service_day(hotline, on)
    starts_at = closing_of(hotline, before) if before else None
    return Period(on, min(starts_at or to_utc(on, time.min, hotline.zone), ends_at), ends_at)


def closing_of(hotline: Hotline, on: date) -> datetime | None:
    """When the recap of a day closes, None on a day without service.

    A night shift of the day before may end later than this day's own hours; closings never go back.
    """
    own, before = service_day(hotline, on), service_day(hotline, on - DAY)
    if own is None:
        return None
    return max(own.end, before.end) if before else own.end


def previous_service_day(hotline: Hotline, on: date) -> date | None:
    """The nearest service day before a date, None when there was none within a year."""
    days = (on - n * DAY for n in range(1, LOOK_AHEAD_DAYS + 1))
    return next((day for day in days if service_day(hotline, day)), None)


def local_days(period: Period, zone: ZoneInfo) -> tuple[date, ...]:
    """All local dates that a period touches, in order."""
    first, last = (to_local(at, zone).date() for at in (period.starts_at, period.ends_at))
    return tuple(first + n * DAY for n in range((last - first).days + 1))


def _why_none(hotline: Hotline, on: date) -> str:
    holiday = holiday_on(on, hotline.holidays)
    reason = f" ({holiday.name})" if holiday else ""
    return f"{long_date(on)} bukan hari layanan{reason}; panggilan hari itu masuk rekapitulasi hari layanan berikutnya"
