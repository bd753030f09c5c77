"""Sign in with e-mail and password, slowly when somebody is guessing; and sign out."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

import structlog
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from ivr.domain.journal import Action, Entry
from ivr.domain.passwords import normalized
from ivr.store.credentials import (
    Credential,
    Tries,
    credential_of,
    forget_refused,
    note_refused,
    set_password_hash,
    tries_since,
)
from ivr.store.engine import Connection
from ivr.store.journal import note_in_journal
from ivr.store.sessions import end_session, end_sessions_of, open_session
from ivr.workflows.office import Office

LASTS = timedelta(hours=12)  # a service day with its paperwork
IDLE = timedelta(hours=2)  # a page that is open asks for news all the time, so this is a page that was closed
WATCHED = timedelta(minutes=15)
MOST = Tries(of_email=50, of_address=30, of_both=5)

log = structlog.get_logger()


class SignInRefused(Exception):
    """Not this e-mail with this password; nobody is told which of the two is wrong."""


class TooManyTries(SignInRefused):
    """Too many tries failed lately."""


@dataclass(frozen=True)
class Entered:
    """Somebody has shown who they are: the token of their new session."""

    token: str
    person_id: int


def sign_in(
    office: Office, *, email: str, password: str, address: str, now: datetime, instead_of: int | None = None
) -> Entered:
    """Begin a session, in the place of the session `instead_of` that the browser had before.

    Raises SignInRefused, TooManyTries (OWASP, Authentication Cheat Sheet).
    """
    credential = prove(office, email=email, password=password, address=address, now=now)
    member = credential.member
    is_old = credential.password_hash is not None and hasher().check_needs_rehash(credential.password_hash)
    fresh = hash_password(password) if is_old else None  # before the transaction: hashing takes its time
    with office.database.writing() as connection:
        forget_refused(connection, email=email, address=address)
        if instead_of is not None:
            end_session(connection, instead_of, now=now)
        if fresh:
            set_password_hash(connection, person_id=member.person.id, password_hash=fresh, now=now)
        entry = Entry(member.person.id, Action.SIGNED_IN, f"person:{member.person.id}", member.hotline)
        note_in_journal(connection, entry, at=now)
        return Entered(begin_session(connection, person_id=member.person.id, now=now), member.person.id)


def prove(office: Office, *, email: str, password: str, address: str, now: datetime) -> Credential:
    """Whose e-mail and password these are. Raises SignInRefused, TooManyTries.

    In 15 minutes five tries may fail for an e-mail from one network address, so that a stranger elsewhere does not
    lock a colleague out; 30 from one address for any e-mails, as a whole office sits behind one; and 50 for an
    e-mail from anywhere, for who guesses from many addresses at once. Whoever is locked out all the same comes in by
    the link of a reset, which forgets the tries. A try is noted before its password is looked at, and counted after
    that, so that tries at the same moment count each other; who is over the limit writes nothing any more.
    """
    with office.database.reading() as connection:
        tries = tries_since(connection, email=email, address=address, since=now - WATCHED)
        credential = credential_of(connection, email)
    if tries.of_email >= MOST.of_email or tries.of_address >= MOST.of_address or tries.of_both >= MOST.of_both:
        raise TooManyTries
    with office.database.writing() as connection:
        note_refused(connection, email=email, address=address, now=now)
    with office.database.reading() as connection:
        tries = tries_since(connection, email=email, address=address, since=now - WATCHED)
    if tries.of_email > MOST.of_email or tries.of_address > MOST.of_address or tries.of_both > MOST.of_both:
        raise TooManyTries
    is_right = is_password(credential.password_hash if credential else None, password)
    if credential is None or not is_right or not credential.member.person.is_active:
        log.warning("sign-in refused", address=address)
        raise SignInRefused
    return credential


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


def leave_elsewhere(office: Office, *, session_id: int, person_id: int, now: datetime) -> int:
    """End every other session of a person; returns how many sessions that were."""
    with office.database.writing() as connection:
        entry = Entry(person_id, Action.SIGNED_OUT, f"person:{person_id}", detail="semua perangkat lain")
        note_in_journal(connection, entry, at=now)
        return end_sessions_of(connection, person_id, now=now, but=session_id)


def hash_password(password: str) -> str:
    """What is kept of a password. Takes some 50 ms, so do it before a writing transaction."""
    return hasher().hash(normalized(password))


def is_password(password_hash: str | None, password: str) -> bool:
    """Whether a password is the one; takes as long for somebody who does not exist or has none yet."""
    try:
        hasher().verify(password_hash or _nobodys(), normalized(password))
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


@cache
def hasher() -> PasswordHasher:
    """Argon2id with the library's own choice of cost (RFC 9106, low memory)."""
    return PasswordHasher()


@cache
def _nobodys() -> str:
    return hasher().hash(secrets.token_urlsafe(16))
