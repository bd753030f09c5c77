"""The page "Piket saya" as the tests look at it: who sits there, what stands on it, and a talk."""

import re

import pytest

from tests.calls.world import BUDI, World
from tests.web.served import text_of
from tests.web.visitor import Visitor

ON_SQLITE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


def desks(world: World) -> World:
    """Andi (Pelaporan) and Sari (PTI) are on duty; Opi is the operator."""
    world.on_duty("andi", "pelaporan", "+628120000101")
    world.on_duty("sari", "pti", "+628120000102")
    world.operator("opi", "+628120000103")
    return world


def part(page: str, name: str) -> str:
    """A section of the page, without its tags."""
    found = re.search(rf'<section[^>]* id="{name}".*?</section>', page, flags=re.S)
    assert found is not None, name
    return text_of(found[0])


def call_now(visitor: Visitor) -> str:
    """What the open page gets when it asks what the telephone does."""
    return text_of(visitor.gets("/duty/now").text.partition("<section")[0])


def talks(world: World, name: str, key: str, caller: str = BUDI, seconds: float = 95) -> None:
    """Somebody calls, and talks to an officer who is on duty."""
    telephone = world.network.telephone({"andi": "+628120000101", "sari": "+628120000102"}[name])
    conversation = world.dials(caller)
    conversation.presses(key)
    telephone.answers().presses("1").talks(seconds).hangs_up()
    conversation.ends()
