"""Import a people file: all of it or nothing, people known by their e-mail."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from ivr.domain.journal import Action, Entry
from ivr.domain.links import PASSWORD_LINKS
from ivr.domain.local_time import long_date, to_local
from ivr.domain.people import Person, Role
from ivr.store.editing import one_editor_at_a_time
from ivr.store.engine import Connection
from ivr.store.feeds import revoke_feeds_of
from ivr.store.journal import note_in_each
from ivr.store.links import withdraw_links
from ivr.store.people import Member, add_person, change_person, coming_duties, has_active_admin, load_people
from ivr.store.sessions import end_sessions_of
from ivr.workflows.change_person import changed_fields
from ivr.workflows.fault_sheet import Sheet
from ivr.workflows.note_command import BY_COMMAND
from ivr.workflows.office import Office
from ivr.workflows.pause_the_silent import end_pause_of_old_telephone
from ivr.workflows.read_people import COLUMNS, PersonDraft, read_people
from ivr.workflows.read_table import read_table

NOBODY = 0  # no person has this id
LAST_ADMIN = "tetapkan administrator lain dahulu"


@dataclass(frozen=True)
class PeopleImported:
    """How many people the file added, changed, and found as they were, and what the office may want to look at."""

    added: int
    changed: int
    unchanged: int
    notes: tuple[str, ...] = ()


def import_people(office: Office, file: str, content: bytes, *, hotline: str | None = None) -> PeopleImported:
    """Add and change the people of a file; those not in it stay as they are. Each is noted in the journal.

    `file` is its name for faults; `hotline` belongs to lines that name none. Raises FileRefused with every fault, also
    when no administrator would be left, and then nothing was applied.
    """
    sheet = Sheet(file)
    drafts = read_people(sheet, read_table(sheet, content, COLUMNS), office.hotlines, hotline=hotline)
    sheet.refuse_if_faulty()
    with office.database.writing() as connection:
        one_editor_at_a_time(connection, "people")
        had_admin = has_active_admin(connection, but=NOBODY)
        known = {member.person.email: member for member in load_people(connection)}
        numbers = Counter(_keep(connection, draft, known.get(draft.email), now=office.clock()) for draft in drafts)
        for draft in drafts:
            sheet.remarks.extend(_left_open(office, connection, draft, known.get(draft.email)))
        if had_admin and not has_active_admin(connection, but=NOBODY):
            last = next(one for one in reversed(drafts) if _was_admin(known.get(one.email)))
            sheet.note(last.line, "peran", f"{last.email} administrator aktif yang terakhir", LAST_ADMIN)
            sheet.refuse_if_faulty()
    return PeopleImported(numbers[Action.ADDED], numbers[Action.CHANGED], numbers[None], tuple(sheet.remarks))


def _keep(connection: Connection, draft: PersonDraft, before: Member | None, *, now: datetime) -> Action | None:
    """Write one line of the file down, also in the journal; returns what was done, None for nothing."""
    after = _member(draft, before)
    if before is None:
        person_id, action, what = add_person(connection, after), Action.ADDED, "berkas orang"
    elif after != before:
        person_id, action, what = after.person.id, Action.CHANGED, _what_changed(before, after)
        change_person(connection, after)
        end_pause_of_old_telephone(connection, before.person, after.person, now=now)
        if not after.person.is_active:
            end_sessions_of(connection, person_id, now=now)
            withdraw_links(connection, person_id=person_id, purposes=PASSWORD_LINKS, now=now)
            revoke_feeds_of(connection, person_id, now=now)
    else:
        return None
    entry = Entry(None, action, f"person:{person_id}", detail=f"{BY_COMMAND}; {what}")
    note_in_each(connection, entry, {after.hotline, (before or after).hotline}, at=now)
    return action


def _left_open(office: Office, connection: Connection, draft: PersonDraft, before: Member | None) -> Iterator[str]:
    """What a line leaves in the roster: coming duties of somebody who is no longer active, or moved elsewhere."""
    if before is None:
        return
    after = _member(draft, before)
    hotline = office.hotlines.by_key.get(before.hotline, office.hotlines.first)
    today = to_local(office.clock(), hotline.zone).date()
    name = after.person.name
    if before.person.is_active and not after.person.is_active:
        what = f"{name} tidak aktif lagi, tetapi masih tercantum di jadwal"
    elif before.hotline != after.hotline:
        what = f"{name} pindah ke {after.hotline}, tetapi masih tercantum di jadwal {before.hotline}"
    else:
        return
    if lines := coming_duties(connection, before.person.id, since=today):
        days = [long_date(day) for day in sorted({line.on for line in lines})]
        more = f" dan {len(days) - 3} hari lagi" if len(days) > 3 else ""
        yield f"{what}: {'; '.join(days[:3])}{more}"


def _what_changed(before: Member, after: Member) -> str:
    fields = list(changed_fields(before, after))
    if before.person.is_active != after.person.is_active:
        fields.append("diaktifkan" if after.person.is_active else "dinonaktifkan")
    return ", ".join(fields)


def _was_admin(before: Member | None) -> bool:
    return before is not None and before.person.is_active and Role.ADMIN in before.person.roles


def _member(draft: PersonDraft, before: Member | None) -> Member:
    """The person as the file wants them. Where it does not say whether they are active, they stay as they were."""
    person = Person(0, draft.name, draft.email, draft.roles, draft.units, draft.phone)
    if before is not None:
        person = replace(person, id=before.person.id, is_active=before.person.is_active)
    if draft.is_active is not None:
        person = replace(person, is_active=draft.is_active)
    return Member(draft.hotline, person)
