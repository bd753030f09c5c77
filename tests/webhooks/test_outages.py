"""The database is away for a while: the caller hears Indonesian in time, the call goes on, its record ends right."""

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest

from ivr.store.engine import Waits
from tests.webhooks.at_work import AtWork, eventually
from tests.webhooks.conftest import Door, MakeDoor
from tests.webhooks.outages import OUTAGES
from tests.webhooks.poster import Reply, sid
from tests.webhooks.sentences import assert_indonesian
from tests.webhooks.test_bad_input import GREETING, SORRY

MOMENT = "Mohon maaf, ada gangguan sesaat. Mohon tunggu."
SHORT = Waits(queue=0.2, pool=0.2, connect=1, lock=0.2, statement=0.4)

Outage = Callable[[AtWork], AbstractContextManager[None]]
KINDS = [(kind, outage) for kind, outages in OUTAGES.items() for outage in outages]


@pytest.fixture(params=KINDS, ids=lambda kind: kind[1].__name__)
def outage(request: pytest.FixtureRequest) -> Outage:
    """A way for the database not to be there."""
    found: Outage = request.param[1]
    return found


@pytest.fixture
def databases(request: pytest.FixtureRequest) -> Any:
    """The kind of database that the outage befalls; on SQLite in a folder of its own, which can go away."""
    kind = request.getfixturevalue("outage").__name__
    of_kind = next(name for name, outages in OUTAGES.items() if kind in [one.__name__ for one in outages])
    return request.getfixturevalue(f"{of_kind}_databases")


@pytest.fixture
def door(make_door: MakeDoor, migrated_database_url: str, tmp_path: Path) -> Door:
    """An office with little patience for its database."""
    if not migrated_database_url.startswith("sqlite"):
        return make_door(waits=SHORT)
    own = tmp_path / "mounted" / "piket.db"
    own.parent.mkdir()
    shutil.copyfile(migrated_database_url.removeprefix("sqlite:///"), own)
    return make_door(waits=SHORT, database_url=f"sqlite:///{own}")


@contextmanager
def in_time(answers: int = 1) -> Iterator[None]:
    """However long the database takes: Twilio waits 15 seconds for each answer, and here it has little to wait for."""
    start = time.monotonic()
    yield
    assert time.monotonic() - start < 10 * answers


def answered(reply: Reply) -> Reply:
    assert_indonesian(reply.said)
    return reply


def test_all_waits_together_are_shorter_than_ten_seconds() -> None:
    assert Waits().sqlite < 10
    assert Waits().postgresql < 10


def test_a_call_that_arrives_meanwhile_is_taken_up_when_the_database_is_back(door: Door, outage: Outage) -> None:
    with outage(door.work), in_time():
        first = answered(door.twilio.post("/voice"))
    assert (first.said, first.verbs, first.redirect) == (
        [MOMENT],
        ["Say", "Pause", "Redirect"],
        "/voice/resume/0?fault=1",
    )

    again = answered(door.twilio.post(first.redirect))

    assert again.said[0].startswith(GREETING)
    assert door.twilio.post("/voice/key/1", Digits="9").action == "/voice/key/2"
    door.twilio.post("/voice/status", CallStatus="completed")
    assert door.work.record(sid(1))["disposition"] == "abandoned"


def test_after_a_second_fault_the_call_ends_politely(door: Door, outage: Outage) -> None:
    door.twilio.post("/voice")
    with outage(door.work), in_time(2):
        first = answered(door.twilio.post("/voice/key/1", Digits="1"))
        assert first.redirect == "/voice/resume/1?fault=1"
        last = answered(door.twilio.post(first.redirect))
    assert (last.said, last.verbs) == ([SORRY], ["Say", "Hangup"])

    door.twilio.post("/voice/status", CallStatus="completed")
    assert door.work.record(sid(1))["disposition"] in ("failed", "abandoned")  # as the fault could be noted or not


def test_a_fault_is_noted_when_the_database_can_be_had_again_by_then(door: Door, outage: Outage) -> None:
    door.twilio.post("/voice")

    assert answered(door.twilio.post("/voice/resume/99999?fault=1")).said == [SORRY]

    door.twilio.post("/voice/status", CallStatus="completed")
    eventually(lambda: door.work.record(sid(1))["disposition"] == "failed")
    assert door.work.record(sid(1))["ended_by"] == "system"


def test_an_officer_can_accept_meanwhile_and_the_talk_is_on_record(door: Door, outage: Outage) -> None:
    phone = door.work.hires("pti")
    door.twilio.post("/voice")
    ring = door.twilio.post("/voice/key/1", Digits="2")
    assert ring.rung[0] == phone
    with outage(door.work), in_time(2):
        asked = answered(door.twilio.leg(ring.rung[1], leg=sid(2)))
        assert asked.said == ["Tekan 1 untuk menerima, atau 2 untuk menolak."]
        assert door.twilio.leg(asked.action, leg=sid(2), Digits="1").verbs == []  # connected

    door.work.clock.passes(70)
    talked = {"DialCallStatus": "completed", "DialBridged": "true", "DialCallDuration": "60"}
    assert door.twilio.post(ring.action, **talked).verbs == ["Gather", "Redirect"]
    door.twilio.post("/voice/status", CallStatus="completed")
    record = door.work.record(sid(1))
    assert (record["disposition"], record["talk_seconds"], record["wait_seconds"]) == ("answered", 60, 10)


def test_an_officer_who_declines_meanwhile_is_let_go(door: Door, outage: Outage) -> None:
    door.work.hires("pti")
    door.twilio.post("/voice")
    ring = door.twilio.post("/voice/key/1", Digits="2")

    with outage(door.work), in_time():
        declined = answered(door.twilio.leg(ring.rung[1].removesuffix("0") + "1", leg=sid(2), Digits="2"))

    assert declined.verbs == ["Say", "Hangup"]


def test_a_caller_who_has_talked_is_not_sent_to_the_next_officer(door: Door, outage: Outage) -> None:
    door.work.hires("pelaporan"), door.work.hires("pelaporan")
    door.twilio.post("/voice")
    ring = door.twilio.post("/voice/key/1", Digits="1")
    asked = door.twilio.leg(ring.rung[1], leg=sid(2))
    door.twilio.leg(asked.action, leg=sid(2), Digits="1")
    door.work.clock.passes(60)
    with outage(door.work), in_time():
        first = door.twilio.post(ring.action, DialCallStatus="completed", DialBridged="true", DialCallDuration="60")

    after = answered(door.twilio.post(first.redirect))

    assert after.said == ["Jika masih memerlukan bagian lain, tekan bintang."]
    door.twilio.post("/voice/status", CallStatus="completed")
    record = door.work.record(sid(1))
    assert (record["disposition"], record["talk_seconds"], len(record["attempts"])) == ("answered", 60, 1)
    assert door.work.open_attempts() == 0


def test_reports_meanwhile_are_answered_and_lost(door: Door, outage: Outage) -> None:
    door.twilio.post("/voice")

    with outage(door.work), in_time(2):
        assert door.twilio.post("/voice/status", CallStatus="completed").verbs == []
        assert door.twilio.leg(f"/voice/leg/{sid(1)}/2", leg=sid(2), CallStatus="ringing").verbs == []

    assert door.work.record(sid(1))["disposition"] is None  # the sweep will ask


def test_a_test_call_meanwhile_ends_politely_and_is_no_call(door: Door, outage: Outage) -> None:
    with outage(door.work), in_time(2):
        # Nothing needs to be written for a test call that nobody ordered, so a full disk does not matter.
        assert answered(door.twilio.post("/voice/test/1")).said in (
            [SORRY],
            ["Panggilan ini sudah berakhir. Terima kasih."],
        )
        assert door.twilio.post("/voice/test/1/status", CallStatus="completed").verbs == []

    assert door.work.records() == []


def test_the_fallback_answers_without_asking_the_database(door: Door, outage: Outage, logged: list[Any]) -> None:
    failed = {"ErrorCode": "11205", "ErrorUrl": f"{door.twilio.url}/voice/key/3"}
    with outage(door.work):
        again = answered(door.twilio.post("/voice/fallback", **failed))
        # A database that was asked in vain would be told of here, and so would a queue that did not move.
        assert [entry["event"] for entry in logged] == ["fallback"]
        last = answered(
            door.twilio.post("/voice/fallback", ErrorCode="11205", ErrorUrl="https://elsewhere.example/voice")
        )

    assert (again.said, again.redirect) == ([MOMENT], "/voice/resume/3?fault=1")
    assert (last.said, last.verbs) == ([SORRY], ["Say", "Hangup"])


@pytest.mark.parametrize(
    ("path", "resumes"),
    [
        ("/voice", "/voice/resume/0?fault=1"),
        ("/voice/silence/2", "/voice/resume/2?fault=1"),
        ("/voice/dial/12", "/voice/resume/12?fault=1"),
        ("/voice/resume/2", "/voice/resume/2?fault=1"),
        ("/voice/resume/2?fault=1", None),
        ("/voice/key/99999", None),
        ("/voice/officer/CA1/2/0", None),
        ("/voice.evil.example/key/1", None),
        ("", None),
    ],
)
@pytest.mark.parametrize("outage", [KINDS[0]], indirect=True)
def test_the_fallback_tries_a_turn_of_ours_once_more(
    door: Door, outage: Outage, path: str, resumes: str | None
) -> None:
    answer = answered(door.twilio.post("/voice/fallback", ErrorCode="11200", ErrorUrl=door.twilio.url + path))

    assert answer.verbs == (["Say", "Pause", "Redirect"] if resumes else ["Say", "Hangup"])
    assert resumes is None or answer.redirect == resumes
