"""Who calls and what was dialled: several hotlines, withheld numbers, the block list."""

from pathlib import Path

import pytest

from tests.calls.conftest import MakeWorld
from tests.calls.world import BUDI, World, own_hotline

SECOND = "+622160001000"


@pytest.fixture
def two_hotlines(make_world: MakeWorld, tmp_path: Path) -> World:
    second = own_hotline(
        tmp_path, ("key: ppatk", "key: kaltim"), ("name: Call Center PPATK", "name: Layanan Kaltim"),
        ("+622150001000", SECOND), ("Asia/Jakarta\n", "Asia/Makassar\n"),
    )  # fmt: skip
    world = make_world(hotlines=(own_hotline(tmp_path, name="ppatk.yaml"), second))
    for number in (SECOND, "+622170001000"):
        world.network.add_number(number, voice_url=f"{world.url}/voice", status_callback=f"{world.url}/voice/status")
    return world


def test_hotlines_are_told_apart_by_the_number_dialled(two_hotlines: World) -> None:
    world = two_hotlines
    world.dials(number=SECOND).hears("Anda terhubung dengan Layanan Kaltim").hangs_up().ends()
    world.dials().hears("Anda terhubung dengan Call Center PPATK").hangs_up().ends()
    assert sorted(record["hotline"] for record in world.records()) == ["kaltim", "ppatk"]
    (kaltim,) = (record for record in world.records() if record["hotline"] == "kaltim")
    assert kaltim["arrived_at"] == "2026-11-23T10:00:00+08:00"


def test_a_number_of_no_hotline_is_ended_politely_and_recorded(two_hotlines: World) -> None:
    budi = two_hotlines.dials(number="+622170001000")
    budi.hears("Mohon maaf, nomor yang Anda hubungi tidak melayani panggilan. Terima kasih.").ends()
    record = two_hotlines.record()
    assert (record["hotline"], record["disposition"], record["to"]) == (None, "failed", "+622170001000")


def test_with_one_hotline_any_number_reaches_it(world: World) -> None:
    world.network.add_number(SECOND, voice_url=f"{world.url}/voice", status_callback=f"{world.url}/voice/status")
    world.dials(number=SECOND).hears("Anda terhubung dengan Call Center PPATK").hangs_up().ends()
    assert world.record()["hotline"] == "ppatk"


@pytest.mark.parametrize("caller", ["anonymous", "+266696687", "unknown"])
def test_a_withheld_number_is_null_and_the_officer_is_told_so(world: World, caller: str) -> None:
    siti = world.on_duty("siti", "pti", "+6281200000002")
    world.dials(caller).presses("2")
    siti.answers().hears(
        "Panggilan Call Center PPATK untuk Pusat Teknologi Informasi, nomor penelepon tidak diketahui."
    )
    assert world.record()["from"] is None


def test_a_blocked_caller_is_refused_without_an_answer(make_world: MakeWorld, tmp_path: Path) -> None:
    world = make_world(hotlines=(own_hotline(tmp_path, ("blocked: []", f'blocked: ["{BUDI}"]')),))
    world.dials().ends()
    assert "<Reject" in world.network.exchanges[0].response
    assert world.record()["disposition"] == "rejected"
    world.network.assert_faultless()
