"""Approved and reversed, a swap leaves the roster as it was, whatever the duties were."""

from datetime import time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ivr.domain.roster import Duty, Task
from ivr.domain.roster_change import plain
from ivr.domain.scope import Scope, scope_of
from ivr.domain.swap import SwapStep
from ivr.store.people import member_of
from ivr.store.roster import load_duties
from ivr.store.roster_tables import swaps
from ivr.store.tables import duties
from ivr.workflows.apply_swap import SwapRefused
from ivr.workflows.ask_for_swap import SwapWish, ask_for_swap
from ivr.workflows.step_swap import step_swap
from tests.calls.world import World
from tests.roster.offices import (
    THURSDAY,
    TUESDAY,
    furnish,
)
from tests.roster.swapping import ON_SQLITE


@pytest.fixture(autouse=True)
def office(world: World) -> World:
    furnish(world)
    return world


LINES = st.lists(
    st.tuples(
        st.sampled_from(["andi", "sari", "dewi"]),
        st.sampled_from([TUESDAY, THURSDAY]),
        st.sampled_from(["piket", "istirahat", "pengganti"]),
        st.sampled_from([(None, None), (time(7), time(12)), (time(12), time(17)), (time(22), time(6))]),
        st.sampled_from(["andi", "sari", "dewi"]),
    ),
    max_size=6,
)


@ON_SQLITE
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LINES, st.booleans(), st.sampled_from(["piket", "istirahat"]))
def test_approved_and_reversed_the_roster_is_as_before(
    world: World, lines: list[Any], is_exchange: bool, task: str
) -> None:
    with world.office.database.writing() as connection:
        connection.execute(swaps.delete())
        connection.execute(duties.delete())
    world.rosters("andi", "pti", on=TUESDAY, task=task)
    world.rosters("sari", "pti", on=THURSDAY, task=task)
    for name, on, other, (starts, ends), replaced in lines:
        more = {} if other == "piket" or replaced == name else {"replaces": replaced}
        if other != "pengganti" or more:
            world.rosters(name, "pti", on=on, task=other, starts=starts, ends=ends, **more)
    before, now = roster(world), world.office.clock()
    andi, sari, ketut = (scope_in(world, name) for name in ("andi", "sari", "ketut"))
    wish = SwapWish("pti", Task(task), TUESDAY, sari.person_id, THURSDAY if is_exchange else None)
    try:
        swap = ask_for_swap(world.office, world.office.hotlines.first, wish, by=andi.person_id, now=now)
    except SwapRefused:
        assert roster(world) == before
        return
    step_swap(world.office, swap.id, SwapStep.ACCEPT, scope=sari, now=now)
    assert roster(world) == before
    step_swap(world.office, swap.id, SwapStep.APPROVE, scope=ketut, now=now)
    assert roster(world) != before
    step_swap(world.office, swap.id, SwapStep.REVERSE, scope=ketut, now=now)
    assert roster(world) == before


def roster(world: World) -> list[Duty]:
    """Every line of the week, without its id, cell by cell in the order of ringing."""
    with world.office.database.reading() as connection:
        lines = load_duties(connection, "ppatk", first=TUESDAY, last=THURSDAY)
    return sorted(plain(lines), key=lambda line: (line.on, line.unit, line.task))


def scope_in(world: World, name: str) -> Scope:
    with world.office.database.reading() as connection:
        member = member_of(connection, world._ids[name])
    assert member is not None
    return scope_of(member.person, "ppatk")
