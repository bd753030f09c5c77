"""Read the journal: a page of it, or all that was chosen as a file, which is noted itself."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from ivr.domain.journal import Action, Entry
from ivr.domain.scope import Scope
from ivr.store.journal import note_in_each
from ivr.store.journal_lines import (
    JournalChoice,
    JournalLine,
    count_journal,
    page_of_journal,
    people_in_journal,
    whole_journal,
)
from ivr.store.position import Position
from ivr.workflows.office import Office


def read_journal(
    office: Office, scope: Scope, choice: JournalChoice, *, below: Position | None = None
) -> tuple[tuple[JournalLine, ...], Position | None]:
    """A page of the chosen lines, newest first, and where the next begins."""
    with office.database.reading() as connection:
        return page_of_journal(connection, scope, choice, below=below)


def askable_people(office: Office, scope: Scope) -> tuple[tuple[int, str], ...]:
    """The people whose lines a reader can ask for: id and name."""
    with office.database.reading() as connection:
        return people_in_journal(connection, scope)


def export_journal(
    office: Office, scope: Scope, choice: JournalChoice, *, days: str, now: datetime
) -> Iterator[JournalLine]:
    """All chosen lines, newest first, after it is noted that they are taken. `days` says the days.

    Who takes every hotline's is noted in the journal of each.
    """
    with office.database.reading() as connection:
        number, newest = count_journal(connection, scope, choice)
    entry = Entry(scope.person_id, Action.EXPORTED, "journal", scope.hotline, detail=f"{days}; {number} baris")
    with office.database.writing() as connection:
        note_in_each(connection, entry, office.hotlines.by_key if scope.hotline is None else (scope.hotline,), at=now)
    return _up_to(office, scope, replace(choice, newest=newest))


def _up_to(office: Office, scope: Scope, choice: JournalChoice) -> Iterator[JournalLine]:
    with office.database.reading() as connection:
        yield from whole_journal(connection, scope, choice)
