"""An office with its leaders and a coordinator, for the mails about the roster to come."""

from datetime import date, timedelta
from email.message import EmailMessage
from typing import Any

from ivr.domain.people import Role
from tests.calls.letters import letters
from tests.calls.world import MONDAY, World

TUESDAY, WEDNESDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)
NEXT_MONDAY = MONDAY + timedelta(days=7)


def office(world: World) -> World:
    """Ketut leads Pelaporan, Putri PTI; Humas has no leader; Maya coordinates. Four officers, and an operator."""
    world.officer("maya", "", "+6281200000001", role=Role.COORDINATOR)
    world.officer("ketut", "pelaporan", "+6281200000002", role=Role.LEADER)
    world.officer("putri", "pti", "+6281200000003", role=Role.LEADER)
    for place, (name, unit) in enumerate(
        [("andi", "pelaporan"), ("dewi", "pelaporan"), ("sari", "pti"), ("hadi", "humas"), ("rina", "humas")], 11
    ):
        world.officer(name, unit, f"+62812000000{place}")
    world.operator("opi", "+6281200000030")
    return world


def rosters_all(world: World, on: date, *, but: str = "") -> None:
    """Nothing is missing on a day, except what concerns one officer."""
    for name, unit, cover in (
        ("andi", "pelaporan", "dewi"),
        ("dewi", "pelaporan", "andi"),
        ("sari", "pti", "hadi"),
        ("hadi", "humas", "rina"),
    ):
        if but != name:
            world.rosters(name, unit, on=on)
            world.rosters(cover, unit, task="istirahat", on=on, replaces=name)


def mails_to(world: World, name: str, key_prefix: str) -> list[EmailMessage]:
    """The mails of a kind that somebody got."""
    return [mail for mail in letters(world, key_prefix) if f"{name}@kantor.example" in str(mail["To"])]


def people_of(world: World, key_prefix: str) -> list[str]:
    """Who got a mail of a kind, in the order in which they were queued."""
    found: list[Any] = [str(mail["To"]).rpartition("<")[2].partition("@")[0] for mail in letters(world, key_prefix)]
    return found
