"""Local time as Indonesians say and write it: parts of the day, long dates, clocks, zones."""

from datetime import UTC, date, datetime, time
from functools import cache
from typing import Literal
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date

PartOfDay = Literal["pagi", "siang", "sore", "malam"]

_STARTS: tuple[tuple[time, PartOfDay], ...] = (
    (time(18, 30), "malam"),
    (time(15, 0), "sore"),
    (time(11, 0), "siang"),
    (time(4, 0), "pagi"),
)


def part_of_day(local: datetime | time) -> PartOfDay:
    """Which greeting fits: pagi from 04.00, siang from 11.00, sore from 15.00, malam from 18.30."""
    clock_time = local.time() if isinstance(local, datetime) else local
    return next((part for start, part in _STARTS if clock_time >= start), "malam")


def to_local(at: datetime, zone: ZoneInfo) -> datetime:
    """An aware moment on the clocks of `zone`. Raises ValueError for a naive one, whose zone nobody knows."""
    if at.tzinfo is None:
        raise ValueError(f"a moment needs a time zone: {at.isoformat()}")
    return at.astimezone(zone)


def to_utc(on: date, clock_time: time, zone: ZoneInfo) -> datetime:
    """The moment (UTC) at which the clocks of `zone` show `clock_time` on `on`."""
    return datetime.combine(on, clock_time, zone).astimezone(UTC)


def long_date(on: date) -> str:
    """`Senin, 23 November 2026`."""
    return format_date(on, "EEEE, d MMMM y", locale=_indonesian())


def plain_date(on: date) -> str:
    """`23 November 2026`."""
    return format_date(on, "d MMMM y", locale=_indonesian())


def day_and_month(on: date) -> str:
    """`23 November`."""
    return format_date(on, "d MMMM", locale=_indonesian())


def month_and_year(on: date) -> str:
    """`November 2026`."""
    return format_date(on, "MMMM y", locale=_indonesian())


def day_name(on: date) -> str:
    """`Senin`."""
    return str(_indonesian().days["format"]["wide"][on.weekday()])


def clock(local: datetime | time) -> str:
    """`07.05`: hours and minutes with a full stop, as in the office's own form (SOP PPATK, Lampiran 1)."""
    return f"{local:%H.%M}"


def moment_in_words(at: datetime, zone: ZoneInfo) -> str:
    """`Senin, 30 November 2026 pukul 09.00 WIB`, of an aware moment."""
    local = to_local(at, zone)
    return f"{long_date(local.date())} pukul {clock(local)} {zone_name(local)}"


def clock_near(moment: datetime, *, at: datetime, zone: ZoneInfo, with_zone: bool = False) -> str:
    """`09.15` of a moment in the zone, as it stands after *pukul*; on another local day than `at` with its date.

    With the zone's name: `09.15 WIB`, `00.10 WIB (24 November 2026)`.
    """
    local = to_local(moment, zone)
    words = f"{clock(local)} {zone_name(local)}" if with_zone else clock(local)
    return words if local.date() == to_local(at, zone).date() else f"{words} ({plain_date(local.date())})"


def clock_span(start: datetime | time, end: datetime | time) -> str:
    """`07.00-17.00`; an end at midnight is `24.00`."""
    return f"{clock(start)}-{closing_clock(end)}"


def closing_clock(local: datetime | time) -> str:
    """As `clock`, for the end of something: midnight is `24.00`, as no day ends at its beginning."""
    return "24.00" if (local.hour, local.minute) == (0, 0) else clock(local)


def zone_name(local: datetime) -> str:
    """`WIB`, `WITA` or `WIT`; elsewhere the zone's own abbreviation, or its distance from UTC (`UTC+08`)."""
    name = local.tzname() or ""
    return name if name.isalpha() else f"UTC{name}"


@cache
def _indonesian() -> Locale:
    return Locale("id")
