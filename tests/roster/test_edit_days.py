"""An empty week planned in few cells: as many lines as a unit needs, the same on other days at once."""

import re
from datetime import date
from typing import Any

import pytest

from tests.calls.world import MONDAY, World
from tests.roster.weeks import (
    FRIDAY,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    fields,
    kinds,
    mail,
    opens,
    sample_week,
    staffed,
    told,
    value_of,
    writes,
)
from tests.web.served import text_of
from tests.web.visitor import signed_in

ON_SQLITE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
ANDI, SARI, RUDI = (mail(name) for name in ("andi", "sari", "rudi"))


def test_an_empty_cell_asks_for_as_many_as_the_unit_needs_and_their_break(world: World) -> None:
    form = opens(signed_in(staffed(world), "maya"), MONDAY, "pelaporan")

    assert re.findall(r'<option value="(\w+)" selected', form) == ["piket", "piket", "istirahat"]


def same_on(form: str, *days: date) -> dict[str, Any]:
    """What the form of a cell sends along when other days are ticked."""
    return {"also": [str(on) for on in days]} | {f"mark-{on}": value_of(form, f"mark-{on}") for on in days}


def test_a_cover_for_nobody_in_particular_says_that_it_is_for_all(world: World) -> None:
    page = opens(signed_in(staffed(world), "maya"), TUESDAY, "pelaporan")
    assert page.count('<option value="">semua yang piket</option>') == 1
    assert text_of(page).count("pengganti istirahat") == 3, "and its task is called by its name"


def test_a_cell_is_saved_for_other_days_of_the_week_as_one_change(world: World) -> None:
    staffed(world).rosters("rudi", "pelaporan", on=THURSDAY)
    maya = signed_in(world, "maya")
    form = opens(maya, TUESDAY, "pelaporan")
    assert re.findall(r'name="also" value="([-\d]+)"', form) == ["2026-11-23", "2026-11-25", "2026-11-26", "2026-11-27"]
    assert "Rabu 25 November masih kosong Kamis 26 November mengganti Rudi" in text_of(form)

    lines = ((ANDI, "piket"), ("", "piket"), (SARI, "istirahat"))
    filled = fields(form, *lines) | same_on(form, WEDNESDAY, THURSDAY)
    longer = maya.posts(f"/roster/cell?on={TUESDAY}&unit=pelaporan", **filled, do="add").text
    assert re.findall(r'name="also" value="([-\d]+)" checked', longer) == ["2026-11-25", "2026-11-26"]
    saved = text_of(maya.posts(f"/roster/cell?on={TUESDAY}&unit=pelaporan", **filled).text)

    assert "Tersimpan. Selasa 24 November, Direktorat Pelaporan: Andi ditambahkan; istirahat: Sari" in saved
    for on in (TUESDAY, WEDNESDAY, THURSDAY):
        assert told(world, on, "pelaporan") == ["piket andi", "istirahat sari"]
    assert told(world, MONDAY, "pelaporan") == told(world, FRIDAY, "pelaporan") == []
    assert kinds(world) == ["edit"]


@ON_SQLITE
def test_of_several_days_none_is_saved_when_one_was_changed_meanwhile_or_cannot_be(world: World) -> None:
    sample_week(staffed(world))
    maya, path = signed_in(world, "maya"), f"/roster/cell?on={TUESDAY}&unit=pti"
    form = opens(maya, TUESDAY, "pti")
    writes(maya, FRIDAY, "pti", (mail("bayu"), "piket"))

    lines = ((mail("dewi"), "piket"), (RUDI, "pengganti", "", "", mail("dewi")))
    moved = maya.posts(path, **fields(form, *lines) | same_on(form, FRIDAY))
    assert moved.status_code == 409
    assert "Jumat 27 November mengganti Bayu" in text_of(moved.text)
    assert told(world, TUESDAY, "pti") == ["piket dewi", "istirahat bayu"]

    assert 'value="2026-11-27" checked' in moved.text
    assert maya.posts(path, **fields(moved.text, *lines) | same_on(moved.text, FRIDAY)).status_code == 200
    assert told(world, FRIDAY, "pti") == told(world, TUESDAY, "pti") == ["piket dewi", "pengganti rudi for dewi"]
    for odd in ("2026-11-31", "2026-12-01", "0001-01-01", "x"):
        assert maya.posts(path, **fields(form, also=odd)).status_code == 400
