"""Calendar feeds: made, revoked, found by the hash of their secret; and how often each day of the roster changed."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from ivr.store.duty_board import person_of
from ivr.store.engine import Connection
from ivr.store.people import Member
from ivr.store.roster_tables import feeds, roster_changes
from ivr.store.tables import people


@dataclass(frozen=True)
class Feed:
    """A feed that is open. `unit` None: of the person alone."""

    id: int
    hotline: str
    unit: str | None
    person_id: int
    made_at: datetime


def add_feed(
    connection: Connection, *, token_hash: str, hotline: str, unit: str | None, person_id: int, now: datetime
) -> int:
    """Put a feed on record; returns its id."""
    row = {"token_hash": token_hash, "hotline": hotline, "unit": unit, "person_id": person_id, "made_at": now}
    return int(connection.execute(feeds.insert().values(row).returning(feeds.c.id)).scalar_one())


def revoke_feeds(connection: Connection, *, person_id: int, unit: str | None, now: datetime) -> int:
    """Close the feeds that a person made for themselves (`unit` None) or for a unit; returns how many."""
    mine = (feeds.c.person_id == person_id) & _of(unit) & feeds.c.revoked_at.is_(None)
    return connection.execute(feeds.update().where(mine).values(revoked_at=now)).rowcount


def revoke_feeds_of(connection: Connection, person_id: int, *, now: datetime) -> None:
    """Close every feed of somebody who leaves: should they come back, an old link must not open again."""
    mine = (feeds.c.person_id == person_id) & feeds.c.revoked_at.is_(None)
    connection.execute(feeds.update().where(mine).values(revoked_at=now))


def feeds_of(connection: Connection, person_id: int) -> tuple[Feed, ...]:
    """The open feeds of a person, in the order in which they were made."""
    mine = (feeds.c.person_id == person_id) & feeds.c.revoked_at.is_(None)
    return tuple(_feed(row) for row in connection.execute(sa.select(feeds).where(mine).order_by(feeds.c.id)))


def feed_with(connection: Connection, token_hash: str) -> tuple[Feed, Member] | None:
    """The open feed of a secret, and who made it; None for one that is unknown or revoked, or whose maker left."""
    found = sa.select(feeds).where(feeds.c.token_hash == token_hash, feeds.c.revoked_at.is_(None))
    row = connection.execute(found).one_or_none()
    if row is None:
        return None
    maker = connection.execute(sa.select(people).where(people.c.id == row.person_id)).mappings().one()
    return (_feed(row), Member(maker["hotline"], person_of(maker))) if maker["is_active"] else None


def editions_of(connection: Connection, hotline: str, *, first: date, last: date) -> Mapping[date, int]:
    """How many changes touched each day of an inclusive range; a day without any is not named."""
    touches = (roster_changes.c.first_on <= last) & (roster_changes.c.last_on >= first)
    found = sa.select(roster_changes.c.first_on, roster_changes.c.last_on)
    counts: Counter[date] = Counter()
    for row in connection.execute(found.where(roster_changes.c.hotline == hotline, touches)):
        start, end = max(row.first_on, first), min(row.last_on, last)
        counts.update(start + timedelta(days=n) for n in range((end - start).days + 1))
    return counts


def _of(unit: str | None) -> sa.ColumnElement[bool]:
    return feeds.c.unit.is_(None) if unit is None else feeds.c.unit == unit


def _feed(row: sa.Row[tuple[object, ...]]) -> Feed:
    return Feed(row.id, row.hotline, row.unit, row.person_id, row.made_at)
