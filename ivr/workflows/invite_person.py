"""Invite a person: a mail with a link to set the first password."""

from dataclasses import dataclass
from datetime import datetime

from ivr.domain.journal import Action, Entry
from ivr.domain.links import PASSWORD_LINKS, Purpose
from ivr.domain.local_time import moment_in_words
from ivr.store.engine import Connection
from ivr.store.journal import note_in_journal
from ivr.store.links import withdraw_links
from ivr.store.people import Member, load_people
from ivr.workflows.find_people import AddressBook
from ivr.workflows.mail.queue_mail import queue_mail
from ivr.workflows.note_command import BY_COMMAND
from ivr.workflows.office import Office
from ivr.workflows.role_labels import roles_in_words
from ivr.workflows.signed_links import add_signed_link

INVITED = "undangan masuk"


class InvitationRefused(LookupError):
    """Nobody, or nobody active, is meant; the text is an Indonesian reason and remedy, parted by `; `."""


@dataclass(frozen=True)
class Invited:
    """The link's whole URL, until when it opens (aware UTC; in words on the person's clocks), and for whom it is."""

    url: str
    until: datetime
    until_in_words: str
    member: Member


def invite_person(office: Office, who: str | int, *, by: int | None, now: datetime) -> Invited:
    """Mail a set-password link to a person, known by e-mail or by id; links mailed before open nothing any more.

    `by` is the id of who invites, None for a command. Raises InvitationRefused.
    """
    with office.database.writing() as connection:
        member = _active_member(connection, who)
        person = member.person
        hotline = office.hotlines.by_key.get(member.hotline, office.hotlines.first)
        withdraw_links(connection, person_id=person.id, purposes=PASSWORD_LINKS, now=now)
        link = add_signed_link(connection, office, purpose=Purpose.INVITATION, person_id=person.id, now=now)
        until = moment_in_words(link.ends_at, hotline.zone)
        queue_mail(
            connection,
            office,
            hotline,
            "invitation",
            key=f"invitation:{link.id}",
            name=person.name,
            email=person.email,
            now=now,
            roles=roles_in_words(person.roles),
            url=link.url,
            until=until,
            home=f"{office.settings.public_url}/",
            username=person.email,
        )
        detail = INVITED if by else f"{BY_COMMAND}; {INVITED}"
        entry = Entry(by, Action.SENT, f"person:{person.id}", member.hotline, detail=detail)
        note_in_journal(connection, entry, at=now)
    return Invited(link.url, link.ends_at, until, member)


def _active_member(connection: Connection, who: str | int) -> Member:
    members = load_people(connection)
    if isinstance(who, int):
        found = next((member for member in members if member.person.id == who), None)
        if found is None:
            raise InvitationRefused("orang ini tidak ada lagi; muat ulang daftar orang")
    else:
        try:
            person = AddressBook(member.person for member in members).find(who)
        except LookupError as fault:
            raise InvitationRefused(str(fault)) from fault
        found = next(member for member in members if member.person.id == person.id)
    if not found.person.is_active:
        raise InvitationRefused(f"{found.person.name} ({found.person.email}) tidak aktif; aktifkan dahulu orangnya")
    return found


__all__ = ["PASSWORD_LINKS", "InvitationRefused", "Invited", "invite_person"]
