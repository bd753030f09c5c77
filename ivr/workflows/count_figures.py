"""Count the figures of a hotline's units for a day, a week or a month."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from ivr.domain.hotline import Hotline
from ivr.domain.local_time import to_local, to_utc
from ivr.domain.scope import Scope
from ivr.store.engine import Connection
from ivr.store.topics import topics_of
from ivr.store.unit_figures import (
    CallCount,
    Period,
    QuarterCount,
    TalkCount,
    TopicCount,
    calls_by_quarter,
    calls_by_unit,
    talks_by_officer,
    talks_by_topic,
    talks_by_unit,
)
from ivr.workflows.office import Office


class Length(StrEnum):
    """How long a period is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True)
class Days:
    """A period of local days, `last` included."""

    length: Length
    first: date
    last: date

    @property
    def before(self) -> date:
        """A day of the period before."""
        return self.first - timedelta(days=1)

    @property
    def after(self) -> date:
        """A day of the period after."""
        return self.last + timedelta(days=1)


@dataclass(frozen=True)
class HourCount:
    """The calls that arrived in an hour of the day, on all days together."""

    hour: int
    calls: int
    answered: int


@dataclass(frozen=True)
class Figures:
    """What a reader may know of a period. `officers` holds only lines that are theirs to see."""

    calls: tuple[CallCount, ...]
    talks: tuple[TalkCount, ...]
    officers: tuple[TalkCount, ...]
    hours: tuple[HourCount, ...]
    topics: tuple[TopicCount, ...]


def days_of(length: Length, on: date) -> Days:
    """The day, the week from Monday, or the month that a date lies in."""
    match length:
        case Length.DAY:
            return Days(length, on, on)
        case Length.WEEK:
            monday = on - timedelta(days=on.weekday())
            return Days(length, monday, monday + timedelta(days=6))
        case Length.MONTH:
            first = on.replace(day=1)
            return Days(length, first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))


def count_figures(office: Office, scope: Scope, hotline: Hotline, days: Days, *, unit: str | None = None) -> Figures:
    """The figures of the units whose figures the reader may see, or of one of them."""
    start = to_utc(days.first, time.min, hotline.zone)
    period = Period(hotline.key, start, to_utc(days.after, time.min, hotline.zone), unit)
    with office.database.reading() as connection:
        return Figures(
            calls=calls_by_unit(connection, scope, period),
            talks=talks_by_unit(connection, scope, period),
            officers=talks_by_officer(connection, scope, period),
            hours=tuple(_by_hour(calls_by_quarter(connection, scope, period), hotline.zone)),
            topics=talks_by_topic(connection, scope, period, known=_topics(connection, hotline)),
        )


def _topics(connection: Connection, hotline: Hotline) -> set[str]:
    """The topics on the lists of all units."""
    return {topic for unit in hotline.units for topic in topics_of(connection, hotline, unit)}


def _by_hour(quarters: Iterable[QuarterCount], zone: ZoneInfo) -> Iterable[HourCount]:
    """From the first hour in which anybody called to the last, those between included."""
    number, answered = [0] * 24, [0] * 24
    for quarter in quarters:
        hour = to_local(quarter.at, zone).hour
        number[hour] += quarter.calls
        answered[hour] += quarter.answered
    busy = [hour for hour in range(24) if number[hour]]
    if busy:
        yield from (HourCount(hour, number[hour], answered[hour]) for hour in range(busy[0], busy[-1] + 1))
