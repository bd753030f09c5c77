"""Repeating a week: for so many weeks or until a date, with people taking turns, never outside its range."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ivr.domain.roster import Task
from ivr.domain.roster_copy import Existing, rotation
from ivr.workflows.carry_roster import carry_roster, preview_carrying
from ivr.workflows.repeat_pattern import MOST_WEEKS, WrongRange, last_day, repeat_pattern
from tests.calls.world import MONDAY, World
from tests.roster.weeks import (
    WEEK_AFTER,
    empties,
    kinds,
    sample_week,
    scope_of_maya,
    staffed,
    standing,
    told,
    value_of,
)
from tests.web.served import text_of
from tests.web.visitor import Visitor, signed_in

ON_SQLITE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
WEEK = timedelta(days=7)


def repeats(visitor: Visitor, **asked: str) -> str:
    """Look at the preview, and do what it shows; the page that follows."""
    typed: dict[str, Any] = {"week": str(MONDAY), "weeks": "4", "until": "", "rotates": "", "existing": "keep"} | asked
    shown = visitor.gets("/roster/pattern", params=typed).text
    return visitor.posts("/roster/pattern", **typed, mark=value_of(shown, "mark")).text


def test_a_week_is_repeated_as_one_change(world: World) -> None:
    sample_week(staffed(world))
    maya = signed_in(world, "maya")

    page = text_of(repeats(maya, weeks="5"))

    assert "Tersimpan: Ulangi pola, 66 sel berubah." in page  # 5 weeks of 15 cells, without three holidays
    assert "Batalkan perubahan terakhir Ulangi pola oleh Maya, 09.00" in page
    for weeks in range(1, 6):
        assert told(world, MONDAY + weeks * WEEK, "pelaporan") == ["piket andi", "piket sari", "istirahat rudi"]
    page = text_of(maya.gets(f"/roster?week={MONDAY + 3 * WEEK}").text)
    assert "Senin 14 Desember, Direktorat Pelaporan: Andi, Sari ditambahkan; istirahat: Rudi ditambahkan" in page
    assert "9 sel lain" in page
    assert "Juga 51 sel di pekan lain." in page
    assert "Senin 30 November" not in page, "the log of a week tells of that week"
    page = text_of(maya.gets("/journal").text)
    assert "Ulangi pola: 30 November 2026 sampai 31 Desember 2026, pelaporan, pti, humas; pola pekan" in page
    assert told(world, date(2026, 12, 24), "pti") == []
    assert told(world, MONDAY + 6 * WEEK, "pelaporan") == []
    assert kinds(world) == ["pattern"]
    maya.posts("/roster/undo", change="1", week=str(MONDAY))
    assert standing(world, first=WEEK_AFTER, last=WEEK_AFTER + 9 * WEEK) == {}


@ON_SQLITE
def test_a_week_that_was_left_as_it_is_has_no_change_to_take_back(world: World) -> None:
    sample_week(staffed(world))
    sample_week(world, MONDAY + 2 * WEEK)
    maya = signed_in(world, "maya")

    assert "Tersimpan: Ulangi pola, 30 sel berubah." in text_of(repeats(maya, weeks="3"))

    for weeks, words in ((1, "Ulangi pola oleh Maya"), (2, "Belum ada perubahan."), (3, "Ulangi pola oleh Maya")):
        assert words in text_of(maya.gets(f"/roster?week={MONDAY + weeks * WEEK}").text)


@ON_SQLITE
def test_people_take_turns_one_further_each_week(world: World) -> None:
    sample_week(staffed(world))

    repeats(signed_in(world, "maya"), weeks="3", rotates="1")

    assert [told(world, MONDAY + weeks * WEEK, "pelaporan") for weeks in (1, 2, 3)] == [
        ["piket sari", "piket rudi", "istirahat andi"],
        ["piket rudi", "piket andi", "istirahat sari"],
        ["piket andi", "piket sari", "istirahat rudi"],
    ]
    assert told(world, MONDAY + WEEK, "pti") == ["piket bayu", "istirahat dewi"]


@ON_SQLITE
def test_a_date_ends_it_in_the_middle_of_a_week(world: World) -> None:
    sample_week(staffed(world))

    repeats(signed_in(world, "maya"), until="2026-12-08")

    assert told(world, date(2026, 12, 8), "pti") == ["piket dewi", "istirahat bayu"]
    assert told(world, date(2026, 12, 9), "pti") == []


@ON_SQLITE
@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"weeks": "27"}, "'27' bukan jumlah pekan; tulis 1 sampai 26."),
        ({"weeks": "dua"}, "'dua' bukan jumlah pekan; tulis 1 sampai 26."),
        ({"weeks": "0"}, "'0' bukan jumlah pekan; tulis 1 sampai 26."),
        ({"until": "2026-11-29"}, "29 November 2026 belum melewati pekan ini; tulis 30 November 2026 atau sesudahnya."),
        ({"until": "2027-05-31"}, "Paling banyak 26 pekan, yaitu sampai 30 Mei 2027."),
        ({"until": "2026-11-31"}, "Tanggal 2026-11-31 tidak ada; bulan itu berakhir 30 November 2026."),
    ],
)
def test_a_range_that_cannot_be_is_told_beside_its_field(world: World, asked: dict[str, str], words: str) -> None:
    maya = signed_in(staffed(world), "maya")

    typed: dict[str, Any] = {"week": str(MONDAY)} | asked
    shown = maya.gets("/roster/pattern", params=typed)
    done = maya.posts("/roster/pattern", mark="x", **typed)

    for answer in (shown, done):
        assert answer.status_code == 422
        assert words in text_of(answer.text)
    assert kinds(world) == []


@given(st.lists(st.integers(1, 50), unique=True, min_size=1, max_size=8), st.integers(0, 30))
def test_in_a_rotation_everybody_has_exactly_one_place(ring: list[int], steps: int) -> None:
    turn = rotation(ring, steps)

    assert sorted(turn) == sorted(turn.values()) == sorted(ring)
    assert rotation(ring, steps + len(ring)) == turn


@pytest.mark.slow
@ON_SQLITE
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(-10, 200), st.booleans(), st.sampled_from(list(Existing)))
def test_nothing_is_written_outside_the_range(world: World, days: int, rotates: bool, existing: Existing) -> None:
    if "andi" not in world._ids:
        sample_week(staffed(world))
    first, until, end = WEEK_AFTER, WEEK_AFTER + timedelta(days=days), last_day(MONDAY, MOST_WEEKS + 6)
    empties(world, first=WEEK_AFTER, last=end)
    world.rosters("tono", "humas", on=WEEK_AFTER + WEEK)
    before = standing(world, last=end)
    try:
        wish = repeat_pattern(world.office.hotlines.first, week=MONDAY, until=until, rotates=rotates, existing=existing)
    except WrongRange:
        assert until < first or until > last_day(MONDAY, MOST_WEEKS)
        return
    scope, now = scope_of_maya(world), world.office.clock()
    seen = preview_carrying(world.office, wish, scope=scope, now=now)

    carry_roster(world.office, wish, seen=seen.mark, scope=scope, now=now)

    after = standing(world, last=end)
    changed = [slot for slot in {*before, *after} if before.get(slot, ()) != after.get(slot, ())]
    assert changed
    assert all(first <= slot.on <= until for slot in changed)
    assert all(line.task in (Task.DUTY, Task.COVER) for slot in changed for line in after.get(slot, ()))
    assert all(line.on == slot.on for slot in changed for line in after.get(slot, ()))
