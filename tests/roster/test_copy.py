"""Copying a week: by weekday, shown first, done as one change that can be taken back."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ivr.domain.roster import Duty, Task
from ivr.domain.roster_change import ChangeKind, Slot
from ivr.domain.roster_copy import Existing
from ivr.store.roster import replace_slots
from ivr.workflows.carry_roster import carry_roster, preview_carrying
from ivr.workflows.copy_week import copy_week
from ivr.workflows.take_back_roster import take_back_roster
from tests.calls.world import MONDAY, World
from tests.roster.weeks import (
    FRIDAY,
    OFFICERS,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    WEEK_AFTER,
    WEEK_BEFORE,
    empties,
    kinds,
    leaves,
    mail,
    person,
    sample_week,
    scope_of_maya,
    staffed,
    standing,
    told,
    value_of,
    writes,
)
from tests.web.served import text_of
from tests.web.visitor import Visitor, signed_in

ON_SQLITE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
NEXT_TUESDAY = WEEK_AFTER + timedelta(days=1)


def copies(visitor: Visitor, week: date, **asked: str) -> str:
    """Look at the preview, and do what it shows; the page that follows."""
    typed: dict[str, Any] = {"week": str(week), "from": str(week - timedelta(days=7)), "existing": "keep"} | asked
    shown = visitor.gets("/roster/copy", params=typed).text
    return visitor.posts("/roster/copy", **typed, mark=value_of(shown, "mark")).text


def test_a_week_is_copied_by_weekday_and_taken_back_whole(world: World) -> None:
    sample_week(staffed(world))
    maya = signed_in(world, "maya")

    preview = text_of(maya.gets(f"/roster/copy?week={WEEK_AFTER}").text)
    assert "Senin 30 November Operator" not in preview
    assert (
        "Senin 30 November Direktorat Pelaporan: Andi, Sari ditambahkan; istirahat: Rudi ditambahkan "
        "Pusat Teknologi Informasi: Dewi ditambahkan; istirahat: Bayu ditambahkan"
    ) in preview
    assert standing(world, first=WEEK_AFTER, last=WEEK_AFTER + timedelta(days=6)) == {}

    page = text_of(copies(maya, WEEK_AFTER))
    assert "Tersimpan: Salin pekan, 15 sel berubah." in page
    assert "Pekan ini lengkap" in page
    assert told(world, NEXT_TUESDAY, "pelaporan") == ["piket andi", "piket sari", "istirahat rudi"]
    assert kinds(world) == ["copy"]
    assert "Batalkan perubahan terakhir Salin pekan oleh Maya, 09.00" in page

    maya.posts("/roster/undo", change="1", week=str(WEEK_AFTER))
    assert standing(world, first=WEEK_AFTER, last=WEEK_AFTER + timedelta(days=6)) == {}


@ON_SQLITE
def test_what_cannot_be_copied_is_told(world: World) -> None:
    christmas_week = date(2026, 12, 21)
    sample_week(staffed(world), christmas_week - timedelta(days=7))
    world.rosters("rudi", "pti", task="istirahat", replaces="bayu", on=christmas_week - timedelta(days=7))
    world.rosters("bayu", "pti", on=christmas_week - timedelta(days=7))
    world.rosters("rudi", "pelaporan", task="pengganti", replaces="sari", on=christmas_week - timedelta(days=6))
    for gone in ("bayu", "nina"):
        leaves(world, gone)
    world.rosters("sari", "pelaporan", on=christmas_week)
    maya = signed_in(world, "maya")

    preview = text_of(maya.gets(f"/roster/copy?week={christmas_week}").text)

    for sentence in (
        "Kamis 24 Desember (Cuti Bersama Hari Raya Natal) tidak ada layanan, dilewati.",
        "Jumat 25 Desember (Hari Raya Natal) tidak ada layanan, dilewati.",
        "Senin 21 Desember, Direktorat Pelaporan sudah terisi, dibiarkan.",
        "Bayu tidak aktif, tidak ikut: Senin 21 Desember, Selasa 22 Desember, Rabu 23 Desember.",
        "Nina tidak aktif, tidak ikut: Senin 21 Desember, Selasa 22 Desember, Rabu 23 Desember.",
        "Rudi sebagai pengganti karena berhalangan tidak ikut: Selasa 22 Desember.",
        "Rudi sebagai pengganti istirahat tidak ikut, karena yang digantikan tidak piket: Senin 21 Desember.",
    ):
        assert sentence in preview
    assert "Sabtu" not in preview
    copies(maya, christmas_week)
    assert told(world, christmas_week, "pelaporan") == ["piket sari"]
    assert told(world, christmas_week, "pti") == ["piket dewi"]
    assert told(world, christmas_week + timedelta(days=1), "humas") == ["istirahat tono"]
    assert told(world, christmas_week + timedelta(days=3), "pti") == []


@ON_SQLITE
def test_what_stands_there_is_kept_or_replaced_as_chosen(world: World) -> None:
    sample_week(staffed(world), WEEK_BEFORE)
    world.rosters("rudi", "pelaporan", on=THURSDAY)
    maya = signed_in(world, "maya")

    copies(maya, MONDAY)
    assert told(world, THURSDAY, "pelaporan") == ["piket rudi"]
    assert "Rudi diganti Andi; Sari ditambahkan" in text_of(
        maya.gets(f"/roster/copy?week={MONDAY}&existing=replace").text
    )
    copies(maya, MONDAY, existing="replace")
    assert told(world, THURSDAY, "pelaporan") == ["piket andi", "piket sari", "istirahat rudi"]
    assert kinds(world) == ["copy", "copy"]


@ON_SQLITE
def test_days_that_are_over_stay_as_they_are(world: World) -> None:
    sample_week(staffed(world), WEEK_BEFORE - timedelta(days=7))
    maya = signed_in(world, "maya")

    assert "Senin 16 November sudah lewat, dibiarkan." in text_of(maya.gets(f"/roster/copy?week={WEEK_BEFORE}").text)
    copies(maya, WEEK_BEFORE)

    assert standing(world, first=WEEK_BEFORE, last=MONDAY) == {}


@ON_SQLITE
def test_what_was_not_shown_is_not_done(world: World) -> None:
    sample_week(staffed(world))
    maya = signed_in(world, "maya")
    seen = value_of(maya.gets(f"/roster/copy?week={WEEK_AFTER}").text, "mark")
    writes(signed_in(world, "ketut"), NEXT_TUESDAY, "pelaporan", (mail("rudi"), "piket"))

    refused = maya.posts("/roster/copy", week=str(WEEK_AFTER), mark=seen)

    assert refused.status_code == 409
    assert "Belum tersimpan: jadwal baru saja diubah orang lain." in text_of(refused.text)
    assert told(world, NEXT_TUESDAY, "pti") == []


@ON_SQLITE
def test_a_leader_copies_the_own_unit_only(world: World) -> None:
    sample_week(staffed(world))

    copies(signed_in(world, "ketut"), WEEK_AFTER)

    assert told(world, NEXT_TUESDAY, "pelaporan") == ["piket andi", "piket sari", "istirahat rudi"]
    assert told(world, NEXT_TUESDAY, "pti") == []
    assert signed_in(world, "andi").gets("/roster/copy").status_code == 403


@ON_SQLITE
@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("2026-11-31", "Tanggal 2026-11-31 tidak ada; bulan itu berakhir 30 November 2026."),
        ("2026-12-02", "Itu pekan yang sama; pilih tanggal di pekan lain."),
    ],
)
def test_a_week_that_cannot_be_copied_is_told_beside_its_field(world: World, written: str, words: str) -> None:
    answer = signed_in(staffed(world), "maya").gets("/roster/copy", params={"week": WEEK_AFTER, "from": written})

    assert answer.status_code == 422
    assert words in text_of(answer.text)


Line = tuple[date, str, Task, str, str | None]
DAYS = (MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY)
LINES = st.tuples(
    st.sampled_from(DAYS), st.sampled_from(["pelaporan", "pti", "operator"]), st.sampled_from(list(Task)),
    st.sampled_from(sorted(OFFICERS)), st.one_of(st.none(), st.sampled_from(sorted(OFFICERS))),
)  # fmt: skip


@ON_SQLITE
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(LINES, max_size=12), st.lists(LINES, max_size=6), st.sampled_from(list(Existing)))
def test_copying_and_taking_back_restores_exactly(
    world: World, lines: list[Line], there: list[Line], existing: Existing
) -> None:
    if "andi" not in world._ids:
        staffed(world)
    first, last = MONDAY, WEEK_AFTER + timedelta(days=6)
    empties(world, first=first, last=last)
    week = timedelta(days=7)
    puts(world, lines + [(on + week, unit, task, name, whom) for on, unit, task, name, whom in there])
    before, scope, now = standing(world, first=first, last=last), scope_of_maya(world), world.office.clock()
    hotline = world.office.hotlines.first
    wish = copy_week(hotline, source=MONDAY, target=WEEK_AFTER, existing=existing)

    seen = preview_carrying(world.office, wish, scope=scope, now=now)
    change, _ = carry_roster(world.office, wish, seen=seen.mark, scope=scope, now=now)
    after = standing(world, first=first, last=last)

    assert {slot for slot in {*before, *after} if before.get(slot, ()) != after.get(slot, ())} == {
        one.slot for one in (change.slots if change else ())
    }
    assert all(slot.on >= WEEK_AFTER for slot in after if before.get(slot, ()) != after[slot])
    if change:
        assert change.kind is ChangeKind.COPY
        take_back_roster(world.office, hotline, change.id, scope=scope, now=now)
    assert standing(world, first=first, last=last) == before


def puts(world: World, lines: list[Line]) -> None:
    """Put lines on the roster, whatever they say."""
    slots: dict[Slot, list[Duty]] = {}
    for on, unit, task, name, replaces in lines:
        whom = person(world, replaces) if replaces and task is not Task.DUTY else None
        line = Duty(on, unit, person(world, name), task, replaces_id=whom)
        slots.setdefault(Slot(on, unit, task), []).append(line)
    with world.office.database.writing() as connection:
        replace_slots(connection, "ppatk", slots)
