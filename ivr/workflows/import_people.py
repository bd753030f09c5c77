"""Import a people file: all of it or nothing, people known by their e-mail."""

from dataclasses import dataclass, replace

from ivr.domain.links import PASSWORD_LINKS
from ivr.domain.people import Person
from ivr.store.links import withdraw_links
from ivr.store.people import Member, add_person, change_person, load_people
from ivr.store.sessions import end_sessions_of
from ivr.workflows.fault_sheet import Sheet
from ivr.workflows.office import Office
from ivr.workflows.pause_the_silent import end_pause_of_old_telephone
from ivr.workflows.read_people import COLUMNS, PersonDraft, read_people
from ivr.workflows.read_table import read_table


@dataclass(frozen=True)
class PeopleImported:
    """How many people the file added, changed, and found as they were."""

    added: int
    changed: int
    unchanged: int


def import_people(office: Office, file: str, content: bytes, *, hotline: str | None = None) -> PeopleImported:
    """Add and change the people of a file; those not in it stay as they are.

    `file` is its name for faults; `hotline` belongs to lines that name none. Raises FileRefused with every fault,
    and then nothing was applied.
    """
    sheet = Sheet(file)
    drafts = read_people(sheet, read_table(sheet, content, COLUMNS), office.hotlines, hotline=hotline)
    sheet.refuse_if_faulty()
    added = changed = 0
    with office.database.writing() as connection:
        known = {member.person.email: member for member in load_people(connection)}
        for draft in drafts:
            before = known.get(draft.email)
            after = _member(draft, before)
            if before is None:
                add_person(connection, after)
                added += 1
            elif after != before:
                change_person(connection, after)
                end_pause_of_old_telephone(connection, before.person, after.person, now=office.clock())
                if not after.person.is_active:
                    end_sessions_of(connection, after.person.id, now=office.clock())
                    withdraw_links(connection, person_id=after.person.id, purposes=PASSWORD_LINKS, now=office.clock())
                changed += 1
    return PeopleImported(added, changed, len(drafts) - added - changed)


def _member(draft: PersonDraft, before: Member | None) -> Member:
    """The person as the file wants them. Where it does not say whether they are active, they stay as they were."""
    person = Person(0, draft.name, draft.email, draft.roles, draft.units, draft.phone)
    if before is not None:
        person = replace(person, id=before.person.id, is_active=before.person.is_active)
    if draft.is_active is not None:
        person = replace(person, is_active=draft.is_active)
    return Member(draft.hotline, person)
