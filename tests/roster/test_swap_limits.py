"""Swaps that cannot be, or by nobody's right: refused, not offered, done once, and nothing half-done."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import time

import pytest

from ivr.domain.people import Role
from ivr.store.tables import people
from ivr.workflows.expire_swaps import expire_swaps
from tests.calls.world import World, wib
from tests.roster.offices import (
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    changes,
    furnish,
    link,
    on_duty,
    press,
    said,
    subjects,
)
from tests.roster.swapping import HIS_TUESDAY, ON_SQLITE, accepted, asks, state
from tests.web.letter_box import letters
from tests.web.visitor import signed_in


@pytest.fixture(autouse=True)
def office(world: World) -> World:
    furnish(world)
    return world


def spoil_by_roster(world: World) -> str:
    world.rosters("sari", "humas", on=TUESDAY)
    return "Sari sekaligus bertugas di Direktorat Kerjasama dan Humas"


def spoil_by_leaving(world: World) -> str:
    with world.office.database.writing() as connection:
        connection.execute(people.update().where(people.c.id == world._ids["sari"]).values(is_active=False))
    return "Sari tidak aktif; pilih orang lain, atau aktifkan dahulu."


def spoil_by_edit(world: World) -> str:
    world.jumps_to(wib("2026-11-23 10:00"))
    maya = signed_in(world, "maya")
    form = maya.gets("/roster/cell?on=2026-11-26&unit=pti").text
    mark = form.split('name="mark" value="')[1].split('"')[0]
    line = {"petugas-0": "dewi@kantor.example", "tugas-0": "piket"}
    maya.posts("/roster/cell", True, on="2026-11-26", unit="pti", mark=mark, lines="1", do="save", **line)
    assert on_duty(world, THURSDAY) == ["dewi"]
    return "Jadwal Kamis 26 November sudah diubah sesudah permintaan ini dibuat."


@pytest.mark.parametrize("spoil", [spoil_by_roster, spoil_by_leaving, spoil_by_edit])
@ON_SQLITE
def test_what_makes_no_sense_any_more_is_not_approved_and_nothing_is_half_done(
    world: World, spoil: Callable[[World], str]
) -> None:
    accepted(world)
    approve = link(world, "ketut", "Setujui")
    words = spoil(world)
    before = on_duty(world, TUESDAY), on_duty(world, THURSDAY), len(changes(world))

    assert words in said(press(world, approve))
    assert (on_duty(world, TUESDAY), on_duty(world, THURSDAY), len(changes(world))) == before
    assert state(world) == "accepted", "it can still be approved when the roster is mended"


@ON_SQLITE
def test_a_swap_that_would_leave_a_hole_is_refused_at_once(world: World) -> None:
    world.rosters("sari", "pti", on=TUESDAY)
    asked = asks(world, colleague="sari")
    assert "Sari sudah bertugas pada Selasa 24 November; pilih rekan atau hari lain." in asked
    world.rosters("rini", "pti", on=THURSDAY, task="pengganti", replaces="sari")
    assert "Sari pada Kamis 26 November sudah ada penggantinya" in asks(world)
    assert letters(world, "sari") == []


@ON_SQLITE
def test_only_what_could_be_done_is_offered(world: World) -> None:
    def offered() -> str:
        return said(signed_in(world, "andi").gets(f"/swaps/ask?duty={HIS_TUESDAY}"))

    assert "Sari, piket Kamis 26 November" in offered()
    world.rosters("sari", "pti", on=TUESDAY)
    world.rosters("andi", "pti", on=WEDNESDAY)
    page = offered()
    assert "Sari" not in page, "she is there on Tuesday herself"
    assert "Dewi, piket" not in page, "on Wednesday he is there himself"
    assert "Tukar dengan Pilih... Dewi Ketut Alasan" in page
    world.rosters("dewi", "pti", on=TUESDAY)
    world.rosters("ketut", "pti", on=TUESDAY)
    assert "semuanya bertugas pada waktu itu. Catat pengganti , atau hubungi" in offered()


@ON_SQLITE
def test_who_covers_the_break_or_is_elsewhere_then_is_not_offered(world: World) -> None:
    world.rosters("dewi", "pti", on=TUESDAY, task="istirahat")
    world.rosters("ketut", "humas", on=TUESDAY)
    page = said(signed_in(world, "andi").gets(f"/swaps/ask?duty={HIS_TUESDAY}"))
    assert "Dewi" not in page
    assert "Tukar dengan Pilih... Sari, piket Kamis 26 November Sari Alasan" in page


@ON_SQLITE
def test_half_a_day_is_exchanged_for_the_other_half(world: World) -> None:
    world.rosters("andi", "pti", on=WEDNESDAY, starts=time(7), ends=time(8))
    world.rosters("sari", "pti", on=WEDNESDAY, starts=time(8), ends=time(9))
    page = signed_in(world, "andi").gets("/swaps/ask?duty=2026-11-25/pti/piket").text
    assert "Sari, piket Rabu 25 November" in page


@ON_SQLITE
def test_one_duty_is_in_one_request_only(world: World) -> None:
    asks(world)
    assert "Piket Andi Selasa 24 November sudah ada dalam permintaan lain" in asks(world, colleague="dewi/2026-11-25")


@ON_SQLITE
def test_today_is_too_late_for_a_swap(world: World) -> None:
    asks(world)
    world.jumps_to(wib("2026-11-24 06:00"))
    assert "Sudah lewat waktu" in said(press(world, link(world, "sari", "Setuju")))
    assert expire_swaps(world.office, now=world.office.clock()) == 1
    assert expire_swaps(world.office, now=world.office.clock()) == 0
    for name in ("andi", "sari"):
        assert subjects(world, name)[-1] == "Tukar piket Selasa 24 November: lewat waktu"
    assert "Anda tidak punya piket mulai besok. Untuk hari ini, catat pengganti" in asks(world)


@ON_SQLITE
def test_nobody_approves_their_own(world: World) -> None:
    world.rosters("ketut", "pti", on=WEDNESDAY)
    asks(world, who="ketut", duty="2026-11-25/pti/piket", colleague="sari/2026-11-26")
    press(world, link(world, "sari", "Setuju"))
    assert subjects(world, "maya") == ["Persetujuan tukar piket Ketut dan Sari: Rabu 25 November"]

    assert "Tukar piket sendiri diputuskan oleh ketua lain" in said(signed_in(world, "ketut").posts("/swaps/1/approve"))
    assert state(world) == "accepted"
    press(world, link(world, "maya", "Setujui"))
    assert on_duty(world, WEDNESDAY) == ["dewi", "sari"]


@ON_SQLITE
def test_nobody_takes_somebody_elses_step(world: World) -> None:
    accepted(world)
    assert signed_in(world, "rini").posts("/swaps/1/approve").status_code == 404
    assert "yang memutuskan adalah ketua unit" in said(signed_in(world, "sari").posts("/swaps/1/approve"))
    assert signed_in(world, "maya").posts("/swaps/1/steal").status_code == 404
    assert state(world) == "accepted"


def test_two_approvals_at_once_make_one_change(world: World) -> None:
    world.officer("tono", "pti", "+6281200000122", role=Role.LEADER)
    accepted(world)
    leaders = [signed_in(world, name) for name in ("ketut", "tono", "maya")]
    with ThreadPoolExecutor(3) as pool:
        pages = list(pool.map(lambda leader: said(leader.posts("/swaps/1/approve")), leaders))

    assert sum("Disetujui." in page for page in pages) == 1
    assert [kind for kind, *_ in changes(world)] == ["swap"]
    assert on_duty(world, TUESDAY) == ["sari"]
    assert subjects(world, "andi").count("Tukar piket Selasa 24 November: disetujui") == 1
