"""Tutup sekarang and announcements: what callers hear, wherever they stand when the office closes."""

import pytest

from app import open_office
from ivr.domain.hotline import Hotline
from ivr.domain.people import Role
from ivr.domain.scope import Scope, scope_of
from ivr.store.people import load_people
from ivr.workflows.announce import announce
from ivr.workflows.catch_up import catch_up
from ivr.workflows.close_now import close_now
from ivr.workflows.explain_who import explain_who
from ivr.workflows.office import Office
from ivr.workflows.put_up_notice import TypedNotice, take_down_notice
from ivr.workflows.reason_labels import reasons_in_words
from tests.calls.conftest import MakeWorld
from tests.calls.world import World

TEXT = "Mohon maaf, gedung kami sedang dikosongkan."
REOPENS = "Kami buka kembali hari ini, Senin pukul 13.00 WIB."
GREETING = "Selamat pagi. Anda terhubung dengan Call Center PPATK."
REFERENCE = "Nomor referensi panggilan Anda 1. Terima kasih telah menghubungi Call Center PPATK."
NEWS = "Mulai 1 Desember laporan disampaikan lewat aplikasi baru."


def maya(world: World) -> Scope:
    """The coordinator."""
    with world.office.database.reading() as connection:
        known = {member.person.name: member.person for member in load_people(connection)}
    if "Maya" not in known:
        world.officer("maya", "", "+6281200000009", role=Role.COORDINATOR)
        return maya(world)
    return scope_of(known["Maya"], world.office.hotlines.first.key)


def hotline_at(office: Office) -> Hotline:
    """The hotline as it is now."""
    with office.database.reading() as connection:
        catch_up(office, connection)
    return office.hotlines.first


def closes(world: World, *, office: Office | None = None, until: str = "13:00", on: str = "2026-11-23") -> int:
    """The coordinator closes at once, on this machine or another."""
    office = office or world.office
    typed = TypedNotice(TEXT, on, until)
    return close_now(office, hotline_at(office), typed, maya(world), now=office.clock()).id


def announces(world: World, text: str = NEWS) -> int:
    typed = TypedNotice(text, "2026-11-30", "17:00")
    return announce(world.office, hotline_at(world.office), typed, maya(world), now=world.office.clock()).id


def ends(world: World, notice: int) -> None:
    office = world.office
    assert take_down_notice(office, hotline_at(office), notice, maya(world), now=office.clock())


def test_a_new_caller_hears_why_it_is_closed_and_when_it_reopens(world: World) -> None:
    world.on_duty("siti", "pti", "+6281200000002")
    closes(world)
    world.dials().hears(f"{GREETING} {TEXT} {REOPENS} {REFERENCE}").ends()
    record = world.record()
    assert (record["disposition"], record["unit"], record["attempts"]) == ("closed", None, [])
    world.network.assert_faultless()


def test_whoever_is_in_the_menu_hears_it_at_the_next_key(world: World) -> None:
    siti = world.on_duty("siti", "pti", "+6281200000002")
    budi = world.dials().hears("tekan bintang")
    closes(world)
    budi.presses("2").hears(f"{TEXT} {REOPENS} {REFERENCE}").ends()
    record = world.record()
    assert (record["disposition"], record["keys"], record["attempts"]) == ("closed", "2", [])
    assert not siti.is_ringing


def test_whoever_says_nothing_in_the_menu_hears_it_too(world: World) -> None:
    budi = world.dials().hears("tekan bintang")
    closes(world)
    budi.waits(10).hears(f"{TEXT} {REOPENS}").ends()
    assert world.record()["disposition"] == "closed"


def test_a_talk_goes_on_to_its_end_and_then_no_other_unit_is_offered(world: World) -> None:
    siti = world.on_duty("siti", "pti", "+6281200000002")
    budi = world.dials().presses("2")
    siti.answers().presses("1")
    closes(world)
    budi.talks(30)
    siti.hangs_up()
    budi.hears("Terima kasih telah menghubungi Call Center PPATK, dan selamat pagi.").ends()
    record = world.record()
    assert (record["disposition"], record["officer"]) == ("answered", "siti@kantor.example")


def test_a_hunt_that_began_before_is_served(world: World) -> None:
    siti = world.on_duty("siti", "pti", "+6281200000002")
    dewi = world.on_duty("dewi", "pti", "+6281200000003")
    budi = world.dials().presses("2")
    siti.rings()
    closes(world)
    siti.declines()
    dewi.answers().presses("1")
    budi.talks(10)
    assert [one["outcome"] for one in world.records()[0]["attempts"]] == ["busy", "accepted"]


def test_a_hunt_that_finds_nobody_ends_with_the_notice(world: World) -> None:
    siti = world.on_duty("siti", "pti", "+6281200000002")
    budi = world.dials().presses("2")
    siti.rings()
    closes(world)
    siti.declines()
    budi.hears(f"{TEXT} {REOPENS}").ends()
    assert world.record()["disposition"] == "missed"


def test_at_its_end_the_menu_is_back(world: World) -> None:
    closes(world)
    world.jumps_to(hotline_at(world.office).notices[0].ends_at)
    world.dials().hears("Selamat siang. Anda terhubung dengan Call Center PPATK. Untuk Direktorat Pelaporan")


def test_ended_early_the_next_caller_is_served(world: World) -> None:
    notice = closes(world)
    ends(world, notice)
    world.dials().hears(f"{GREETING} Untuk Direktorat Pelaporan")


def test_over_night_it_reopens_when_it_ends(make_world: MakeWorld) -> None:
    world = make_world("2026-11-23 15:30")
    closes(world, on="2026-11-24", until="09:30")
    world.dials().hears(f"{TEXT} Kami buka kembali besok, Selasa pukul 09.30 WIB.").ends()


def test_an_announcement_is_heard_once_after_the_greeting_and_a_key_interrupts_it(world: World) -> None:
    world.on_duty("siti", "pti", "+6281200000002")
    announces(world)
    budi = world.dials().hears(f"{GREETING} {NEWS} Untuk Direktorat Pelaporan")
    budi.presses("9").hears("Maaf, pilihan tersebut tidak tersedia. Untuk Direktorat Pelaporan")
    budi.presses("2").hears("Mohon tunggu, Anda kami hubungkan dengan Pusat Teknologi Informasi.")
    assert world.record()["keys"] == "92"
    world.network.assert_faultless()


def test_an_announcement_that_was_ended_is_heard_no_more(world: World) -> None:
    notice = announces(world)
    ends(world, notice)
    world.dials().hears(f"{GREETING} Untuk Direktorat Pelaporan")


def test_what_another_machine_closed_is_closed_here_with_the_next_webhook(world: World) -> None:
    world.dials().hears(f"{GREETING} Untuk Direktorat Pelaporan").hangs_up()
    elsewhere = open_office(world.office.settings, world.office.clock)
    try:
        notice = closes(world, office=elsewhere)
        world.dials().hears(TEXT)
        ends(world, notice)
        budi = world.dials().hears(f"{GREETING} Untuk Direktorat Pelaporan")
        closes(world, office=elsewhere)
        budi.presses("1").hears(TEXT)
    finally:
        elsewhere.database.close()


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_who_says_it_in_a_sentence(world: World) -> None:
    world.on_duty("siti", "pti", "+6281200000002")
    closes(world)
    explained = explain_who(world.office, hotline_at(world.office), "pti", at=world.office.clock())
    assert reasons_in_words(explained.unit) == (
        "Senin, 23 November 2026 pukul 09.00 WIB: tutup sementara sejak 09.00 sampai 13.00 (ditutup oleh Maya): "
        "Mohon maaf, gedung kami sedang dikosongkan.",
        "Layanan buka kembali Senin, 23 November 2026 pukul 13.00 WIB.",
    )
    assert (explained.unit.opening.state.value, explained.would_ring) == ("suspended", False)
