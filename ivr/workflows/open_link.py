"""Open what a one-time link opens: a form for somebody who need not sign in, or the end of a pause."""

from dataclasses import dataclass
from datetime import datetime

from ivr.domain.journal import Action, Entry
from ivr.domain.links import Link, LinkState, Purpose
from ivr.store.credentials import credential_of_person
from ivr.store.engine import Connection
from ivr.store.journal import note_in_journal
from ivr.store.links import use_link
from ivr.store.people import Member
from ivr.store.sessions import end_session
from ivr.workflows.office import Office
from ivr.workflows.set_password import LinkRefused
from ivr.workflows.sign_in import Entered, begin_session
from ivr.workflows.signed_links import read_link
from ivr.workflows.take_pause import end_pause_here


@dataclass(frozen=True)
class LinkSeen:
    """A link that somebody came with; `link` and `member` are None for one that is not ours, or of nobody active."""

    state: LinkState
    link: Link | None = None
    member: Member | None = None


def look_at_link(office: Office, token: str, *, now: datetime) -> LinkSeen:
    """What a link opens, and for whom. Nothing is used up."""
    with office.database.reading() as connection:
        state, link = read_link(connection, office, token, now=now)
        credential = credential_of_person(connection, link.person_id) if link else None
    return LinkSeen(state, link, credential.member if credential else None)


def open_form_link(office: Office, token: str, *, instead_of: int | None, now: datetime) -> tuple[Entered, Link]:
    """Use a link up for a session that opens its one form; it takes the place of the session `instead_of`.

    Raises LinkRefused.
    """
    with office.database.writing() as connection:
        link = use_signed_link(connection, office, token, Purpose.FORM, now=now)
        if instead_of is not None:
            end_session(connection, instead_of, now=now)
        entry = Entry(link.person_id, Action.SIGNED_IN, f"person:{link.person_id}", detail=f"tautan {link.subject}")
        note_in_journal(connection, entry, at=now)
        session = begin_session(connection, person_id=link.person_id, now=now, only=link.subject)
        return Entered(session, link.person_id), link


def open_ready_link(office: Office, token: str, *, now: datetime) -> bool:
    """Use a link up to end its person's pause; False when no pause was on. Raises LinkRefused."""
    with office.database.writing() as connection:
        link = use_signed_link(connection, office, token, Purpose.READY, now=now)
        return end_pause_here(connection, person_id=link.person_id, now=now)


def use_signed_link(connection: Connection, office: Office, token: str, purpose: Purpose, *, now: datetime) -> Link:
    """Use a link up, in the transaction of what it is for. Raises LinkRefused."""
    state, link = read_link(connection, office, token, now=now)
    if link is None or state is not LinkState.GOOD:
        raise LinkRefused(state, link)
    if link.purpose is not purpose:
        raise LinkRefused(LinkState.WRONG, None)
    if not use_link(connection, link.id, now=now):
        raise LinkRefused(LinkState.USED, link)
    return link
