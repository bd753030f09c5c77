"""Bad days of the telephone network: lost, late and doubled requests, dead lines; every call still ends whole."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.domain.people import Role
from ivr.simulator import (
    Answers,
    At,
    Behaviour,
    Busy,
    Declines,
    Faults,
    Ignores,
    Unreachable,
    Vanishes,
    Voicemail,
)
from ivr.store.migrate import upgrade
from ivr.telephony.rest import TwilioCallRecords
from ivr.workflows.close_silent_calls import close_silent_calls
from tests.calls.world import World, world_at
from tests.databases import Databases
from tests.properties.test_any_order import QUIET

OURS_TO_BEAR = {*range(11200, 11300), 15003}  # what the bad day itself spoilt
EVENTS = (
    "Dialled",
    "Ringing",
    "Answered",
    "Bridged",
    "WebhookSent",
    "WebhookAnswered",
    "Spoke",
    "KeyPressed",
    "HungUp",
)

behaviours: st.SearchStrategy[Behaviour] = st.sampled_from(
    [
        Answers(presses="1", talks_seconds=30),
        Answers(presses="1", talks_seconds=30),
        Answers(presses="1"),
        Answers(presses="2"),
        Answers(presses="9", hangs_up_after_seconds=20),
        Answers(after_seconds=14, presses="1", talks_seconds=0.5),
        Answers(presses="1", hangs_up_after_seconds=4),
        Voicemail(after_seconds=6),
        Declines(),
        Busy(),
        Ignores(),
        Unreachable(),
    ]
)
shares = st.sampled_from([0.0, 0.0, 0.3, 1.0])
small_shares = st.sampled_from([0.0, 0.0, 0.0, 0.2])
faults = st.builds(
    Faults,
    seed=st.integers(0, 1000),
    double_callbacks=shares,
    drop_callbacks=shares,
    delay_callbacks=shares,
    reorder_callbacks=shares,
    repeat_webhooks=shares,
    time_out_webhooks=small_shares,
    without_geo=st.booleans(),
    extra_parameters=st.sampled_from([(), (("NewParameter", "1"),)]),
    rules=st.lists(
        st.builds(
            At,
            what=st.sampled_from(["asked twice", "times out", "slow", "refused"]),
            url=st.sampled_from(["/voice/key", "/voice/dial", "/voice/officer", "/voice/leg", "/voice/silence"]),
            nth=st.integers(1, 3),
        ),
        max_size=2,
    ).map(tuple),
    vanishing=st.lists(
        st.one_of(
            st.builds(Vanishes, who=st.sampled_from(["caller", "officer"]), at_event=st.integers(1, 60)),
            st.builds(Vanishes, who=st.sampled_from(["caller", "officer"]), kind=st.sampled_from(EVENTS)),
        ),
        max_size=2,
    ).map(tuple),
)
# What a caller does: a key (or none), and how long he waits before the next.
callers = st.lists(st.tuples(st.sampled_from(["1", "2", "3", "0", "*", "9", ""]), st.floats(0.1, 45)), max_size=5)


def live_through(world: World, handsets: list[Behaviour], plans: list[list[tuple[str, float]]]) -> None:
    """The day: some officers with their habits, and callers with theirs."""
    for number, behaviour in enumerate(handsets):
        unit = ("pelaporan", "pti", "pelaporan", "humas")[number % 4]
        world.on_duty(f"petugas{number}", unit, f"+62812000001{number:02}").behaviour = behaviour
    world.officer("operator", "operator", "+6281200000199", role=Role.OPERATOR).behaviour = handsets[0]
    calls = [world.dials(caller=f"+62813000000{number:02}") for number in range(len(plans))]
    for key, seconds, call in [(*step, call) for call, plan in zip(calls, plans, strict=True) for step in plan]:
        call.waits(seconds)
        if key:
            call.presses(key, at_once=True)
    for call in calls:
        call.hangs_up()
    world.network.settle()


def sweep(world: World) -> None:
    """The worker asks the network's REST API about calls that went silent."""
    rest = world.network.serve_rest()
    account = replace(world.office.settings, twilio_account_sid=world.network.account_sid, twilio_api_url=rest.url)
    later = world.network.clock.now() + timedelta(minutes=10)
    for _ in range(3):
        close_silent_calls(world.office, TwilioCallRecords(account), now=later)


def assert_whole(world: World, callers: int) -> None:
    records = world.records()
    assert len(records) <= callers
    for record in records:
        assert record["disposition"] is not None
        assert record["ended_by"] in ("caller", "officer", "system")
        assert record["ended_at"] >= record["arrived_at"]
        assert all(attempt["outcome"] and attempt["ring_seconds"] is not None for attempt in record["attempts"])
        assert (record["disposition"] == "answered") is bool(record["talks"])
        assert record["talk_seconds"] <= 3600
    assert world.network.unequal_answers == []
    assert world.network.double_rings == []
    complaints = [one for one in (*world.network.errors, *world.network.warnings) if one.code not in OURS_TO_BEAR]
    assert complaints == []


def bad_day(
    databases: Databases, misfortunes: Faults, handsets: list[Behaviour], plans: list[list[tuple[str, float]]]
) -> None:
    url = databases.fresh(upgrade)
    with TemporaryDirectory() as folder, world_at("2026-11-23 09:00", url, Path(folder), faults=misfortunes) as world:
        live_through(world, handsets, plans)
        sweep(world)
        assert_whole(world, len(plans))
    databases.discard(url)


@settings(QUIET, max_examples=16)
@given(
    misfortunes=faults,
    handsets=st.lists(behaviours, min_size=1, max_size=4),
    plans=st.lists(callers, min_size=1, max_size=2),
)
def test_every_call_of_a_bad_day_ends_whole(
    sqlite_databases: Databases, misfortunes: Faults, handsets: list[Behaviour], plans: list[list[tuple[str, float]]]
) -> None:
    bad_day(sqlite_databases, misfortunes, handsets, plans)


@pytest.mark.slow
@settings(QUIET, max_examples=60)
@given(
    misfortunes=faults,
    handsets=st.lists(behaviours, min_size=1, max_size=4),
    plans=st.lists(callers, min_size=1, max_size=3),
)
def test_every_call_of_many_bad_days_ends_whole(
    sqlite_databases: Databases, misfortunes: Faults, handsets: list[Behaviour], plans: list[list[tuple[str, float]]]
) -> None:
    bad_day(sqlite_databases, misfortunes, handsets, plans)


@pytest.mark.parametrize("databases", ["sqlite", "postgresql"], indirect=True)
def test_the_sweep_finishes_what_lost_callbacks_left_open(migrated_database_url: str, tmp_path: Path) -> None:
    lost = Faults(
        drop_callbacks=1.0,
        rules=(At("refused", "/voice/dial"),),
        vanishing=(Vanishes(who="caller", kind="Bridged"),),
    )
    with world_at("2026-11-23 09:00", migrated_database_url, tmp_path, faults=lost) as world:
        world.on_duty("siti", "pti", "+6281200000002").behaviour = Answers(presses="1")
        talked = world.dials()
        talked.hears("tekan 2").presses("2")
        talked.waits(40)
        left = world.dials(caller="+6281300000009")
        left.hears("tekan 2").waits(2).hangs_up()
        world.network.settle()
        assert [record["disposition"] for record in world.records()] == [None, None]

        sweep(world)

        answered, abandoned = world.records()
        assert (answered["disposition"], answered["ended_by"], answered["talk_seconds"]) == ("answered", "caller", 0)
        assert [one["outcome"] for one in answered["attempts"]] == ["accepted"]
        assert (abandoned["disposition"], abandoned["ended_by"], abandoned["attempts"]) == ("abandoned", "caller", [])
        assert abandoned["ended_at"][:19] == local_second(world, left.leg.ended_at)


def test_the_sweep_leaves_running_calls_alone_and_believes_no_bare_404(
    sqlite_databases: Databases, tmp_path: Path
) -> None:
    url = sqlite_databases.fresh(upgrade)
    with world_at("2026-11-23 09:00", url, tmp_path) as world:
        siti = world.on_duty("siti", "pti", "+6281200000002")
        call = world.dials()
        call.hears("tekan 2").presses("2")
        siti.answers().presses("1")
        call.talks(600)

        sweep(world)  # the network says that it runs
        assert world.record()["disposition"] is None
        later = world.network.clock.now() + timedelta(minutes=10)
        account = replace(
            world.office.settings, twilio_account_sid="AC" + "0" * 32, twilio_api_url=f"{world.url}/no/such/api"
        )
        assert close_silent_calls(world.office, TwilioCallRecords(account), now=later) == 0  # a server without calls
        unset = replace(account, twilio_account_sid=None)
        assert close_silent_calls(world.office, TwilioCallRecords(unset), now=later) == 0  # nobody can be asked
        much_later = later + timedelta(hours=2)
        assert close_silent_calls(world.office, TwilioCallRecords(unset), now=much_later) == 1
        assert world.record()["talk_seconds"] == 3600  # no talk is longer


def local_second(world: World, at: datetime | None) -> str:
    assert at is not None
    return at.astimezone(world.office.hotlines.first.zone).isoformat()[:19]
