"""Add a person, as typed on a page."""

from dataclasses import replace
from datetime import datetime

from ivr.domain.journal import Action, Entry
from ivr.domain.keeping_people import Keeper, why_not
from ivr.store.editing import one_editor_at_a_time
from ivr.store.journal import note_in_journal
from ivr.store.people import add_person as put_person
from ivr.workflows.office import Office
from ivr.workflows.typed_person import ChangeRefused, TypedPerson, read_typed


def add_person(office: Office, typed: TypedPerson, *, keeper: Keeper, now: datetime) -> int:
    """Put a new, active person on record; returns their id. Raises PersonRefused, ChangeRefused."""
    typed = replace(typed, hotline=keeper.scope.hotline or typed.hotline)  # others than admins have one hotline only
    with office.database.writing() as connection:
        one_editor_at_a_time(connection, "people")
        member = read_typed(connection, office.hotlines, typed)
        if (reason := why_not(keeper, None, member.person, has_other_admin=True)) is not None:
            raise ChangeRefused(reason)
        person_id = put_person(connection, member)
        entry = Entry(keeper.person.id, Action.ADDED, f"person:{person_id}", member.hotline)
        note_in_journal(connection, entry, at=now)
        return person_id
