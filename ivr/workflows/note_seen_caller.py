"""Note in the journal that an officer was shown callers' data at the own desk: once for each call and person."""

from datetime import datetime, timedelta

from ivr.domain.desk import DeskTalk, Stage
from ivr.domain.journal import Action, Entry
from ivr.domain.scope import Scope
from ivr.store.desk import desk_talk
from ivr.store.engine import Connection
from ivr.store.journal import note_once_in_journal
from ivr.workflows.office import Office
from ivr.workflows.show_desk import Desk
from ivr.workflows.show_form import NOTED_EVERY

LONGER_THAN_A_CALL = timedelta(days=1)


def note_seen_caller(office: Office, scope: Scope, attempt_id: int, *, now: datetime) -> bool:
    """Whether the attempt is at the reader's own desk; if so, the journal says that they opened its call."""
    with office.database.reading() as connection:
        talk = desk_talk(connection, scope, attempt_id)
    if talk is None:
        return False
    with office.database.writing() as connection:
        _note_call(connection, scope, talk, now)
    return True


def note_desk_opened(office: Office, scope: Scope, desk: Desk, *, now: datetime) -> None:
    """The whole page was loaded: its callers of today were seen, and who is calling. Nothing for an empty desk."""
    talk = desk.in_hand
    is_calling = talk is not None and talk.stage in (Stage.RINGING, Stage.TALKING)
    if not desk.talks and not is_calling:
        return
    with office.database.writing() as connection:
        if desk.talks:
            entry = Entry(scope.person_id, Action.OPENED, "duty")
            note_once_in_journal(connection, entry, at=now, within=NOTED_EVERY)
        if talk is not None and is_calling:
            _note_call(connection, scope, talk, now)


def _note_call(connection: Connection, scope: Scope, talk: DeskTalk, now: datetime) -> None:
    entry = Entry(scope.person_id, Action.OPENED, f"call:{talk.call_id}", talk.hotline, talk.unit)
    note_once_in_journal(connection, entry, at=now, within=LONGER_THAN_A_CALL)
