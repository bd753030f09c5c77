"""Deactivate a person who no longer serves, or activate them again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from ivr.domain.journal import Action, Entry
from ivr.domain.keeping_people import Keeper, why_not
from ivr.domain.local_time import to_local
from ivr.domain.people import Role
from ivr.domain.roster import Duty, Task
from ivr.store.editing import one_editor_at_a_time
from ivr.store.feeds import revoke_feeds_of
from ivr.store.journal import note_in_journal
from ivr.store.links import withdraw_links
from ivr.store.people import (
    Member,
    change_person,
    coming_duties,
    has_active_admin,
    member_to_change,
)
from ivr.store.sessions import end_sessions_of
from ivr.workflows.invite_person import PASSWORD_LINKS
from ivr.workflows.office import Office
from ivr.workflows.typed_person import ChangeRefused, UnknownPerson


@dataclass(frozen=True)
class ComingDuty:
    """A duty that becomes a gap: its local date, the unit's name, what it is."""

    on: date
    unit: str
    task: Task


@dataclass(frozen=True)
class Leaving:
    """What a deactivation leaves open. `stands_by`: an operator, who also serves without being rostered."""

    duties: Sequence[ComingDuty]
    stands_by: bool


def what_leaving_opens(office: Office, member: Member, *, now: datetime) -> Leaving:
    """The duties from today on that nobody would hold any more."""
    hotline = office.hotlines.by_key.get(member.hotline, office.hotlines.first)
    with office.database.reading() as connection:
        found = coming_duties(connection, member.person.id, since=to_local(now, hotline.zone).date())

    def named(duty: Duty) -> ComingDuty:
        unit = hotline.units.get(duty.unit)
        return ComingDuty(duty.on, unit.name if unit else duty.unit, duty.task)

    return Leaving([named(duty) for duty in found], Role.OPERATOR in member.person.roles)


def deactivate_person(office: Office, person_id: int, *, keeper: Keeper, now: datetime) -> bool:
    """From this moment on they are not rung and not signed in; False when they were not active already.

    Their duties stand in the roster and show as gaps. Raises UnknownPerson, ChangeRefused.
    """
    return _set_active(office, person_id, False, keeper=keeper, now=now)


def activate_person(office: Office, person_id: int, *, keeper: Keeper, now: datetime) -> bool:
    """They can be rung and sign in again; False when they were active. Raises UnknownPerson, ChangeRefused."""
    return _set_active(office, person_id, True, keeper=keeper, now=now)


def _set_active(office: Office, person_id: int, is_active: bool, *, keeper: Keeper, now: datetime) -> bool:
    with office.database.writing() as connection:
        one_editor_at_a_time(connection, "people")
        before = member_to_change(connection, person_id)
        if before is None or not keeper.scope.covers_hotline(before.hotline):
            raise UnknownPerson(person_id)
        person = replace(before.person, is_active=is_active)
        has_other_admin = has_active_admin(connection, but=person_id)
        if (reason := why_not(keeper, before.person, person, has_other_admin=has_other_admin)) is not None:
            raise ChangeRefused(reason)
        if person == before.person:
            return False
        change_person(connection, replace(before, person=person))
        if not is_active:
            end_sessions_of(connection, person_id, now=now)
            withdraw_links(connection, person_id=person_id, purposes=PASSWORD_LINKS, now=now)
            revoke_feeds_of(connection, person_id, now=now)
        detail = "diaktifkan" if is_active else "dinonaktifkan"
        entry = Entry(keeper.person.id, Action.CHANGED, f"person:{person_id}", before.hotline, detail=detail)
        note_in_journal(connection, entry, at=now)
        return True
