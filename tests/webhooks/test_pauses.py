"""Pauses at the door: what the third call in vain costs, and what a talk that was believed in vain undoes."""

import itertools
from collections.abc import Iterator

import pytest

from ivr.domain.people import Role
from ivr.store.people import load_people
from tests.webhooks.conftest import Door
from tests.webhooks.poster import Reply, sid
from tests.webhooks.test_statements import assert_by_index, counting, with_history

LEG_ENDS = {"CallStatus": "completed", "SequenceNumber": "3"}
SILENCE = {"DialCallStatus": "no-answer", "DialBridged": "false"}
BRIDGED = {"DialCallStatus": "completed", "DialBridged": "true", "DialCallDuration": "40"}


def rings(door: Door) -> Iterator[tuple[str, str, Reply]]:
    """Callers of the unit, one after the other: the call, the officer's leg, and the answer that rings it."""
    for number in itertools.count(1):
        call = sid(number)
        door.twilio.post("/voice", call=call)
        yield call, sid(1000 + number), door.twilio.post("/voice/key/1", call=call, Digits="2")
        door.work.clock.passes(30)


def is_paused(door: Door, phone: str) -> bool:
    with door.work.office.database.reading() as connection:
        (person,) = [one.person for one in load_people(connection) if str(one.person.phone) == phone]
    return person.is_paused(door.work.clock.now)


def queued(door: Door) -> int:
    return door.work.rows()["outbox"]


def test_only_a_call_in_vain_costs_more_and_that_by_an_index(door: Door) -> None:
    phone = door.work.hires("pti")
    door.work.hires("koordinasi", role=Role.COORDINATOR, on=None)
    with_history(door.work)
    costs = []
    for _, (call, _, ring) in zip(range(3), rings(door), strict=False):
        with counting(door.work) as counter:
            door.twilio.post(ring.action, call=call, **SILENCE)
        costs.append(counter)
    row = ["SELECT people", "SELECT attempts"]  # who is it, and what came before
    ends = ["SELECT calls", "SELECT attempts", "SELECT duties", "SELECT people", "UPDATE attempts", "UPDATE calls"]
    pause = ["UPDATE people", "INSERT journal"]
    mails = ["INSERT links", "INSERT outbox", "SELECT duties", "SELECT people", "SELECT people", "INSERT outbox"]
    assert [counter.short for counter in costs] == [
        [*ends, *row, "INSERT turns"],
        [*ends, *row, "INSERT turns"],
        [*ends, *row, *pause, *mails, "INSERT turns"],
    ]
    assert is_paused(door, phone)
    assert_by_index(door.work, [one for counter in costs for one in counter.said], at_least=8)


def test_whether_others_could_be_reached_is_asked_by_an_index(door: Door) -> None:
    phone = door.work.hires("pti")
    with_history(door.work)
    costs = []
    for _, (call, _, ring) in zip(range(4), rings(door), strict=False):
        with counting(door.work) as counter:
            door.twilio.post(ring.action, call=call, DialCallStatus="failed", DialBridged="false")
        costs.append(counter)
    assert not is_paused(door, phone), "nobody else was rung either"
    assert costs[-1].short[6:-1] == ["SELECT people", "SELECT attempts", "SELECT attempts"]
    assert_by_index(door.work, costs[-1].said, at_least=6)


@pytest.mark.parametrize("doubled", [1, 2], ids=["once", "twice"])
def test_the_leg_told_first_that_it_was_in_vain_and_the_dial_knows_of_a_talk(door: Door, doubled: int) -> None:
    phone = door.work.hires("pti")
    callers = rings(door)
    for _, (call, _, ring) in zip(range(2), callers, strict=False):
        door.twilio.post(ring.action, call=call, **SILENCE)
    call, leg, ring = next(callers)
    for _ in range(doubled):
        door.twilio.leg(f"/voice/leg/{call}/2", leg=leg, call=call, **LEG_ENDS)
    assert is_paused(door, phone), "the key's webhook was lost, so the third was in vain as well"
    assert queued(door) == 1
    for _ in range(doubled):
        door.twilio.post(ring.action, call=call, DialCallSid=leg, **BRIDGED)
    assert door.work.record(call)["disposition"] is None
    assert door.work.record(call)["attempts"][0]["outcome"] == "accepted"
    assert not is_paused(door, phone)
    assert queued(door) == 1
