"""The hunt: one telephone after the other, bounded in time, and never a dead end."""

from datetime import datetime
from pathlib import Path

import pytest

from ivr.simulator import Answers, Behaviour, Busy, Declines, Ignores, Unreachable, Voicemail
from tests.calls.conftest import MakeWorld
from tests.calls.world import BUDI, World, own_hotline

ANDI, SITI, OPI = "+6281200000001", "+6281200000002", "+6281200000009"
AGAIN = "Silakan menghubungi kami kembali beberapa saat lagi, hari ini sampai pukul 17.00 WIB. Terima kasih."


def outcomes(world: World) -> list[tuple[str, str]]:
    return [(attempt["officer"].partition("@")[0], attempt["outcome"]) for attempt in world.record()["attempts"]]


def test_an_officer_declines_and_the_next_one_answers(world: World) -> None:
    andi, siti = world.on_duty("andi", "pelaporan", ANDI), world.on_duty("siti", "pelaporan", SITI)
    budi = world.dials()
    budi.presses("1")
    andi.answers().presses("2").hears("Baik, panggilan diteruskan ke petugas lain. Terima kasih.")
    budi.hears("Mohon tunggu, Anda kami hubungkan dengan petugas lain.")
    siti.answers().presses("1").talks(20).hangs_up()
    budi.ends()
    assert outcomes(world) == [("andi", "declined"), ("siti", "accepted")]
    assert world.record()["officer"] == "siti@kantor.example"
    world.network.assert_faultless()


@pytest.mark.parametrize(
    ("behaviour", "outcome"),
    [
        (Voicemail(), "no_answer"),
        (Answers(), "no_answer"),  # picks up in a pocket and presses nothing
        (Answers(presses="555"), "no_answer"),
        (Answers(hangs_up_after_seconds=2), "no_answer"),
        (Ignores(), "no_answer"),
        (Busy(), "busy"),
        (Declines(), "busy"),
        (Unreachable(), "failed"),
    ],
    ids=str,
)
def test_whatever_the_first_telephone_does_the_second_is_rung(world: World, behaviour: Behaviour, outcome: str) -> None:
    andi, siti = world.on_duty("andi", "pelaporan", ANDI), world.on_duty("siti", "pelaporan", SITI)
    andi.behaviour = behaviour
    budi = world.dials()
    budi.presses("1")
    siti.answers().presses("1").is_talking_to(BUDI).talks(20).hangs_up()
    budi.ends()
    assert outcomes(world) == [("andi", outcome), ("siti", "accepted")]
    assert world.network.errors == []


def test_a_slip_of_the_finger_is_asked_once_more(world: World) -> None:
    andi = world.on_duty("andi", "pelaporan", ANDI)
    budi = world.dials()
    budi.presses("1")
    andi.answers().presses("3").hears("Tekan 1 untuk menerima").presses("1").is_talking_to(BUDI)


def test_a_telephone_rings_fifteen_seconds(world: World) -> None:
    world.on_duty("andi", "pelaporan", ANDI).behaviour = Ignores()
    siti = world.on_duty("siti", "pelaporan", SITI)
    world.dials().presses("1")
    siti.rings()
    assert world.record()["attempts"][0]["ring_seconds"] == 15


def test_nobody_of_the_unit_answers_so_the_operator_does(world: World) -> None:
    world.on_duty("siti", "pti", SITI).behaviour = Ignores()
    opi = world.operator("opi", OPI)
    budi = world.dials()
    budi.presses("2").hears("Petugas belum dapat menjawab. Mohon tunggu, Anda kami hubungkan dengan Operator.")
    opi.answers().presses("1").talks(20).hangs_up()
    budi.ends()
    record = world.record()
    assert (record["disposition"], record["unit"], record["officer"]) == ("answered", "operator", "opi@kantor.example")
    assert [attempt["unit"] for attempt in record["attempts"]] == ["pti", "operator"]


def test_nobody_answers_at_all_and_the_caller_is_told_when_to_call_again(world: World) -> None:
    world.on_duty("siti", "pti", SITI).behaviour = Ignores()
    world.operator("opi", OPI).behaviour = Voicemail()
    budi = world.dials()
    budi.presses("2").hears(f"Mohon maaf, petugas kami belum dapat menjawab panggilan Anda. {AGAIN}").ends()
    record = world.record()
    assert (record["disposition"], record["ended_by"], record["unit"]) == ("missed", "system", "operator")
    assert outcomes(world) == [("siti", "no_answer"), ("opi", "no_answer")]


def test_an_empty_roster_rings_the_operator(world: World) -> None:
    opi = world.operator("opi", OPI)
    budi = world.dials()
    budi.presses("3").hears("Mohon tunggu, Anda kami hubungkan dengan Operator.")
    opi.rings()


def test_with_nobody_at_all_the_call_ends_politely(world: World) -> None:
    budi = world.dials()
    budi.presses("3").hears(f"Mohon maaf, petugas kami belum dapat menjawab panggilan Anda. {AGAIN}").ends()
    record = world.record()
    assert (record["disposition"], record["unit"], record["attempts"]) == ("missed", "humas", [])


def test_the_hunt_is_over_within_a_minute_and_the_operator_has_a_share(world: World) -> None:
    for number in range(1, 7):
        world.on_duty(f"petugas{number}", "pelaporan", f"+628120000001{number}").behaviour = Ignores()
    world.operator("opi", OPI).behaviour = Ignores()
    budi = world.dials()
    budi.presses("1")
    begun = world.network.clock.now()
    budi.hears("Mohon maaf, petugas kami")
    assert (world.network.clock.now() - begun).total_seconds() <= 60 + 10  # the last words are no part of the hunt
    record = world.record()
    assert sum(attempt["ring_seconds"] for attempt in record["attempts"]) <= 60
    assert record["attempts"][-1]["unit"] == "operator"


def test_officers_take_turns_the_longest_idle_first(world: World) -> None:
    andi, siti = world.on_duty("andi", "pelaporan", ANDI), world.on_duty("siti", "pelaporan", SITI)
    andi.behaviour = siti.behaviour = Answers(presses="1", talks_seconds=30)
    for caller in range(4):
        world.dials(f"+628130000010{caller}").presses("1").ends()
    assert [record["officer"].partition("@")[0] for record in world.records()] == ["andi", "siti", "andi", "siti"]


def test_a_second_call_never_rings_an_officer_who_is_talking(world: World) -> None:
    andi, siti = world.on_duty("andi", "pelaporan", ANDI), world.on_duty("siti", "pelaporan", SITI)
    first = world.dials()
    first.presses("1")
    andi.answers().presses("1").is_talking_to(BUDI)
    second = world.dials("+6281300000002")
    second.presses("1")
    siti.answers().presses("1").talks(5)
    third = world.dials("+6281300000003")
    third.presses("1").hears(f"Mohon maaf, semua petugas kami sedang melayani penelepon lain. {AGAIN}").ends()
    for talk in (first, second):
        talk.hangs_up().ends()
    assert world.network.double_rings == []
    assert [record["disposition"] for record in world.records()] == ["answered", "answered", "missed"]


def test_round_the_clock_the_caller_is_still_told_to_call_again(make_world: MakeWorld, tmp_path: Path) -> None:
    always = own_hotline(tmp_path, ('mon-fri: "07:00-17:00"', 'mon-sun: "00:00-24:00"'), ("country: ID", "country: SG"),
                         ("joint_leave: ya", "joint_leave: tidak"))  # fmt: skip
    budi = make_world(hotlines=(always,)).dials()
    budi.presses("2").hears(
        "Mohon maaf, petugas kami belum dapat menjawab panggilan Anda. "
        "Silakan menghubungi kami kembali beberapa saat lagi. Terima kasih."
    ).ends()


def test_a_hunt_begins_no_ring_that_would_end_after_its_minute_even_when_everybody_picks_up(world: World) -> None:
    for number in range(1, 7):
        world.on_duty(f"petugas{number}", "pelaporan", f"+628120000001{number}").behaviour = Voicemail(after_seconds=3)
    world.operator("opi", OPI).behaviour = Voicemail(after_seconds=3)
    budi = world.dials()
    budi.presses("1")
    begun = world.network.clock.now()
    budi.hears("Mohon maaf, petugas kami")
    attempts = world.record()["attempts"]
    last = datetime.fromisoformat(attempts[-1]["started_at"])
    assert (last - begun).total_seconds() <= 60 - 10 + 5  # a whisper that has begun is finished
    assert attempts[-1]["unit"] == "operator"


def test_an_officer_with_an_extension_and_one_with_a_sip_address(world: World) -> None:
    desk = world.officer("andi", "pelaporan", "+622150002000", extension="1234")
    world.rosters("andi", "pelaporan")
    soft = world.on_duty("siti", "pelaporan", "sip:siti@pbx.kantor.example")
    budi = world.dials()
    budi.presses("1")
    desk.answers().presses("2")
    soft.answers().presses("1").is_talking_to(BUDI).talks(10).hangs_up()
    budi.ends()
    phones = [attempt["phone"] for attempt in world.record()["attempts"]]
    assert phones == ["+622150002000;ext=1234", "sip:siti@pbx.kantor.example"]
    world.network.assert_faultless()


def test_an_officer_who_is_inactive_is_not_rung(world: World) -> None:
    world.officer("andi", "pelaporan", ANDI, active=False)
    world.rosters("andi", "pelaporan")
    siti = world.on_duty("siti", "pelaporan", SITI)
    world.dials().presses("1")
    siti.rings()
    assert [attempt["officer"] for attempt in world.record()["attempts"]] == ["siti@kantor.example"]


def test_with_press_1_switched_off_picking_up_accepts(make_world: MakeWorld, tmp_path: Path) -> None:
    world = make_world(hotlines=(own_hotline(tmp_path, ("press_1: ya", "press_1: tidak")),))
    siti = world.on_duty("siti", "pti", SITI)
    budi = world.dials()
    budi.presses("2")
    siti.answers().hears("Panggilan Call Center PPATK untuk Pusat Teknologi Informasi")
    siti.is_talking_to(BUDI).talks(10).hangs_up()
    budi.ends()
    assert outcomes(world) == [("siti", "accepted")]


def test_the_longest_talk_is_bounded(make_world: MakeWorld, tmp_path: Path) -> None:
    world = make_world(hotlines=(own_hotline(tmp_path, ("longest_talk_seconds: 3600", "longest_talk_seconds: 600")),))
    siti = world.on_duty("siti", "pti", SITI)
    budi = world.dials()
    budi.presses("2")
    siti.answers().presses("1").is_talking_to(BUDI)
    budi.hears("Terima kasih telah menghubungi Call Center PPATK", within=900).ends()
    record = world.record()
    assert 598 <= record["talk_seconds"] <= 601
    assert record["ended_by"] == "system"


def test_the_caller_leaves_while_it_rings(world: World) -> None:
    siti = world.on_duty("siti", "pti", SITI)
    budi = world.dials()
    budi.presses("2")
    siti.rings()
    budi.waits(4).hangs_up().ends()
    record = world.record()
    assert (record["disposition"], record["ended_by"], record["unit"]) == ("abandoned", "caller", "pti")
    assert outcomes(world) == [("siti", "canceled")]
    assert record["wait_seconds"] == seconds(record["arrived_at"], record["ended_at"])


def test_the_caller_leaves_during_the_whisper(world: World) -> None:
    siti = world.on_duty("siti", "pti", SITI)
    budi = world.dials()
    budi.presses("2")
    siti.answers().hears("Panggilan Call Center")
    budi.hangs_up().ends()
    assert (world.record()["disposition"], outcomes(world)) == ("abandoned", [("siti", "canceled")])


def seconds(start: str, end: str) -> int:
    return int((datetime.fromisoformat(end) - datetime.fromisoformat(start)).total_seconds())
