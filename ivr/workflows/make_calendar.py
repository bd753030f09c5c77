"""Make an iCalendar file of duties (RFC 5545), as an attachment of a mail or as a feed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone

from ivr.domain.hours import Stretch
from ivr.domain.local_time import to_local

CONTENT_TYPE = "text/calendar; charset=utf-8; method=PUBLISH"
PRODUCT = "-//Piket//Jadwal piket//ID"
ASKED_AGAIN = timedelta(hours=1)
A_YEAR = timedelta(days=366)  # around the events, so that their zone is described with its changes of the clock


@dataclass(frozen=True)
class Entry:
    """An event. `uid` stays the same when the hours change; `edition` grows with every change of the day."""

    uid: str
    title: str
    stretch: Stretch
    details: str
    edition: int = 0


def make_calendar(entries: Iterable[Entry], *, zone: ZoneInfo, now: datetime, name: str = "") -> bytes:
    """The file, its times on the clocks of `zone`, which is described in it.

    With a `name` it is a calendar to follow; without one it holds events to be put into a calendar of one's own.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    if name:
        calendar.add("x-wr-calname", name)
        calendar.add("x-wr-timezone", zone.key)
        calendar.add("refresh-interval", ASKED_AGAIN, {"VALUE": "DURATION"})
    known = sorted(entries, key=lambda entry: (entry.stretch.start, entry.uid))
    moments = [moment for entry in known for moment in (entry.stretch.start, entry.stretch.end)] or [now]
    # Also without events: a calendar holds at least one component (RFC 5545, 3.6), and programs refuse an empty one.
    calendar.add_component(_described(zone, min(moments), max(moments)))
    for entry in known:
        calendar.add_component(_event(entry, zone, now))
    written: bytes = calendar.to_ical()
    return written


def _described(zone: ZoneInfo, first: datetime, last: datetime) -> Timezone:
    start, end = (to_local(moment, zone).date() for moment in (first, last))
    described = Timezone.from_tzid(zone.key, first_date=start - A_YEAR, last_date=end + A_YEAR)
    described.pop("COMMENT", None)  # the library's remark, which has no place there (RFC 5545, 3.6.5)
    return described


def _event(entry: Entry, zone: ZoneInfo, now: datetime) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", now)
    event.add("dtstart", to_local(entry.stretch.start, zone))
    event.add("dtend", to_local(entry.stretch.end, zone))
    event.add("sequence", entry.edition)
    event.add("summary", entry.title)
    event.add("description", entry.details)
    event.add("status", "CONFIRMED")
    event.add("transp", "OPAQUE")
    return event
