"""Show a calendar feed: the duties of a person or a unit, from two months back to half a year ahead."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from ivr.domain.duty_hours import DutyHours, duty_hours
from ivr.domain.hotline import Hotline
from ivr.domain.hours import DAY
from ivr.domain.local_time import to_local
from ivr.domain.roster import Duty, DutyBoard
from ivr.domain.scope import scope_of
from ivr.store.duty_board import load_duty_board
from ivr.store.engine import Connection
from ivr.store.feeds import Feed, editions_of, feed_with
from ivr.store.people import Member
from ivr.workflows.duty_entries import duty_entries
from ivr.workflows.make_calendar import Entry
from ivr.workflows.make_feed import hash_of, may_follow
from ivr.workflows.office import Office

BACK, AHEAD = 60 * DAY, 180 * DAY


@dataclass(frozen=True)
class FeedShown:
    """What a feed holds."""

    name: str
    zone: ZoneInfo
    entries: Sequence[Entry]


def show_feed(connection: Connection, office: Office, token: str, *, now: datetime) -> FeedShown | None:
    """The feed of a secret; None when it is unknown or revoked, its person left, or lost the unit."""
    found = feed_with(connection, hash_of(token))
    if found is None:
        return None
    feed, maker = found
    hotline = office.hotlines.by_key.get(feed.hotline)
    if hotline is None or not _is_theirs(feed, maker, hotline):
        return None
    today = to_local(now, hotline.zone).date()
    first, last = today - BACK, today + AHEAD
    units = None if feed.unit is None else [feed.unit]
    board = load_duty_board(connection, hotline.key, first=first - DAY, last=last + 2 * DAY, units=units)
    hours = [one for one in _hours(hotline, board, feed, first, last) if _is_in(feed, one)]
    editions = editions_of(connection, hotline.key, first=first, last=last)
    entries = duty_entries(office, hotline, hours, board.people, editions=editions, is_named=feed.unit is not None)
    name = f"Piket {hotline.units[feed.unit].name}" if feed.unit else f"Piket {maker.person.name}"
    return FeedShown(name, hotline.zone, entries)


def _is_theirs(feed: Feed, maker: Member, hotline: Hotline) -> bool:
    scope = scope_of(maker.person, maker.hotline, operator_unit=hotline.operator)
    if feed.unit is None:
        return scope.covers_hotline(hotline.key)
    return feed.unit in hotline.units and may_follow(scope, hotline.key, feed.unit)


def _is_in(feed: Feed, hours: DutyHours) -> bool:
    return hours.unit == feed.unit if feed.unit is not None else hours.person_id == feed.person_id


def _hours(hotline: Hotline, board: DutyBoard, feed: Feed, first: date, last: date) -> Sequence[DutyHours]:
    """Day by day, each with the lines around it: a rule over half a year at once would look at every line each time."""
    by_day: dict[date, list[Duty]] = {}
    for line in board.duties:
        by_day.setdefault(line.on, []).append(line)
    found: list[DutyHours] = []
    for day in (first + n * DAY for n in range((last - first).days + 1)):
        near = [line for n in (-1, 0, 1, 2) for line in by_day.get(day + n * DAY, ())]
        if any(line.on == day for line in near) and _may_name(feed, near):
            near_board = DutyBoard(board.people, tuple(near), board.lines)
            found += duty_hours(hotline, near_board, day)
    return found


def _may_name(feed: Feed, lines: Sequence[Duty]) -> bool:
    return feed.unit is not None or any(line.person_id == feed.person_id for line in lines)
