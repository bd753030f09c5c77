"""Set a password by the link of an invitation or a reset."""

from collections.abc import Mapping
from datetime import datetime

from ivr.domain.hotline import Hotline
from ivr.domain.journal import Action, Entry
from ivr.domain.links import PASSWORD_LINKS, Link, LinkState
from ivr.domain.local_time import moment_in_words
from ivr.domain.passwords import faults_of
from ivr.domain.people import Person
from ivr.store.credentials import Credential, credential_of_person, forget_refused, set_password_hash
from ivr.store.engine import Connection
from ivr.store.journal import note_in_journal
from ivr.store.links import use_link, withdraw_links
from ivr.store.sessions import end_sessions_of
from ivr.workflows.mail.queue_mail import queue_mail
from ivr.workflows.office import Office
from ivr.workflows.sign_in import Entered, begin_session, hash_password
from ivr.workflows.signed_links import read_link


class PasswordRefused(ValueError):
    """The password cannot be taken; `faults` says why in Indonesian, by field."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__("; ".join(faults.values()))
        self.faults = faults


class LinkRefused(Exception):
    """The link opens nothing (any more), as `state` says."""

    def __init__(self, state: LinkState, link: Link | None) -> None:
        super().__init__(state.value)
        self.state, self.link = state, link


def set_password(office: Office, token: str, *, password: str, again: str, now: datetime) -> Entered:
    """Set the password of the link's person, use the link up, and begin a session, all or nothing.

    Raises LinkRefused, PasswordRefused; then the link still opens what it opened before.
    """
    with office.database.reading() as connection:
        link, credential = _opened(connection, office, token, now=now)
    hotline = office.hotlines.by_key.get(credential.member.hotline, office.hotlines.first)
    check_password(password, again, person=credential.member.person, hotline=hotline)
    password_hash = hash_password(password)
    with office.database.writing() as connection:
        link, credential = _opened(connection, office, token, now=now)
        if not use_link(connection, link.id, now=now):
            raise LinkRefused(LinkState.USED, link)
        return replace_password(connection, office, credential, password_hash, now=now)


def check_password(password: str, again: str, *, person: Person, hotline: Hotline) -> None:
    """Raises PasswordRefused for a password that is too short, too easily guessed, or mistyped."""
    own_words = (person.name, person.email, hotline.name, hotline.key)
    faults = faults_of(password, again, own_words=own_words)
    if faults:
        raise PasswordRefused(faults)


def replace_password(
    connection: Connection, office: Office, credential: Credential, password_hash: str, *, now: datetime
) -> Entered:
    """Write the new hash, shut every door that the old password or an open link held open, and begin a session.

    Whoever had a password before is told by mail: it may have been somebody else.
    """
    member, person = credential.member, credential.member.person
    hotline = office.hotlines.by_key.get(member.hotline, office.hotlines.first)
    set_password_hash(connection, person_id=person.id, password_hash=password_hash, now=now)
    end_sessions_of(connection, person.id, now=now)
    withdraw_links(connection, person_id=person.id, purposes=PASSWORD_LINKS, now=now)
    forget_refused(connection, email=person.email)
    if credential.password_hash is not None:
        queue_mail(
            connection,
            office,
            hotline,
            "password_changed",
            key=f"password_changed:{person.id}:{now.isoformat()}",
            name=person.name,
            email=person.email,
            now=now,
            at=moment_in_words(now, hotline.zone),
            forgot=f"{office.settings.public_url}/forgot",
        )
    entry = Entry(person.id, Action.CHANGED, f"person:{person.id}", member.hotline, detail="kata sandi")
    note_in_journal(connection, entry, at=now)
    return Entered(begin_session(connection, person_id=person.id, now=now), person.id)


def _opened(connection: Connection, office: Office, token: str, *, now: datetime) -> tuple[Link, Credential]:
    state, link = read_link(connection, office, token, now=now)
    if link is None or state is not LinkState.GOOD:
        raise LinkRefused(state, link)
    credential = credential_of_person(connection, link.person_id)
    if link.purpose not in PASSWORD_LINKS or credential is None:
        raise LinkRefused(LinkState.WRONG, None)
    return link, credential
