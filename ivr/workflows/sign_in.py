"""Sign in with e-mail and password, slowly when somebody is guessing; and sign out."""

import secrets
from datetime import datetime, timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from ivr.domain.journal import Action, Entry
from ivr.store.credentials import (
    credential_of,
    forget_refused,
    note_refused,
    refused_since,
    set_password_hash,
)
from ivr.store.engine import Connection
from ivr.store.journal import note_in_journal
from ivr.store.sessions import end_session, open_session
from ivr.workflows.office import Office

LASTS = timedelta(hours=12)  # a service day with its paperwork
IDLE = timedelta(hours=2)  # a page that is open asks for news all the time, so this is a page that was closed
WATCHED = timedelta(minutes=15)
MOST_OF_EMAIL, MOST_OF_ADDRESS = 5, 30  # an office sits behind one address


class SignInRefused(Exception):
    """Not this e-mail with this password; nobody is told which of the two is wrong."""


class TooManyTries(SignInRefused):
    """Too many tries failed lately."""


def sign_in(office: Office, *, email: str, password: str, address: str, now: datetime) -> str:
    """The token of a new session. Raises SignInRefused, TooManyTries (OWASP, Authentication Cheat Sheet)."""
    with office.database.reading() as connection:
        of_email, of_address = refused_since(connection, email=email, address=address, since=now - WATCHED)
        credential = credential_of(connection, email)
    if of_email >= MOST_OF_EMAIL or of_address >= MOST_OF_ADDRESS:
        raise TooManyTries
    is_right = _is_right(credential.password_hash if credential else None, password)
    with office.database.writing() as connection:
        if credential is None or not is_right or not credential.member.person.is_active:
            note_refused(connection, email=email, address=address, now=now)
        else:
            person = credential.member.person
            forget_refused(connection, email=email)
            if credential.password_hash and hasher().check_needs_rehash(credential.password_hash):
                set_password_hash(connection, person_id=person.id, password_hash=hasher().hash(password), now=now)
            entry = Entry(person.id, Action.SIGNED_IN, f"person:{person.id}", credential.member.hotline)
            note_in_journal(connection, entry, at=now)
            return begin_session(connection, person_id=person.id, now=now)
    raise SignInRefused


def begin_session(connection: Connection, *, person_id: int, now: datetime, only: str | None = None) -> str:
    """The token of a new session, of a person who has shown who they are."""
    token = secrets.token_urlsafe(32)
    open_session(connection, token, person_id=person_id, now=now, ends_at=now + LASTS, only=only)
    return token


def sign_out(office: Office, *, session_id: int, person_id: int, now: datetime) -> None:
    """End a session."""
    with office.database.writing() as connection:
        end_session(connection, session_id, now=now)
        note_in_journal(connection, Entry(person_id, Action.SIGNED_OUT, f"person:{person_id}"), at=now)


@cache
def hasher() -> PasswordHasher:
    """Argon2id with the library's own choice of cost (RFC 9106, low memory)."""
    return PasswordHasher()


def _is_right(password_hash: str | None, password: str) -> bool:
    """Whether a password is the one; takes as long for somebody who does not exist or has none yet."""
    try:
        hasher().verify(password_hash or _nobodys(), password)
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


@cache
def _nobodys() -> str:
    return hasher().hash(secrets.token_urlsafe(16))
