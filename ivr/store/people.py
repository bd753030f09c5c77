"""The people of all hotlines: found, added, changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ivr.domain.people import Person, Role
from ivr.domain.roster import Duty
from ivr.store.duty_board import duty_of, person_of
from ivr.store.tables import duties, people


@dataclass(frozen=True)
class Member:
    """A person and the hotline they belong to."""

    hotline: str
    person: Person

    @property
    def mark(self) -> str:
        """Another one whenever any particular is: what an editor began from."""
        return sha256(repr(sorted(_row(self).items())).encode()).hexdigest()[:16]


def load_people(connection: Connection, hotline: str | None = None) -> tuple[Member, ...]:
    """Everybody of a hotline, or of all, also who is not active; by hotline and name."""
    found = sa.select(people).order_by(people.c.hotline, sa.func.lower(people.c.name), people.c.id)
    if hotline is not None:
        found = found.where(people.c.hotline == hotline)
    return tuple(Member(row["hotline"], person_of(row)) for row in connection.execute(found).mappings())


def member_of(connection: Connection, person_id: int) -> Member | None:
    """Somebody by id."""
    return _member(connection.execute(sa.select(people).where(people.c.id == person_id)).mappings().one_or_none())


def member_to_change(connection: Connection, person_id: int) -> Member | None:
    """Somebody by id, locked until the transaction ends; who rings them does not wait."""
    found = sa.select(people).where(people.c.id == person_id).with_for_update(key_share=True)
    return _member(connection.execute(found).mappings().one_or_none())


def member_with_email(connection: Connection, email: str) -> Member | None:
    """Who is known by this e-mail address (lower case), in whatever hotline."""
    return _member(connection.execute(sa.select(people).where(people.c.email == email)).mappings().one_or_none())


def has_active_admin(connection: Connection, *, but: int) -> bool:
    """Whether there is an active administrator besides a person."""
    is_admin = people.c.roles.contains(Role.ADMIN.value)  # no other role's word holds this one
    found = sa.select(people.c.id).where(is_admin, people.c.is_active, people.c.id != but).limit(1)
    return connection.execute(found).first() is not None


def coming_duties(connection: Connection, person_id: int, *, since: date) -> Sequence[Duty]:
    """The lines of the roster, from a local date on, that name this person."""
    found = sa.select(duties).where(duties.c.person_id == person_id, duties.c.on >= since)
    rows = connection.execute(found.order_by(duties.c.on, duties.c.id)).mappings()
    return tuple(duty_of(row) for row in rows)


def add_person(connection: Connection, member: Member) -> int:
    """Add a person, whose id is ignored; returns the new id. Raises IntegrityError for an e-mail already there."""
    return int(connection.execute(sa.insert(people).values(_row(member)).returning(people.c.id)).scalar_one())


def change_person(connection: Connection, member: Member) -> None:
    """Write a person's new particulars under their id."""
    connection.execute(sa.update(people).where(people.c.id == member.person.id).values(_row(member)))


def _member(row: Any) -> Member | None:
    return Member(row["hotline"], person_of(row)) if row is not None else None


def _row(member: Member) -> dict[str, str | bool | None]:
    person = member.person
    return {
        "hotline": member.hotline,
        "name": person.name,
        "email": person.email,
        "roles": "|".join(sorted(person.roles)),
        "units": "|".join(person.units),
        "phone": str(person.phone) if person.phone else None,
        "is_active": person.is_active,
    }
