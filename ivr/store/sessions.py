"""Who is signed in: opened with a token, looked up by its hash, ended."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

import sqlalchemy as sa

from ivr.store.door_tables import sessions
from ivr.store.duty_board import person_of
from ivr.store.engine import Connection
from ivr.store.people import Member
from ivr.store.tables import people


@dataclass(frozen=True)
class Session:
    """An open session. `only` names the one thing it opens ("form:12"), None for everything its person may see."""

    id: int
    member: Member
    only: str | None
    seen_at: datetime
    ends_at: datetime


def open_session(
    connection: Connection, token: str, *, person_id: int, now: datetime, ends_at: datetime, only: str | None = None
) -> None:
    """Begin a session. Only the token's hash is kept, so that a stolen database opens nothing."""
    row = {"token_hash": _hash(token), "person_id": person_id, "only": only}
    connection.execute(sessions.insert(), row | {"opened_at": now, "seen_at": now, "ends_at": ends_at})


def session_of(connection: Connection, token: str, *, now: datetime, idle_since: datetime) -> Session | None:
    """The session of a token, None when it has ended, is too old, was not used since, or its person has left."""
    found = (
        sa.select(people, sessions.c.id.label("session_id"), sessions.c.only, sessions.c.seen_at, sessions.c.ends_at)
        .join(people, people.c.id == sessions.c.person_id)
        .where(sessions.c.token_hash == _hash(token), sessions.c.ended_at.is_(None), people.c.is_active)
        .where(sessions.c.ends_at > now, sessions.c.seen_at > idle_since)
    )
    row = connection.execute(found).mappings().one_or_none()
    if row is None:
        return None
    member = Member(row["hotline"], person_of(row))
    return Session(row["session_id"], member, row["only"], row["seen_at"], row["ends_at"])


def people_signed_in(connection: Connection, *, now: datetime) -> frozenset[int]:
    """Everybody (ids) with an open session for everything they may see."""
    is_open = sessions.c.ended_at.is_(None) & (sessions.c.ends_at > now) & sessions.c.only.is_(None)
    return frozenset(connection.execute(sa.select(sessions.c.person_id).where(is_open)).scalars())


def note_seen(connection: Connection, session_id: int, *, now: datetime) -> None:
    """The session is in use."""
    connection.execute(sessions.update().where(sessions.c.id == session_id).values(seen_at=now))


def end_session(connection: Connection, session_id: int, *, now: datetime) -> None:
    """Sign out."""
    connection.execute(sessions.update().where(sessions.c.id == session_id).values(ended_at=now))


def end_sessions_of(connection: Connection, person_id: int, *, now: datetime, but: int | None = None) -> int:
    """Sign a person out everywhere, except in the session `but`; returns how many sessions that were."""
    open_ones = (sessions.c.person_id == person_id) & sessions.c.ended_at.is_(None)
    if but is not None:
        open_ones &= sessions.c.id != but
    return connection.execute(sessions.update().where(open_ones).values(ended_at=now)).rowcount


def forget_sessions_before(connection: Connection, moment: datetime) -> int:
    """Forget sessions that ended long ago, by themselves or earlier; returns how many."""
    ended = (sessions.c.ends_at < moment) | (sessions.c.ended_at < moment)
    return connection.execute(sessions.delete().where(ended)).rowcount


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
