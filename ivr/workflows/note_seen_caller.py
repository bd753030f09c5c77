"""Note in the journal that an officer was shown a caller's data: once for each call and person."""

from datetime import datetime, timedelta

from ivr.domain.journal import Action, Entry
from ivr.domain.scope import Scope
from ivr.store.desk import desk_talk
from ivr.store.journal import note_once_in_journal
from ivr.workflows.office import Office

LONGER_THAN_A_CALL = timedelta(days=1)


def note_seen_caller(office: Office, scope: Scope, attempt_id: int, *, now: datetime) -> bool:
    """Whether the attempt is at the reader's own desk; if so, the journal says that they opened its call."""
    with office.database.reading() as connection:
        talk = desk_talk(connection, scope, attempt_id)
    if talk is None:
        return False
    entry = Entry(scope.person_id, Action.OPENED, f"call:{talk.call_id}", talk.hotline, talk.unit)
    with office.database.writing() as connection:
        note_once_in_journal(connection, entry, at=now, within=LONGER_THAN_A_CALL)
    return True
