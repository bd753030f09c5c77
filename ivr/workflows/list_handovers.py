"""List the questions that other units handed over."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from ivr.domain.journal import Action, Entry
from ivr.domain.scope import Scope
from ivr.store.engine import Connection
from ivr.store.handovers import Handover, handovers_on_list, untaken_on_list
from ivr.store.journal import note_once_in_journal
from ivr.workflows.office import Office
from ivr.workflows.show_form import NOTED_EVERY

DONE_STAYS = timedelta(days=1)


@dataclass(frozen=True)
class HandoverList:
    """The open questions of a reader's units, oldest first, and those that were done lately."""

    open: tuple[Handover, ...]
    done: tuple[Handover, ...]


def handovers_for(connection: Connection, scope: Scope, *, hotline: str, now: datetime | None = None) -> HandoverList:
    """What stands on a person's list; for `handovers_list.html`, which any page may include as `handovers`.

    Without `now` only what is open.
    """
    found = handovers_on_list(connection, scope, hotline, done_since=now - DONE_STAYS if now else None)
    return HandoverList(
        tuple(one for one in found if one.done_at is None), tuple(one for one in found if one.done_at is not None)
    )


def count_untaken(office: Office, scope: Scope, *, hotline: str) -> int:
    """How many questions on a person's list wait for somebody to take them; it names no caller."""
    with office.database.reading() as connection:
        return untaken_on_list(connection, scope, hotline)


def list_handovers(office: Office, scope: Scope, *, hotline: str, now: datetime) -> HandoverList:
    """As `handovers_for`; who reads callers' names there is in the journal."""
    with office.database.reading() as connection:
        found = handovers_for(connection, scope, hotline=hotline, now=now)
    if found.open or found.done:
        entry = Entry(scope.person_id, Action.OPENED, "handovers", hotline)
        with office.database.writing() as connection:
            note_once_in_journal(connection, entry, at=now, within=NOTED_EVERY)
    return found
