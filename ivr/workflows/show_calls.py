"""Show calls to a person: the list and a whole record, each noted in the journal."""

from dataclasses import dataclass
from datetime import datetime

from ivr.domain.journal import Action, Entry
from ivr.domain.scope import Scope
from ivr.store.call_choice import CallChoice
from ivr.store.call_pages import CallSeen, KeyLine, keys_of, open_call, page_of_calls
from ivr.store.journal import note_in_journal
from ivr.store.position import Position
from ivr.workflows.office import Office


@dataclass(frozen=True)
class CallPage:
    """A page of the list. `below` is where the next page begins, None after the last."""

    calls: tuple[CallSeen, ...]
    below: Position | None


@dataclass(frozen=True)
class Record:
    """A whole call, with the keys that its caller pressed."""

    seen: CallSeen
    keys: tuple[KeyLine, ...]


def list_calls(
    office: Office, scope: Scope, choice: CallChoice, *, days: str, now: datetime, below: Position | None = None
) -> CallPage:
    """The chosen calls, a page of them, noted when it names a caller or searched for one. `days` says the days."""
    with office.database.reading() as connection:
        page = CallPage(*page_of_calls(connection, scope, choice, below=below))
    if page.calls or choice.text.strip():
        action = Action.SEARCHED if choice.text.strip() else Action.OPENED
        detail = f"{days}; {len(page.calls)} panggilan"
        _note(office, Entry(scope.person_id, action, "calls", choice.hotline, choice.unit or None, detail), now=now)
    return page


def show_record(office: Office, scope: Scope, call_id: int, *, now: datetime) -> Record | None:
    """A call with everything the person may see of it, noted; None when it is not theirs or does not exist."""
    with office.database.reading() as connection:
        seen = open_call(connection, scope, call_id)
        keys = keys_of(connection, call_id) if seen else ()
    if seen is None:
        return None
    entry = Entry(scope.person_id, Action.OPENED, f"call:{call_id}", seen.call.hotline, seen.call.unit)
    _note(office, entry, now=now)
    return Record(seen, keys)


def _note(office: Office, entry: Entry, *, now: datetime) -> None:
    with office.database.writing() as connection:
        note_in_journal(connection, entry, at=now)
