"""Times in a hotline file: times of day, spans, weekdays, dates."""

import re
from datetime import date, time
from typing import NamedTuple

from pydantic_core import PydanticCustomError

from config.plain_values import NO, text, wrong

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_NAMES = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")

_CLOCK = re.compile(r"([0-9]{1,2})[:.]([0-9]{2})")
_DATES = (
    re.compile(r"(?P<y>[0-9]{4})-(?P<m>[0-9]{1,2})-(?P<d>[0-9]{1,2})"),
    re.compile(r"(?P<d>[0-9]{1,2})/(?P<m>[0-9]{1,2})/(?P<y>[0-9]{4})"),
)


class ClockSpan(NamedTuple):
    """A stretch of local time, past midnight when end <= start; 00:00 to 00:00 is the whole day (00:00-24:00)."""

    start: time
    end: time


def clock(value: object) -> time:
    """A time of day, 07:00 or 07.00."""
    word = text(value)
    found = _CLOCK.fullmatch(word)
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise wrong(f"'{word}' bukan jam", "tulis 00:00 sampai 23:59, misalnya 07:00 atau 07.00")
    return time(int(found[1]), int(found[2]))


def clock_or_never(value: object) -> time | None:
    """A time of day; None for `tidak`."""
    word = text(value)
    if word.lower() in NO:
        return None
    try:
        return clock(word)
    except PydanticCustomError:
        raise wrong(f"'{word}' bukan jam", "tulis misalnya 16:00, atau tidak") from None


def span(value: object) -> ClockSpan:
    """A span `07:00-17:00`; an end of 24:00 is midnight."""
    word = text(value)
    parts = [part.strip() for part in re.split(r"-|–|s\.d\.", word)]
    if len(parts) != 2:
        raise wrong(f"'{word}' bukan rentang jam", 'tulis misalnya "07:00-17:00"')
    ends_at_midnight = parts[1] in ("24:00", "24.00")
    start, end = clock(parts[0]), time(0) if ends_at_midnight else clock(parts[1])
    if start == end and not (ends_at_midnight and start == time(0)):
        raise wrong(f"'{word}' tidak ada lamanya", 'tulis jam selesai yang lain; sehari penuh adalah "00:00-24:00"')
    return ClockSpan(start, end)


def days_of(word: str) -> tuple[int, ...]:
    """The weekdays (0 = Monday) that `mon-fri`, `fri` or `mon,wed` names; Indonesian names serve too."""
    found: list[int] = []
    for part in word.lower().split(","):
        ends = [_day(name.strip(), word) for name in part.split("-")]
        if len(ends) > 2:
            raise wrong(f"'{word}' bukan hari", "tulis misalnya mon-fri")
        found += [(ends[0] + step) % 7 for step in range((ends[-1] - ends[0]) % 7 + 1)]
    if len(set(found)) != len(found):
        raise wrong(f"'{word}' menyebut satu hari dua kali")
    return tuple(found)


def days(word: str) -> str:
    """The name of one or more weekdays, kept as written."""
    days_of(word)
    return word


def _day(name: str, word: str) -> int:
    for names in (DAYS, tuple(day.lower() for day in DAY_NAMES)):
        if name in names:
            return names.index(name)
    raise wrong(f"'{word}' bukan hari", f"pakai {' '.join(DAYS)}, misalnya mon-fri")


def day(value: object) -> date:
    """A local date, 2026-11-23 or 23/11/2026, from 2000 to 2099."""
    word = text(value)
    for shape in _DATES:
        if found := shape.fullmatch(word):
            try:
                on = date(int(found["y"]), int(found["m"]), int(found["d"]))
            except ValueError:
                raise wrong(f"tanggal '{word}' tidak ada dalam kalender", "periksa hari dan bulannya") from None
            if not 2000 <= on.year <= 2099:
                raise wrong(f"tahun {on.year} di luar batas", "tulis 2000 sampai 2099")
            return on
    raise wrong(f"'{word}' bukan tanggal", "tulis misalnya 2026-11-23 atau 23/11/2026")
