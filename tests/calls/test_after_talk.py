"""After the officer hung up: another unit for who asks, thanks for everybody."""

from pathlib import Path

from tests.calls.conftest import MakeWorld
from tests.calls.world import BUDI, World, own_hotline


def test_star_opens_the_menu_once_more_and_both_talks_are_on_record(world: World) -> None:
    andi = world.on_duty("andi", "pelaporan", "+6281200000001")
    siti = world.on_duty("siti", "pti", "+6281200000002")
    budi = world.dials()
    budi.presses("1")
    andi.answers().presses("1").talks(30).hangs_up()
    budi.hears("Jika masih memerlukan bagian lain, tekan bintang.").presses("*")
    budi.hears("Untuk Direktorat Pelaporan, tekan 1.").presses("2")
    siti.answers().presses("1").is_talking_to(BUDI).talks(40)
    budi.hangs_up().ends()
    record = world.record()
    assert record["keys"] == "1*2"
    assert (record["unit"], record["officer"], record["ended_by"]) == ("pelaporan", "andi@kantor.example", "caller")
    assert [(talk["officer"], talk["unit"]) for talk in record["talks"]] == [
        ("andi@kantor.example", "pelaporan"),
        ("siti@kantor.example", "pti"),
    ]
    assert 68 <= record["talk_seconds"] <= 70


def test_any_other_key_is_the_end(world: World) -> None:
    siti = world.on_duty("siti", "pti", "+6281200000002")
    budi = world.dials()
    budi.presses("2")
    siti.answers().presses("1").talks(30).hangs_up()
    budi.hears("tekan bintang").presses("5")
    budi.hears("Terima kasih telah menghubungi Call Center PPATK, dan selamat pagi.").ends()
    assert world.record()["ended_by"] == "officer"


def test_the_question_can_be_switched_off(make_world: MakeWorld, tmp_path: Path) -> None:
    world = make_world(hotlines=(own_hotline(tmp_path, ("again: ya", "again: tidak")),))
    siti = world.on_duty("siti", "pti", "+6281200000002")
    budi = world.dials()
    budi.presses("2")
    siti.answers().presses("1").talks(30).hangs_up()
    budi.hears("Terima kasih telah menghubungi Call Center PPATK, dan selamat pagi.").ends()
    budi.has_not_heard("tekan bintang untuk bagian lain")


def test_after_closing_time_nothing_more_is_offered(make_world: MakeWorld) -> None:
    world = make_world("2026-11-23 16:58")
    siti = world.on_duty("siti", "pti", "+6281200000002")
    budi = world.dials()
    budi.presses("2")
    siti.answers().presses("1").talks(300).hangs_up()
    budi.hears("Terima kasih telah menghubungi Call Center PPATK, dan selamat sore.").ends()
    budi.has_not_heard("Jika masih memerlukan")


def test_the_caller_hangs_up_first(world: World) -> None:
    siti = world.on_duty("siti", "pti", "+6281200000002")
    budi = world.dials()
    budi.presses("2")
    siti.answers().presses("1").is_talking_to(BUDI)
    budi.talks(61).hangs_up().ends()
    record = world.record()
    assert (record["disposition"], record["ended_by"]) == ("answered", "caller")
    assert 60 <= record["talk_seconds"] <= 61
    world.network.assert_faultless()
