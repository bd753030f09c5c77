"""The record is the same in whatever order the network tells what happened, and says when each thing did."""

import itertools
from email.utils import format_datetime
from pathlib import Path

import pytest

from tests.calls.world import own_hotline
from tests.webhooks.conftest import Door, MakeDoor
from tests.webhooks.poster import Reply, sid

LEG = sid(2)
ORDERS = list(itertools.permutations(("dial", "leg", "call")))


def ring(door: Door) -> Reply:
    """A caller who chose a unit, and whose officer's telephone rings."""
    door.work.hires("pti")
    door.twilio.post("/voice")
    door.work.clock.passes(10)
    return door.twilio.post("/voice/key/1", Digits="2")


def accepted(door: Door) -> Reply:
    """The officer picked up after five seconds, and pressed 1 after two more."""
    rung = ring(door)
    door.work.clock.passes(5)
    asked = door.twilio.leg(rung.rung[1], leg=LEG)
    door.work.clock.passes(2)
    assert door.twilio.leg(asked.action, leg=LEG, Digits="1").verbs == []
    return rung


def told(door: Door, path: str, **more: str) -> None:
    """A status callback, dated now."""
    dated = {"Timestamp": format_datetime(door.work.clock())} | more
    (door.twilio.leg(path, leg=LEG, **dated) if "/leg/" in path else door.twilio.post(path, **dated)).document  # noqa: B018


@pytest.mark.parametrize("order", ORDERS, ids="-".join)
def test_the_end_of_a_talk_may_be_told_in_any_order(door: Door, order: tuple[str, ...]) -> None:
    rung = accepted(door)
    door.work.clock.passes(60)
    ended = format_datetime(door.work.clock())
    for word in order:
        door.work.clock.passes(3)
        match word:
            case "dial":
                more = {"DialCallStatus": "completed", "DialBridged": "true", "DialCallDuration": "62"}
                door.twilio.post(rung.action, CallStatus="completed", **more)
            case "leg":
                told(door, f"/voice/leg/{sid(1)}/2", CallStatus="completed", SequenceNumber="3", Timestamp=ended)
            case _:
                told(door, "/voice/status", CallStatus="completed", SequenceNumber="0", Timestamp=ended)

    record = door.work.record(sid(1))
    assert (record["disposition"], record["ended_by"], record["officer"] is not None) == ("answered", "caller", True)
    assert (record["wait_seconds"], record["talk_seconds"]) == (17, 60)
    assert record["attempts"][0]["ring_seconds"] == 5
    assert record["ended_at"] <= "2026-11-23T09:01:20.000+07:00"
    assert door.work.open_attempts() == 0


@pytest.mark.parametrize("order", ORDERS, ids="-".join)
def test_an_officer_who_presses_1_as_the_caller_leaves_did_not_talk(door: Door, order: tuple[str, ...]) -> None:
    rung = accepted(door)
    for word in order:
        match word:
            case "dial":
                door.twilio.post(rung.action, CallStatus="completed", DialCallStatus="completed", DialBridged="false")
            case "leg":
                told(door, f"/voice/leg/{sid(1)}/2", CallStatus="completed", SequenceNumber="3")
            case _:
                told(door, "/voice/status", CallStatus="completed", SequenceNumber="0")

    record = door.work.record(sid(1))
    assert (record["disposition"], record["ended_by"], record["talks"]) == ("abandoned", "caller", [])
    assert (record["answered_at"], record["officer"]) == (None, None)
    assert [one["outcome"] for one in record["attempts"]] == ["canceled"]


@pytest.mark.parametrize("order", list(itertools.permutations(("dial", "leg"))), ids="-".join)
def test_a_ring_that_was_stopped_while_the_caller_stayed_is_one_in_vain(door: Door, order: tuple[str, ...]) -> None:
    rung = ring(door)
    door.work.clock.passes(5)
    for word in order:
        if word == "dial":
            door.twilio.post(rung.action, CallStatus="in-progress", DialCallStatus="canceled", DialBridged="false")
        else:
            told(door, f"/voice/leg/{sid(1)}/2", CallStatus="canceled", SequenceNumber="2")

    assert [one["outcome"] for one in door.work.record(sid(1))["attempts"]] == ["no_answer"]
    assert door.work.open_attempts() == 0


def test_a_canceled_leg_frees_the_telephone_and_leaves_the_outcome_to_who_knows(door: Door) -> None:
    ring(door)
    door.work.clock.passes(5)
    told(door, f"/voice/leg/{sid(1)}/2", CallStatus="canceled", SequenceNumber="2")
    assert (door.work.open_attempts(), door.work.record(sid(1))["attempts"][0]["outcome"]) == (0, None)

    told(door, "/voice/status", CallStatus="completed", SequenceNumber="0")
    assert [one["outcome"] for one in door.work.record(sid(1))["attempts"]] == ["canceled"]


def test_an_officer_who_presses_1_after_the_caller_left_is_told_so(door: Door) -> None:
    rung = ring(door)
    asked = door.twilio.leg(rung.rung[1], leg=LEG)
    door.twilio.post(rung.action, CallStatus="completed", DialCallStatus="canceled", DialBridged="false")

    late = door.twilio.leg(asked.action, leg=LEG, Digits="1")

    assert late.said == ["Panggilan ini sudah berakhir. Terima kasih."]
    assert door.work.record(sid(1))["disposition"] == "abandoned"


def test_a_second_hunt_stays_with_its_unit_whatever_the_officers_leg_reports(door: Door) -> None:
    first, second = door.work.hires("pelaporan"), door.work.hires("pelaporan")
    rung = accepted(door)
    door.work.clock.passes(30)
    again = door.twilio.post(rung.action, DialCallStatus="completed", DialBridged="true", DialCallDuration="30")
    menu = door.twilio.post(again.action, Digits="*")
    rung = door.twilio.post(menu.action, Digits="1")
    assert rung.rung[0] == first
    turn = rung.action.rsplit("/", 1)[1]
    door.twilio.leg(f"/voice/leg/{sid(1)}/{turn}", leg=sid(3), CallStatus="ringing", SequenceNumber="1")
    door.work.clock.passes(15)

    further = door.twilio.post(rung.action, DialCallStatus="no-answer")

    assert further.rung[0] == second
    record = door.work.record(sid(1))
    assert (record["unit"], record["keys"]) == ("pti", "2*1")  # of the first acceptance
    assert [one["unit"] for one in record["attempts"]] == ["pti", "pelaporan", "pelaporan"]


def test_late_callbacks_without_a_time_move_nothing(door: Door) -> None:
    rung = accepted(door)
    door.work.clock.passes(60)
    door.twilio.post(
        rung.action, CallStatus="completed", DialCallStatus="completed", DialBridged="true", DialCallDuration="60"
    )
    before = door.work.record(sid(1))
    door.work.clock.passes(500)

    for status in ("initiated", "ringing", "in-progress", "completed"):
        door.twilio.leg(f"/voice/leg/{sid(1)}/2", leg=LEG, CallStatus=status)
    door.twilio.post("/voice/status", CallStatus="completed")

    assert door.work.record(sid(1)) == before


def test_a_network_whose_clock_is_ahead_turns_no_step_around(door: Door) -> None:
    rung = ring(door)
    door.work.clock.passes(5)
    ahead = "Mon, 23 Nov 2026 02:00:45 +0000"  # thirty seconds
    door.twilio.leg(f"/voice/leg/{sid(1)}/2", leg=LEG, CallStatus="in-progress", SequenceNumber="2", Timestamp=ahead)
    asked = door.twilio.leg(rung.rung[1], leg=LEG)
    door.work.clock.passes(1)
    door.twilio.leg(asked.action, leg=LEG, Digits="1")

    record = door.work.record(sid(1))
    assert (record["attempts"][0]["ring_seconds"], record["wait_seconds"]) == (5, 16)


@pytest.mark.parametrize(("seconds", "disposition"), [("40", "answered"), ("0", "missed")])
def test_a_server_that_neither_whispers_nor_tells_of_bridges_is_believed_by_the_length(
    door: Door, seconds: str, disposition: str
) -> None:
    rung = ring(door)
    door.work.clock.passes(45)

    after = door.twilio.post(rung.action, DialCallStatus="completed", DialCallDuration=seconds)

    assert after.verbs == (["Gather", "Redirect"] if disposition == "answered" else ["Say", "Hangup"])
    door.twilio.post("/voice/status", CallStatus="completed")
    record = door.work.record(sid(1))
    assert (record["disposition"], record["talk_seconds"]) == (disposition, int(seconds))


@pytest.fixture
def without_press_1(make_door: MakeDoor, tmp_path: Path) -> Door:
    """An office whose officers accept by picking up."""
    return make_door(HOTLINES=str(own_hotline(tmp_path, ("press_1: ya", "press_1: tidak"))))


@pytest.mark.parametrize(("bridged", "expected"), [("true", "answered"), ("false", "abandoned")])
def test_without_press_1_picking_up_accepts_unless_the_caller_left_meanwhile(
    without_press_1: Door, bridged: str, expected: str
) -> None:
    door = without_press_1
    rung = ring(door)
    assert door.twilio.leg(rung.rung[1], leg=LEG).verbs == ["Say"]
    door.work.clock.passes(3)
    door.twilio.post(rung.action, CallStatus="completed", DialCallStatus="completed", DialBridged=bridged)

    assert door.work.record(sid(1))["disposition"] == expected
