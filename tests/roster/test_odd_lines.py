"""Lines of the roster that look right and are not: without length, into the next day; and days that are over."""

from pathlib import Path

import pytest

from ivr.store.migrate import upgrade
from tests.calls.world import MONDAY, World, own_hotline, wib, world_at
from tests.databases import SqliteDatabases
from tests.roster.weeks import (
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    leaves,
    mail,
    opens,
    sample_week,
    staffed,
    told,
    writes,
)
from tests.web.served import text_of
from tests.web.visitor import signed_in

ON_SQLITE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
DEWI, BAYU = mail("dewi"), mail("bayu")


@ON_SQLITE
@pytest.mark.parametrize(
    ("line", "words"),
    [
        ((DEWI, "piket", "17.00"), "Tidak ada waktu tersisa: layanan hari itu 07.00-17.00; isi mulai dan selesai."),
        ((DEWI, "piket", "20.00"), "Tidak ada waktu tersisa: layanan hari itu 07.00-17.00; isi mulai dan selesai."),
        ((DEWI, "piket", "", "07.00"), "Tidak ada waktu tersisa: layanan hari itu 07.00-17.00; isi mulai dan selesai."),
        ((BAYU, "istirahat", "13.00"), "Tidak ada waktu tersisa: istirahat hari itu 12.00-13.00; isi mulai dan selesa"),
    ],
)
def test_a_line_that_leaves_no_time_is_refused(world: World, line: tuple[str, ...], words: str) -> None:
    staffed(world)
    answer = writes(signed_in(world, "maya"), THURSDAY, "pti", line)
    assert answer.status_code == 422
    assert words in text_of(answer.text)
    assert told(world, THURSDAY, "pti") == []


@ON_SQLITE
def test_a_night_does_not_run_into_the_same_persons_next_day(world: World) -> None:
    staffed(world)
    maya = signed_in(world, "maya")
    writes(maya, TUESDAY, "pti", (DEWI, "piket", "22.00", "08.00"))

    late = writes(maya, WEDNESDAY, "pti", (DEWI, "piket"))
    assert late.status_code == 422
    assert (
        "Jamnya bertumpang tindih dengan piket Selasa, 24 November 2026 22.00-08.00, orang yang sama; "
        "ubah jamnya, atau hapus salah satunya."
    ) in text_of(late.text)
    assert writes(maya, WEDNESDAY, "pti", (DEWI, "piket", "08.00", "17.00")).status_code == 200
    early = writes(maya, TUESDAY, "pti", (DEWI, "piket", "22.00", "08.30"))
    assert "dengan piket Rabu, 25 November 2026 08.00-17.00, orang yang sama" in text_of(early.text)
    assert writes(maya, WEDNESDAY, "pti", (BAYU, "piket")).status_code == 200


def test_hours_after_midnight_say_whose_night_they_are(sqlite_databases: SqliteDatabases, tmp_path: Path) -> None:
    night = own_hotline(
        tmp_path,
        ('mon-fri: "07:00-17:00"', 'mon-fri: "20:00-06:00"'),
        ('mon-thu: "12:00-13:00"', 'mon-thu: "22:00-23:00"'),
        ('fri: "11:30-13:30"', 'fri: "22:00-23:00"'),
    )
    with world_at("2026-11-23 09:00", sqlite_databases.fresh(upgrade), tmp_path, hotlines=(night,)) as world:
        maya = signed_in(staffed(world), "maya")
        page = writes(maya, TUESDAY, "pti", (DEWI, "piket", "20.00", "02.00"), (BAYU, "piket", "02.00", "06.00")).text
        assert (
            "02.00-06.00 adalah dini hari Selasa 24 November; untuk dini hari Rabu 25 November, isi di sel Rabu 25 Nov"
        ) in text_of(page)
        assert "dini hari" not in text_of(writes(maya, TUESDAY, "pti", (DEWI, "piket", "20.00", "06.00")).text)


@ON_SQLITE
def test_who_has_left_since_stays_on_the_days_when_they_were_there(world: World) -> None:
    sample_week(staffed(world))
    world.jumps_to(wib("2026-11-24 09:00"))
    leaves(world, "dewi")
    maya = signed_in(world, "maya")

    mended = writes(maya, MONDAY, "pti", (DEWI, "piket"), (BAYU, "istirahat", "12.00", "12.30"), alasan="sesuai absen")
    assert mended.status_code == 200
    assert told(world, MONDAY, "pti") == ["piket dewi", "istirahat bayu 12:00 12:30"]
    today = writes(maya, TUESDAY, "pti", (DEWI, "piket"))
    assert "Dewi tidak aktif; pilih orang lain, atau aktifkan dahulu." in text_of(today.text)


@ON_SQLITE
def test_a_form_whose_lines_were_lost_on_the_way_empties_nothing(world: World) -> None:
    sample_week(staffed(world))
    maya = signed_in(world, "maya")
    mark = opens(maya, TUESDAY, "pti").partition('name="mark" value="')[2].partition('"')[0]
    assert maya.posts(f"/roster/cell?on={TUESDAY}&unit=pti", mark=mark).status_code == 400
    assert told(world, TUESDAY, "pti") == ["piket dewi", "istirahat bayu"]


@ON_SQLITE
def test_the_cell_says_who_is_rung_first_as_the_hotline_does_it(
    world: World, sqlite_databases: SqliteDatabases, tmp_path: Path
) -> None:
    page = text_of(opens(signed_in(staffed(world), "maya"), TUESDAY, "pti"))
    assert "Wajib 1 petugas piket. Yang paling lama tidak menerima telepon berdering lebih dahulu." in page
    assert "Urutan baris" not in page

    ordered = own_hotline(tmp_path, ("order: longest_idle", "order: as_rostered"))
    with world_at("2026-11-23 09:00", sqlite_databases.fresh(upgrade), tmp_path, hotlines=(ordered,)) as other:
        page = text_of(opens(signed_in(staffed(other), "maya"), TUESDAY, "pti"))
    assert "Wajib 1 petugas piket. Urutan baris adalah urutan dering." in page
