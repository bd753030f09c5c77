"""Changes of the roster taken back and made again: by whom, and when no more."""

import pytest

from tests.calls.world import MONDAY, World
from tests.roster.weeks import (
    TUESDAY,
    WEDNESDAY,
    kinds,
    mail,
    sample_week,
    staffed,
    standing,
    told,
    value_of,
    writes,
)
from tests.web.served import text_of
from tests.web.visitor import signed_in

ON_SQLITE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
ANDI, SARI, RUDI = (mail(name) for name in ("andi", "sari", "rudi"))


def test_the_last_change_is_taken_back_made_again_and_taken_back_again(world: World) -> None:
    sample_week(staffed(world))
    maya = signed_in(world, "maya")
    before = standing(world)
    writes(maya, WEDNESDAY, "pti", (mail("bayu"), "piket"))
    after = standing(world)

    page = maya.gets("/roster").text
    assert "Batalkan perubahan terakhir Ubah jadwal oleh Maya, 09.00" in text_of(page)
    for button, left in (
        ("Batalkan perubahan terakhir", before),
        ("Ulangi lagi", after),
        ("Batalkan perubahan terakhir", before),
    ):
        assert button in page
        page = maya.posts("/roster/undo", change=value_of(page, "change"), week=str(MONDAY)).text
        assert standing(world) == left
    assert kinds(world) == ["undo", "undo", "undo", "edit"]
    assert "Pengulangan: Ubah jadwal oleh Maya" in text_of(page)


@ON_SQLITE
def test_a_leader_takes_the_own_change_back_whatever_others_did_elsewhere(world: World) -> None:
    sample_week(staffed(world))
    maya, ketut = signed_in(world, "maya"), signed_in(world, "ketut")
    writes(ketut, TUESDAY, "pelaporan", (RUDI, "piket"))
    writes(maya, TUESDAY, "pti", (mail("bayu"), "piket"))

    page = ketut.gets("/roster").text
    assert "Batalkan perubahan terakhir Ubah jadwal oleh Ketut" in text_of(page)
    ketut.posts("/roster/undo", change=value_of(page, "change"), week=str(MONDAY))

    assert told(world, TUESDAY, "pelaporan") == ["piket andi", "piket sari", "istirahat rudi"]
    assert told(world, TUESDAY, "pti") == ["piket bayu"]
    writes(maya, TUESDAY, "pelaporan", (ANDI, "piket"))
    writes(ketut, TUESDAY, "pelaporan", (SARI, "piket"))
    writes(maya, TUESDAY, "pelaporan", (RUDI, "piket"))
    assert "Batalkan perubahan terakhir Ubah jadwal oleh Maya" in text_of(ketut.gets("/roster").text)


@ON_SQLITE
def test_a_change_that_was_overtaken_is_not_taken_back(world: World) -> None:
    sample_week(staffed(world))
    maya, ketut = signed_in(world, "maya"), signed_in(world, "ketut")
    writes(maya, WEDNESDAY, "pelaporan", (RUDI, "piket"))
    writes(maya, WEDNESDAY, "pelaporan", (SARI, "piket"))

    overtaken = maya.posts("/roster/undo", change="1", week=str(MONDAY))
    assert "sesudahnya jadwal ini sudah diubah lagi (Rabu 25 November, Direktorat Pelaporan)" in text_of(overtaken.text)
    maya.posts("/roster/undo", change="2", week=str(MONDAY))
    assert "sudah dibatalkan sebelumnya" in maya.posts("/roster/undo", change="2", week="").text
    writes(maya, WEDNESDAY, "pti", (mail("bayu"), "piket"))
    assert ketut.posts("/roster/undo", change="4", week="").status_code == 403
    assert maya.posts("/roster/undo", change="semua", week="").status_code == 400
    assert told(world, WEDNESDAY, "pelaporan") == ["piket rudi"]
