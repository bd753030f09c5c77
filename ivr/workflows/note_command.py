"""Note in the journal that a command gave out personal data; who typed it is known to the machine only."""

from ivr.domain.journal import Action, Entry
from ivr.store.journal import note_in_journal
from ivr.workflows.office import Office

BY_COMMAND = "perintah"


def note_command(office: Office, action: Action, subject: str, *, hotline: str | None, detail: str) -> None:
    """Add a line without a person; `detail` says how much it was: the days, or how many people.

    Without a hotline it was every one's, and each has a line, so that its coordinator reads of it.
    """
    with office.database.writing() as connection:
        for key in (hotline,) if hotline is not None else office.hotlines.by_key:
            entry = Entry(None, action, subject, key, detail=f"{BY_COMMAND}; {detail}")
            note_in_journal(connection, entry, at=office.clock())
