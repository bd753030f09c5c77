"""The pages of people as the tests look at them: what they send, what is stored, and what the journal says."""

import re
from html import unescape
from typing import Any

import pytest
import sqlalchemy as sa

from ivr.domain.people import Role
from ivr.store.door_tables import journal
from ivr.store.duty_board import person_of
from ivr.store.people import Member
from ivr.store.tables import people
from tests.calls.world import World
from tests.web.visitor import Visitor, signed_in

ANDI, SARI, DEWI = "+6281200000101", "+6281200000102", "+6281200000103"
ON_SQLITE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


def administrator(world: World) -> Visitor:
    """The administrator, signed in."""
    world.officer("dewi", "", DEWI, role=Role.ADMIN)
    return signed_in(world, "dewi")


def coordinator(world: World) -> Visitor:
    """The coordinator, signed in; andi is an officer of pelaporan on duty today."""
    world.officer("maya", "", "+6281200000100", role=Role.COORDINATOR)
    world.on_duty("andi", "pelaporan", ANDI)
    return signed_in(world, "maya")


def row(world: World, name: str) -> Any:
    with world.office.database.reading() as connection:
        found = sa.select(people).where(people.c.email == f"{name}@kantor.example")
        return connection.execute(found).mappings().one_or_none()


def id_of(world: World, name: str) -> int:
    return int(row(world, name)["id"])


def mark(world: World, name: str) -> str:
    found = row(world, name)
    return Member(found["hotline"], person_of(found)).mark


def lines(world: World) -> list[str]:
    """What the journal says about people, without who came and went, and which pages they saw on their way."""
    return [line for line in all_lines(world) if not line.startswith(("signed", "opened"))]


def all_lines(world: World) -> list[str]:
    """Everything that the journal says about people."""
    with world.office.database.reading() as connection:
        about = sa.select(journal).where(journal.c.subject.like("pe%"))
        found = connection.execute(about.order_by(journal.c.id))
        return [f"{one.action} {one.subject} {one.detail}".strip() for one in found]


def typed(**changes: Any) -> dict[str, Any]:
    """Andi as the form has him."""
    fields = {"nama": "Andi", "email": "andi@kantor.example", "telepon": ANDI, "peran": "petugas", "unit": "pelaporan"}
    return fields | changes


def saves(visitor: Visitor, name: str, **changes: Any) -> Any:
    world = visitor.world
    return visitor.posts(f"/people/{id_of(world, name)}", base=mark(world, name), **typed(**changes))


def text_of(answer: Any) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())
