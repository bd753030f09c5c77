"""Change a person's particulars, as typed on a page that may be older than what stands there now."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from ivr.domain.journal import Action, Entry
from ivr.domain.keeping_people import Keeper, why_not
from ivr.domain.links import Purpose
from ivr.domain.local_time import moment_in_words
from ivr.domain.people import Person
from ivr.store.credentials import has_come_in
from ivr.store.editing import one_editor_at_a_time
from ivr.store.engine import Connection
from ivr.store.journal import note_in_each
from ivr.store.links import withdraw_links
from ivr.store.people import Member, has_active_admin, member_to_change
from ivr.store.people import change_person as put_person
from ivr.workflows.mail.queue_mail import queue_mail
from ivr.workflows.office import Office
from ivr.workflows.pause_the_silent import end_pause_of_old_telephone
from ivr.workflows.typed_person import ChangeRefused, TypedPerson, UnknownPerson, read_typed


class ChangedMeanwhile(Exception):
    """Somebody else changed the person since the page was opened; `member` is how they stand now."""

    def __init__(self, member: Member) -> None:
        self.member = member
        super().__init__(member.person.id)


def change_person(
    office: Office, person_id: int, typed: TypedPerson, *, base: str, keeper: Keeper, now: datetime
) -> Sequence[str]:
    """Write what was typed; returns the names of the fields that changed.

    `base` is the `Member.mark` that the page began from. Sessions stay when the e-mail changes; links that were mailed
    to the old address open nothing any more, and a letter tells it, as somebody may be taking an account over. Raises
    UnknownPerson, ChangedMeanwhile, PersonRefused, ChangeRefused.
    """
    with office.database.writing() as connection:
        one_editor_at_a_time(connection, "people")
        before = member_to_change(connection, person_id)
        if before is None or not keeper.scope.covers_hotline(before.hotline):
            raise UnknownPerson(person_id)
        if not keeper.is_admin:
            typed = replace(typed, hotline=before.hotline)
        after = read_typed(connection, office.hotlines, typed, before=before)
        has_other_admin = has_active_admin(connection, but=person_id)
        is_in_use = before.person.email != after.person.email and has_come_in(connection, person_id)
        reason = why_not(keeper, before.person, after.person, has_other_admin=has_other_admin, has_come_in=is_in_use)
        if reason is not None:
            raise ChangeRefused(reason)
        changed = changed_fields(before, after)
        if not changed:
            return ()
        if before.mark != base:
            raise ChangedMeanwhile(before)
        put_person(connection, after)
        end_pause_of_old_telephone(connection, before.person, after.person, now=now)
        if "email" in changed:
            withdraw_links(connection, person_id=person_id, purposes=tuple(Purpose), now=now)
            _tell_old_address(connection, office, before, by=keeper.person, now=now)
        entry = Entry(keeper.person.id, Action.CHANGED, f"person:{person_id}", detail=", ".join(changed))
        note_in_each(connection, entry, {before.hotline, after.hotline}, at=now)
        return changed


def _tell_old_address(connection: Connection, office: Office, before: Member, *, by: Person, now: datetime) -> None:
    person = before.person
    hotline = office.hotlines.by_key.get(before.hotline, office.hotlines.first)
    queue_mail(
        connection,
        office,
        hotline,
        "email_changed",
        key=f"email_changed:{person.id}:{before.mark}:{now.isoformat()}",
        name=person.name,
        email=person.email,
        now=now,
        at=moment_in_words(now, hotline.zone),
        by="Anda sendiri" if by.id == person.id else by.name,
    )


def changed_fields(before: Member, after: Member) -> Sequence[str]:
    """The names of the fields in which two states of a person differ."""
    one, other = before.person, after.person
    pairs = {
        "nama": (one.name, other.name),
        "email": (one.email, other.email),
        "telepon": (one.phone, other.phone),
        "peran": (one.roles, other.roles),
        "unit": (one.units, other.units),
        "hotline": (before.hotline, after.hotline),
    }
    return [name for name, (was, becomes) in pairs.items() if was != becomes]
