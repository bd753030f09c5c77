"""Bad days of the network: everything doubled, late, lost or out of order, and the record still ends right."""

from datetime import timedelta

import pytest

from ivr.simulator import Answers, At, Faults, Ignores, Vanishes
from ivr.telephony.rest import TwilioCallRecords
from ivr.workflows.close_silent_calls import close_silent_calls
from tests.calls.conftest import MakeWorld
from tests.calls.world import World

ANDI, SITI = "+6281200000001", "+6281200000002"


def one_call(world: World) -> None:
    """The first officer ignores the ring, the second answers, talks for half a minute and hangs up."""
    world.on_duty("andi", "pelaporan", ANDI).behaviour = Ignores()
    world.on_duty("siti", "pelaporan", SITI).behaviour = Answers(presses="1", talks_seconds=30)
    world.dials().presses("1").ends()


@pytest.mark.parametrize(
    "faults",
    [
        Faults(repeat_webhooks=1.0, double_callbacks=1.0),
        Faults(rules=(At("asked at once"),)),
        Faults(delay_callbacks=1.0),
        Faults(reorder_callbacks=1.0, double_callbacks=0.5),
        Faults(drop_callbacks=0.5, seed=7),
        Faults(rules=(At("refused", nth=1), At("slow", url="/voice/dial"))),
        Faults(extra_parameters=(("StirVerstat", "TN-Validation-Passed-A"), ("Baru", "")), without_geo=True),
    ],
    ids=["doubled", "doubled at once", "late", "out of order", "half lost", "retried and slow", "new parameters"],
)
def test_the_call_goes_its_way_and_nobody_is_rung_twice(make_world: MakeWorld, faults: Faults) -> None:
    world = make_world(faults=faults)
    one_call(world)
    world.network.settle()
    record = world.record()
    assert (record["disposition"], record["officer"]) == ("answered", "siti@kantor.example")
    assert [attempt["outcome"] for attempt in record["attempts"]] == ["no_answer", "accepted"]
    assert record["talk_seconds"] in (29, 30, 31)
    assert world.network.unequal_answers == []
    assert world.network.double_rings == []


def test_a_last_callback_that_never_came_is_asked_for(make_world: MakeWorld) -> None:
    world = make_world(faults=Faults(drop_callbacks=1.0))
    world.dials().waits(3).hangs_up().ends()
    assert world.record()["ended_at"] is None

    rest = world.network.serve_rest()
    records = TwilioCallRecords(world.rest_settings(rest.url))
    world.network.loop.pass_time(600)
    assert close_silent_calls(world.office, records, now=world.network.clock.now()) == 1
    record = world.record()
    assert (record["disposition"], record["ended_by"], record["wait_seconds"]) == ("abandoned", "caller", 3)
    assert close_silent_calls(world.office, records, now=world.network.clock.now() + timedelta(hours=1)) == 0


def test_an_officers_line_that_dies_in_the_talk_leaves_the_caller_on_the_line(make_world: MakeWorld) -> None:
    world = make_world(faults=Faults(vanishing=(Vanishes("officer", kind="Bridged"),)))
    world.on_duty("siti", "pti", SITI).behaviour = Answers(presses="1")
    budi = world.dials()
    budi.presses("2").hears("Jika masih memerlukan bagian lain, tekan bintang.").ends()
    assert (world.record()["disposition"], world.record()["ended_by"]) == ("answered", "officer")


@pytest.mark.parametrize("moment", ["Spoke", "KeyPressed", "Ringing", "Answered", "Bridged"])
def test_the_caller_may_vanish_at_any_moment(make_world: MakeWorld, moment: str) -> None:
    world = make_world(faults=Faults(vanishing=(Vanishes("caller", kind=moment),)))
    world.on_duty("siti", "pti", SITI).behaviour = Answers(presses="1", talks_seconds=20)
    budi = world.dials()
    if moment not in ("Spoke", "Answered"):
        budi.presses("2")
    budi.ends()
    record = world.record()
    assert record["disposition"] in ("abandoned", "answered")
    assert None not in (record["ended_at"], record["ended_by"], record["wait_seconds"])
    assert all(attempt["outcome"] for attempt in record["attempts"])
