"""Note in the journal that a command gave out personal data; who typed it is known to the machine only."""

from ivr.domain.journal import Action, Entry
from ivr.store.journal import note_in_journal
from ivr.workflows.office import Office

BY_COMMAND = "perintah"


def note_command(office: Office, action: Action, subject: str, *, hotline: str | None, days: str) -> None:
    """Add a line without a person; `days` says of which days the data was."""
    with office.database.writing() as connection:
        entry = Entry(None, action, subject, hotline, detail=f"{BY_COMMAND}; {days}")
        note_in_journal(connection, entry, at=office.clock())
