"""Passwords: their hashes, and the tries to come in that failed."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from ivr.store.door_tables import credentials, refused_sign_ins
from ivr.store.duty_board import person_of
from ivr.store.engine import Connection
from ivr.store.people import Member
from ivr.store.tables import forms, people


@dataclass(frozen=True)
class Credential:
    """A person with what their password hashes to; None where no password was ever set."""

    member: Member
    password_hash: str | None


@dataclass(frozen=True)
class Tries:
    """How many tries failed lately: for an e-mail, from a network address, and for this e-mail from this address."""

    of_email: int
    of_address: int
    of_both: int


def credential_of(connection: Connection, email: str) -> Credential | None:
    """Who has this e-mail address, active or not."""
    return _credential(connection, people.c.email == _plain(email))


def credential_of_person(connection: Connection, person_id: int) -> Credential | None:
    """The same by the person's id."""
    return _credential(connection, people.c.id == person_id)


def has_come_in(connection: Connection, person_id: int) -> bool:
    """Whether somebody has set a password or, let in by a mailed link perhaps, written in a form."""
    doors = (credentials.c.person_id == person_id, forms.c.filled_by == person_id)
    return any(connection.execute(sa.select(1).where(door).limit(1)).first() is not None for door in doors)


def set_password_hash(connection: Connection, *, person_id: int, password_hash: str, now: datetime) -> None:
    """Write a person's new password hash. Needs a writing transaction."""
    values = {"password_hash": password_hash, "set_at": now}
    changed = connection.execute(credentials.update().where(credentials.c.person_id == person_id).values(values))
    if not changed.rowcount:
        connection.execute(credentials.insert().values(person_id=person_id, **values))


def note_refused(connection: Connection, *, email: str, address: str, now: datetime) -> None:
    """Remember a try that failed, or has yet to succeed."""
    row = {"email": _plain(email), "address": address[:64], "at": now}
    connection.execute(refused_sign_ins.insert(), row)


def tries_since(connection: Connection, *, email: str, address: str, since: datetime) -> Tries:
    """How many tries failed since a moment."""
    tries = refused_sign_ins.c
    is_email, is_address = tries.email == _plain(email), tries.address == address[:64]
    counted = sa.select(sa.func.count()).select_from(refused_sign_ins).where(tries.at > since)

    def number(*where: sa.ColumnElement[bool]) -> int:
        return int(connection.execute(counted.where(*where)).scalar_one())

    return Tries(number(is_email), number(is_address), number(is_email, is_address))


def forget_refused(connection: Connection, *, email: str, address: str | None = None) -> None:
    """Whoever comes in at last starts anew; with an `address`, only what failed from there is forgotten."""
    forgotten = refused_sign_ins.c.email == _plain(email)
    if address is not None:
        forgotten &= refused_sign_ins.c.address == address[:64]
    connection.execute(refused_sign_ins.delete().where(forgotten))


def forget_refused_before(connection: Connection, moment: datetime) -> int:
    """Forget tries that are long over; returns how many."""
    return connection.execute(refused_sign_ins.delete().where(refused_sign_ins.c.at < moment)).rowcount


def _credential(connection: Connection, is_meant: sa.ColumnElement[bool]) -> Credential | None:
    found = (
        sa.select(people, credentials.c.password_hash)
        .outerjoin(credentials, credentials.c.person_id == people.c.id)
        .where(is_meant)
    )
    row = connection.execute(found).mappings().one_or_none()
    return Credential(Member(row["hotline"], person_of(row)), row["password_hash"]) if row else None


def _plain(email: str) -> str:
    """As it stands in the address book. PostgreSQL refuses NUL, which somebody may type at the door."""
    return "".join(letter for letter in email if letter.isprintable()).strip().lower()[:254]
