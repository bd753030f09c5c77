"""Two servers, one database, many callers at once and few officers: nobody's telephone rings twice."""

import random
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from ivr.domain.people import Role
from tests.webhooks.conftest import Door, MakeDoor
from tests.webhooks.poster import Poster, Reply, sid
from tests.webhooks.sentences import assert_indonesian


class Telephones:
    """Which telephones are in use, as their owners see it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._in_use: set[str] = set()
        self.rung_twice: list[str] = []
        self.rings = 0

    @contextmanager
    def rings_at(self, phone: str) -> Iterator[None]:
        """It rings, and perhaps somebody talks, until the end of the block."""
        with self._lock:
            self.rings += 1
            if phone in self._in_use:
                self.rung_twice.append(phone)
            self._in_use.add(phone)
        try:
            yield
        finally:
            with self._lock:
                self._in_use.discard(phone)


class Crowd:
    """Callers at two servers; every request of theirs is doubled now and then, at the same instant."""

    def __init__(self, doors: tuple[Door, Door], telephones: Telephones) -> None:
        self._doors = doors
        self._telephones = telephones
        self._doubles = ThreadPoolExecutor(8)
        self.unequal: list[tuple[bytes, bytes]] = []

    def close(self) -> None:
        """Let the doubles come home."""
        self._doubles.shutdown()

    def calls(self, number: int) -> None:
        """One caller's whole call: menu, hunt, perhaps a talk, the end."""
        dice = random.Random(number)
        call = sid(number)
        reply = self._post(dice, "/voice", call=call)
        reply = self._post(dice, reply.action, call=call, Digits=dice.choice("1230"))
        for _ in range(10):
            if "Dial" not in reply.verbs:
                break
            reply = self._is_rung(dice, call, reply)
        if "Gather" in reply.verbs:
            reply = self._post(dice, reply.action, call=call, Digits="9")
        assert reply.verbs[-1] == "Hangup"
        self._post(dice, "/voice/status", call=call, CallStatus="completed", SequenceNumber="0")

    def _is_rung(self, dice: random.Random, call: str, ring: Reply) -> Reply:
        phone, whisper = ring.rung
        leg = sid(int(call[2:], 16) * 100 + int(whisper.split("/")[-2]), "CB")
        about = {"call": leg, "ParentCallSid": call, "Direction": "outbound-dial"}
        report = whisper.replace("/officer/", "/leg/").removesuffix("/0")
        is_accepted = dice.random() < 0.4
        with self._telephones.rings_at(phone):
            self._post(dice, report, **about, CallStatus="ringing", SequenceNumber="1")
            if dice.random() < 0.8 or is_accepted:
                asked = self._post(dice, whisper, **about)
                self._post(dice, asked.action, **about, Digits="1" if is_accepted else "2")
        # Twilio tells of the end when the telephone is on the hook again; only then may it ring elsewhere.
        status = {"DialCallStatus": "completed" if is_accepted else "no-answer", "DialCallDuration": "1"}
        if dice.random() < 0.5:
            self._post(dice, report, **about, CallStatus="completed", SequenceNumber="3")
        return self._post(dice, ring.action, call=call, **status, DialBridged=str(is_accepted).lower())

    def _post(self, dice: random.Random, path: str, **form: str) -> Reply:
        first, second = dice.sample([door.twilio for door in self._doors], 2)
        if dice.random() < 0.3:
            double = self._doubles.submit(post, second, path, form)
            reply = post(first, path, form)
            if double.result().body != reply.body:
                self.unequal.append((reply.body, double.result().body))
        else:
            reply = post(first, path, form)
        assert_indonesian(reply.said)
        return reply


def post(poster: Poster, path: str, form: dict[str, str]) -> Reply:
    return poster.post(path, **form)


def rush(make_door: MakeDoor, *, callers: int, at_once: int) -> None:
    """All at once."""
    doors = (make_door(), make_door())
    work = doors[0].work
    for unit in ("pti", "pelaporan", "pelaporan", "humas"):
        work.hires(unit)
    work.hires("operator", role=Role.OPERATOR, on=None)
    telephones = Telephones()
    crowd = Crowd(doors, telephones)
    with ThreadPoolExecutor(at_once) as pool:
        for ended in [pool.submit(crowd.calls, number) for number in range(1, callers + 1)]:
            ended.result(timeout=110)
    crowd.close()

    assert telephones.rung_twice == []
    assert crowd.unequal == []
    assert telephones.rings > 0
    assert work.open_attempts() == 0
    records = work.records()
    assert len(records) == callers
    assert {record["disposition"] for record in records} <= {"answered", "missed"}
    assert sum(len(record["attempts"]) for record in records) == telephones.rings


def test_many_callers_at_two_servers_never_ring_one_telephone_twice(make_door: MakeDoor) -> None:
    rush(make_door, callers=16, at_once=8)


@pytest.mark.slow
def test_a_great_many_callers_at_two_servers(make_door: MakeDoor) -> None:
    rush(make_door, callers=300, at_once=24)


def test_a_webhook_doubled_at_the_same_instant_is_answered_once(make_door: MakeDoor) -> None:
    doors = (make_door(), make_door())
    doors[0].work.hires("pelaporan")
    doors[0].work.hires("pelaporan")
    with ThreadPoolExecutor(8) as pool:
        for number in range(1, 6):
            path, digits = "/voice", ""
            for _ in range(2):
                asked = [
                    pool.submit(post, doors[at % 2].twilio, path, {"call": sid(number), "Digits": digits})
                    for at in range(8)
                ]
                assert len({one.result().body for one in asked}) == 1
                path, digits = "/voice/key/1", "1"
    assert doors[0].work.rows()["calls"] == 5
    assert doors[0].work.rows()["attempts"] == 2  # each officer once; the others were told that all are busy
