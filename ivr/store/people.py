"""The people of all hotlines: found, added, changed."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ivr.domain.people import Person
from ivr.store.duty_board import person_of
from ivr.store.tables import people


@dataclass(frozen=True)
class Member:
    """A person and the hotline they belong to."""

    hotline: str
    person: Person


def load_people(connection: Connection, hotline: str | None = None) -> tuple[Member, ...]:
    """Everybody of a hotline, or of all, also who is not active; by hotline and name."""
    found = sa.select(people).order_by(people.c.hotline, sa.func.lower(people.c.name), people.c.id)
    if hotline is not None:
        found = found.where(people.c.hotline == hotline)
    return tuple(Member(row["hotline"], person_of(row)) for row in connection.execute(found).mappings())


def add_person(connection: Connection, member: Member) -> int:
    """Add a person, whose id is ignored; returns the new id. Raises IntegrityError for an e-mail already there."""
    return int(connection.execute(sa.insert(people).values(_row(member)).returning(people.c.id)).scalar_one())


def change_person(connection: Connection, member: Member) -> None:
    """Write a person's new particulars under their id."""
    connection.execute(sa.update(people).where(people.c.id == member.person.id).values(_row(member)))


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
