"""Pauses for the notes after a talk, and by an officer's own word."""

from dataclasses import replace
from pathlib import Path

import pytest

from ivr.domain.pause import PauseReason
from ivr.simulator import Answers
from ivr.workflows.explain_who import explain_who
from ivr.workflows.take_pause import end_pause
from tests.calls.conftest import MakeWorld
from tests.calls.letters import letters
from tests.calls.pauses import ANDI, OPI, SARI, calls, id_of, noted, pause_of, pauses_by_hand, rung, two_officers
from tests.calls.world import BUDI, World, own_hotline, wib

SQLITE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


def test_after_a_talk_there_is_time_for_the_notes(make_world: MakeWorld, tmp_path: Path) -> None:
    world = make_world(hotlines=(own_hotline(tmp_path, ("wrap_up_seconds: 0", "wrap_up_seconds: 60")),))
    world.on_duty("sari", "pti", SARI).behaviour = Answers(presses="1", talks_seconds=20)
    world.operator("opi", OPI).behaviour = Answers(presses="1", talks_seconds=300)
    calls(world, 1, key="2")
    ended = max(one["ended_at"] for record in world.records() for one in record["talks"])
    pause = pause_of(world, "sari")
    assert pause is not None
    assert (pause.reason, pause.since.timestamp()) == (PauseReason.WRAP_UP, wib_of(ended))
    calls(world, 1, key="2")
    assert rung(world)[-1] == [("opi", "accepted")]
    calls(world, 1, key="2")
    assert rung(world)[-1] == [("sari", "accepted")]
    assert end_pause(world.office, person_id=id_of(world, "sari"), now=world.office.clock())
    calls(world, 1, key="2")
    assert rung(world)[-1] == [("sari", "accepted")]
    assert letters(world) == []


def wib_of(exported: str) -> float:
    return wib(exported[:19]).timestamp()


@SQLITE
def test_a_longer_pause_is_not_cut_short_by_the_time_for_notes(make_world: MakeWorld, tmp_path: Path) -> None:
    world = make_world(hotlines=(own_hotline(tmp_path, ("wrap_up_seconds: 0", "wrap_up_seconds: 60")),))
    sari = world.on_duty("sari", "pti", SARI)
    budi = world.dials()
    budi.presses("2")
    sari.answers().presses("1").is_talking_to(BUDI)
    taken = pauses_by_hand(world, "sari", minutes=30)
    sari.talks(10).hangs_up()
    budi.ends()
    world.network.settle()
    assert pause_of(world, "sari") == taken


@SQLITE
def test_when_everybody_pauses_the_caller_is_told_when_to_call_again(world: World) -> None:
    world.on_duty("andi", "pti", ANDI)
    world.operator("opi", OPI)
    for name in ("andi", "opi"):
        pauses_by_hand(world, name, minutes=None)
    world.dials().presses("2").hears(
        "Mohon maaf, petugas kami belum dapat menjawab panggilan Anda. Silakan menghubungi kami kembali beberapa saat "
        "lagi, hari ini sampai pukul 17.00 WIB. Terima kasih."
    ).ends()
    assert world.record()["disposition"] == "missed"
    assert not explain_who(world.office, world.office.hotlines.first, "pti", at=world.office.clock()).would_ring


@SQLITE
def test_a_pause_that_he_took_meanwhile_stays_his(world: World) -> None:
    two_officers(world)
    calls(world, 2)
    budi = world.dials()
    budi.presses("1").is_ringing_at(ANDI)
    taken = pauses_by_hand(world, "andi", minutes=None)
    budi.ends()
    world.network.settle()
    assert rung(world)[-1] == [("andi", "no_answer"), ("sari", "accepted")]
    assert pause_of(world, "andi") == taken
    assert letters(world) == []


@SQLITE
def test_a_pause_by_hand_is_noted_and_ends_once(world: World) -> None:
    world.on_duty("andi", "pti", ANDI)
    andi, now = id_of(world, "andi"), world.office.clock()
    taken = pauses_by_hand(world, "andi", minutes=10)
    assert pauses_by_hand(world, "andi", minutes=10) == taken
    longer = pauses_by_hand(world, "andi", minutes=None)
    assert (pause_of(world, "andi"), longer) == (longer, replace(taken, until=wib("2026-11-23 17:00")))
    assert end_pause(world.office, person_id=andi, now=now)
    assert not end_pause(world.office, person_id=andi, now=now)
    assert pause_of(world, "andi") is None
    assert noted(world) == [(andi, f"person:{andi}", detail) for detail in ("jeda", "jeda", "selesai jeda")]


@SQLITE
@pytest.mark.parametrize(
    ("taken_at", "ends_at"),
    [
        ("2026-11-23 09:00", "2026-11-23 17:00"),
        ("2026-11-23 06:50", "2026-11-23 17:00"),  # before service
        ("2026-11-20 18:00", "2026-11-23 17:00"),  # on Friday evening
    ],
)
def test_a_pause_that_nobody_ends_is_over_when_service_closes(
    make_world: MakeWorld, taken_at: str, ends_at: str
) -> None:
    world = make_world(taken_at)
    world.on_duty("andi", "pti", ANDI)

    assert pauses_by_hand(world, "andi", minutes=None).until == wib(ends_at)


@SQLITE
def test_where_service_never_closes_a_pause_ends_after_a_day(make_world: MakeWorld, tmp_path: Path) -> None:
    around_the_clock = own_hotline(tmp_path, ('mon-fri: "07:00-17:00"', 'mon-sun: "00:00-24:00"'))
    world = make_world("2026-11-23 09:00", hotlines=(around_the_clock,))
    world.on_duty("andi", "pti", ANDI)

    assert pauses_by_hand(world, "andi", minutes=None).until == wib("2026-11-24 09:00")
