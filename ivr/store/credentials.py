"""Passwords: their hashes, and the sign-ins that were refused."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from ivr.store.door_tables import credentials, refused_sign_ins
from ivr.store.duty_board import person_of
from ivr.store.engine import Connection
from ivr.store.people import Member
from ivr.store.tables import people


@dataclass(frozen=True)
class Credential:
    """A person with what their password hashes to; None where no password was ever set."""

    member: Member
    password_hash: str | None


def credential_of(connection: Connection, email: str) -> Credential | None:
    """Who has this e-mail address, active or not."""
    found = (
        sa.select(people, credentials.c.password_hash)
        .outerjoin(credentials, credentials.c.person_id == people.c.id)
        .where(people.c.email == email.strip().lower())
    )
    row = connection.execute(found).mappings().one_or_none()
    return Credential(Member(row["hotline"], person_of(row)), row["password_hash"]) if row else None


def set_password_hash(connection: Connection, *, person_id: int, password_hash: str, now: datetime) -> None:
    """Write a person's new password hash. Needs a writing transaction."""
    values = {"password_hash": password_hash, "set_at": now}
    changed = connection.execute(credentials.update().where(credentials.c.person_id == person_id).values(values))
    if not changed.rowcount:
        connection.execute(credentials.insert().values(person_id=person_id, **values))


def note_refused(connection: Connection, *, email: str, address: str, now: datetime) -> None:
    """Remember a sign-in that failed."""
    row = {"email": email.strip().lower()[:254], "address": address[:64], "at": now}
    connection.execute(refused_sign_ins.insert(), row)


def refused_since(connection: Connection, *, email: str, address: str, since: datetime) -> tuple[int, int]:
    """How many sign-ins failed since a moment: for this e-mail, and from this network address."""
    counted = sa.select(sa.func.count()).select_from(refused_sign_ins).where(refused_sign_ins.c.at > since)
    of_email = counted.where(refused_sign_ins.c.email == email.strip().lower()[:254])
    of_address = counted.where(refused_sign_ins.c.address == address[:64])
    return connection.execute(of_email).scalar_one(), connection.execute(of_address).scalar_one()


def forget_refused(connection: Connection, *, email: str) -> None:
    """Whoever signs in at last starts anew."""
    connection.execute(refused_sign_ins.delete().where(refused_sign_ins.c.email == email.strip().lower()[:254]))
