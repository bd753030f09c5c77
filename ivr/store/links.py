"""One-time links: made, looked at, used up."""

from datetime import datetime

import sqlalchemy as sa

from ivr.domain.links import Link, Purpose
from ivr.store.door_tables import links
from ivr.store.engine import Connection
from ivr.store.tables import people


def add_link(
    connection: Connection, *, purpose: Purpose, person_id: int, subject: str, now: datetime, ends_at: datetime
) -> int:
    """Put a link on record; returns its id."""
    row = {"purpose": purpose.value, "person_id": person_id, "subject": subject, "made_at": now, "ends_at": ends_at}
    return int(connection.execute(links.insert().values(row).returning(links.c.id)).scalar_one())


def link_of(connection: Connection, link_id: int) -> Link | None:
    """The link of an id; None also when its person is no longer active."""
    found = sa.select(links).join(people, people.c.id == links.c.person_id).where(links.c.id == link_id)
    row = connection.execute(found.where(people.c.is_active)).one_or_none()
    if row is None:
        return None
    return Link(row.id, Purpose(row.purpose), row.person_id, row.subject, row.ends_at, row.used_at)


def use_link(connection: Connection, link_id: int, *, now: datetime) -> bool:
    """Use a link up; False when somebody did so before, or it is too late. Needs a writing transaction."""
    good = (links.c.id == link_id) & links.c.used_at.is_(None) & (links.c.ends_at > now)
    return connection.execute(links.update().where(good).values(used_at=now)).rowcount == 1


def withdraw_links(connection: Connection, *, person_id: int, purposes: tuple[Purpose, ...], now: datetime) -> None:
    """Let the links of a person for these purposes open nothing from now on: newer ones replace them."""
    open_ones = (links.c.person_id == person_id) & links.c.purpose.in_(purposes) & links.c.used_at.is_(None)
    connection.execute(links.update().where(open_ones).values(used_at=now))


def forget_links_before(connection: Connection, moment: datetime) -> int:
    """Forget links that ended long ago; returns how many."""
    return connection.execute(links.delete().where(links.c.ends_at < moment)).rowcount
