"""The journal: lines are added, and never changed."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

import sqlalchemy as sa

from ivr.domain.journal import Entry
from ivr.store.door_tables import journal
from ivr.store.engine import Connection
from ivr.store.tables import people

LONGEST_DETAIL = 400


def note_in_journal(connection: Connection, entry: Entry, *, at: datetime) -> None:
    """Add a line, in the transaction of what it tells about. Without a hotline it is that of the person."""
    own = sa.select(people.c.hotline).where(people.c.id == entry.person_id).scalar_subquery()
    row = {
        "at": at,
        "person_id": entry.person_id,
        "action": entry.action.value,
        "subject": entry.subject,
        "hotline": own if entry.hotline is None and entry.person_id is not None else entry.hotline,
        "unit": entry.unit,
        "detail": entry.detail[:LONGEST_DETAIL],
    }
    connection.execute(journal.insert().values(row))


def note_in_each(connection: Connection, entry: Entry, hotlines: Iterable[str], *, at: datetime) -> None:
    """As `note_in_journal`, once for each hotline whose data it was, so that each one's coordinator reads of it.

    Without any hotline the line is that of the person.
    """
    for hotline in sorted(set(hotlines)) or (entry.hotline,):
        note_in_journal(connection, replace(entry, hotline=hotline), at=at)


def note_once_in_journal(connection: Connection, entry: Entry, *, at: datetime, within: timedelta) -> bool:
    """As `note_in_journal`, unless the same person did the same lately; False then. For what happens at every key."""
    if is_in_journal(connection, entry, since=at - within):
        return False
    note_in_journal(connection, entry, at=at)
    return True


def is_in_journal(connection: Connection, entry: Entry, *, since: datetime) -> bool:
    """Whether the same person did the same after a moment, in the hotline that the entry names."""
    same = (journal.c.person_id == entry.person_id) & (journal.c.action == entry.action.value)
    if entry.hotline is not None:
        same &= journal.c.hotline == entry.hotline
    lately = sa.select(journal.c.id).where(same, journal.c.subject == entry.subject, journal.c.at > since)
    return connection.execute(lately.limit(1)).one_or_none() is not None
