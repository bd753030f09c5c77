"""Note in the journal that somebody reads personal data, however they ask for it: each thing once a while."""

from datetime import datetime, timedelta

from ivr.domain.journal import Entry
from ivr.store.journal import is_in_journal, note_once_in_journal
from ivr.workflows.office import Office

LONGER_THAN_A_SESSION = timedelta(days=1)


def note_reading(office: Office, entry: Entry, *, now: datetime, within: timedelta = LONGER_THAN_A_SESSION) -> None:
    """Add a line unless the same reader has one for the same thing since `within`.

    For what an open page asks for all the time: its opening was noted, so a poll only reads. Who asks for the same
    without the page is noted by this.
    """
    with office.database.reading() as connection:
        if is_in_journal(connection, entry, since=now - within):
            return
    with office.database.writing() as connection:
        note_once_in_journal(connection, entry, at=now, within=within)
