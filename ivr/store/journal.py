"""The journal: lines are added, and never changed."""

from datetime import datetime

from ivr.domain.journal import Entry
from ivr.store.door_tables import journal
from ivr.store.engine import Connection

LONGEST_DETAIL = 400


def note_in_journal(connection: Connection, entry: Entry, *, at: datetime) -> None:
    """Add a line, in the transaction of what it tells about."""
    row = {
        "at": at,
        "person_id": entry.person_id,
        "action": entry.action.value,
        "subject": entry.subject,
        "hotline": entry.hotline,
        "unit": entry.unit,
        "detail": entry.detail[:LONGEST_DETAIL],
    }
    connection.execute(journal.insert(), row)
