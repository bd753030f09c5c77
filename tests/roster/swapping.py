"""A swap as the tests make one: asked for, accepted, and how it stands."""

import pytest

from ivr.store.swaps import swap_of
from tests.calls.world import World
from tests.roster.offices import (
    link,
    press,
    said,
)
from tests.web.visitor import signed_in

ON_SQLITE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
HIS_TUESDAY = "2026-11-24/pti/piket"


def asks(
    world: World, *, who: str = "andi", duty: str = HIS_TUESDAY, colleague: str = "sari/2026-11-26", why: str = ""
) -> str:
    """Somebody asks for a swap on the page; what the page says."""
    name, _, on = colleague.partition("/")
    fields = {"duty": duty, "colleague": f"{world._ids[name]}/{on}", "why": why}
    return said(signed_in(world, who).posts("/swaps/ask", True, **fields))


def accepted(world: World, **more: str) -> None:
    asks(world, **more)
    press(world, link(world, "sari", "Setuju"))


def state(world: World, swap_id: int = 1) -> str:
    with world.office.database.reading() as connection:
        swap = swap_of(connection, swap_id)
    assert swap is not None
    return swap.state.value
