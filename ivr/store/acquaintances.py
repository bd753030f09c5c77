"""The people as their page shows them: with how they come in at people's door."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from ivr.domain.links import Purpose
from ivr.domain.scope import Scope
from ivr.store.door_tables import credentials, links, sessions
from ivr.store.duty_board import person_of
from ivr.store.engine import Connection
from ivr.store.people import Member
from ivr.store.tables import people


@dataclass(frozen=True)
class Acquaintance:
    """Somebody, when they last signed in by password, whether they have one, until when an invitation is open."""

    member: Member
    signed_in_at: datetime | None
    has_password: bool
    invited_until: datetime | None


_signed_in_at = (
    sa.select(sa.func.max(sessions.c.opened_at))
    .where(sessions.c.person_id == people.c.id, sessions.c.only.is_(None))
    .scalar_subquery()
)
_invited_until = (
    sa.select(sa.func.max(links.c.ends_at))
    .where(
        links.c.person_id == people.c.id,
        links.c.purpose == Purpose.INVITATION.value,
        links.c.used_at.is_(None),
        links.c.ends_at > sa.bindparam("now", type_=links.c.ends_at.type),
    )
    .scalar_subquery()
)
_FOUND = sa.select(
    people,
    _signed_in_at.label("signed_in_at"),
    sa.exists().where(credentials.c.person_id == people.c.id).label("has_password"),
    _invited_until.label("invited_until"),
)


def acquaintances(connection: Connection, scope: Scope, *, now: datetime, named: str = "") -> tuple[Acquaintance, ...]:
    """Everybody whom a keeper of people may see, active ones first; `named`: whose name or e-mail holds these words."""
    found = _FOUND.where(_of(scope)).order_by(
        people.c.is_active.desc(), people.c.hotline, sa.func.lower(people.c.name), people.c.id
    )
    for word in named.lower().split():
        in_name = sa.func.lower(people.c.name).contains(word, autoescape=True)
        found = found.where(sa.or_(in_name, people.c.email.contains(word, autoescape=True)))
    return tuple(_acquaintance(row) for row in connection.execute(found, {"now": now}).mappings())


def acquaintance(connection: Connection, scope: Scope, person_id: int, *, now: datetime) -> Acquaintance | None:
    """One of them; None for who is not the keeper's to see."""
    found = _FOUND.where(_of(scope), people.c.id == person_id)
    row = connection.execute(found, {"now": now}).mappings().one_or_none()
    return _acquaintance(row) if row is not None else None


def _of(scope: Scope) -> sa.ColumnElement[bool]:
    if not scope.keeps_people:
        return sa.false()
    return sa.true() if scope.hotline is None else people.c.hotline == scope.hotline


def _acquaintance(row: sa.RowMapping) -> Acquaintance:
    member = Member(row["hotline"], person_of(row))
    return Acquaintance(member, row["signed_in_at"], bool(row["has_password"]), row["invited_until"])
