"""The week and the month as pages: who is there, what is missing, for everybody of the hotline."""

import re
from datetime import date, time, timedelta
from html import unescape

import pytest

from ivr.workflows.gap_labels import gap_in_words
from ivr.workflows.show_gaps import show_gaps
from tests.calls.world import MONDAY, World
from tests.roster.weeks import (
    FRIDAY,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    empties,
    mail,
    sample_week,
    staffed,
    writes,
)
from tests.statements import statements
from tests.web.served import text_of
from tests.web.visitor import Visitor, signed_in

ON_SQLITE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


def cell(visitor: Visitor, on: date, unit: str, *, week: date = MONDAY) -> str:
    """How a cell is read out."""
    page = visitor.gets(f"/roster?week={week}").text
    found = re.search(rf'id="c-{on}-{unit}"[^>]*>(.*?)</(?:a|div)>', page, flags=re.S)
    assert found is not None
    return " ".join(unescape(re.sub(r"<[^>]+>", "", found[1])).split())


def test_everybody_of_the_hotline_reads_the_week(world: World) -> None:
    sample_week(staffed(world))
    world.rosters("rudi", "pelaporan", task="pengganti", replaces="andi", on=TUESDAY, note="sakit")
    empties(world, first=THURSDAY, last=THURSDAY)
    world.rosters("andi", "pelaporan", on=THURSDAY)
    world.rosters("sari", "pelaporan", on=THURSDAY, starts=time(7), ends=time(12))

    for name in ("bayu", "maya"):
        visitor = signed_in(world, name)
        page = visitor.gets("/roster").text
        assert "Jadwal piket: 23 sampai 27 November 2026" in text_of(page)
        assert "+62812" not in page
        assert "0812" not in page
        assert "Istirahat: yang menjawab selama jam istirahat. Siaga: operator yang menjawab tanpa perlu" in page
        assert (
            cell(visitor, MONDAY, "pelaporan") == "Direktorat Pelaporan, Senin 23 November: Andi, Sari; istirahat: Rudi"
        )
        assert cell(visitor, TUESDAY, "pelaporan") == (
            "Direktorat Pelaporan, Selasa 24 November: Andi, Sari; istirahat: Rudi; Rudi menggantikan Andi: sakit; "
            "istirahat Rudi tidak ada penggantinya"
        )
        assert cell(visitor, MONDAY, "operator") == "Operator, Senin 23 November: Opi (siaga)"
        assert cell(visitor, THURSDAY, "pelaporan") == (
            "Direktorat Pelaporan, Kamis 26 November: Andi, Sari 07.00-12.00; "
            "kurang petugas: ada 1 dari 2 (12.00-17.00); istirahat Andi tidak ada penggantinya"
        )
        assert cell(visitor, THURSDAY, "pti").endswith("belum ada petugas; kurang petugas: ada 0 dari 1")


@ON_SQLITE
def test_own_duties_stand_out(world: World) -> None:
    sample_week(staffed(world))

    page = signed_in(world, "andi").gets("/roster").text

    assert page.count('class="part piket me"') == 5
    assert page.count(">Anda<") == 5
    assert 'class="part piket me"' not in signed_in(world, "maya").gets("/roster").text


@ON_SQLITE
def test_the_page_names_the_very_gaps_that_the_command_does(world: World) -> None:
    sample_week(staffed(world))
    world.rosters("dewi", "humas", on=TUESDAY)
    world.rosters("bayu", "pti", task="istirahat", replaces="andi", on=WEDNESDAY, starts=time(9), ends=time(10))
    world.rosters("tono", "humas", on=MONDAY + timedelta(days=5))
    found = show_gaps(world.office, world.office.hotlines.first, first=MONDAY, last=MONDAY + timedelta(days=6))
    visitor = signed_in(world, "sari")

    page = visitor.gets("/roster").text

    assert {gap.kind.value for gap in found} == {"two_units", "for_nobody", "outside_hours"}
    assert f"{len(found)} kekurangan" in page
    for gap in found:
        words = gap_in_words(gap, world.office.hotlines.first)
        assert f'href="#c-{gap.on}-{gap.unit}">' in page
        assert words in cell(visitor, gap.on, gap.unit)


@ON_SQLITE
def test_a_complete_week_says_so(world: World) -> None:
    sample_week(staffed(world))

    assert "Pekan ini lengkap" in signed_in(world, "andi").gets("/roster?week=2026-11-25").text


@ON_SQLITE
def test_a_holiday_stands_over_its_day(world: World) -> None:
    visitor = signed_in(staffed(world), "andi")

    page = text_of(visitor.gets("/roster?week=2026-12-25").text)

    assert "Kamis 24 Desember Cuti Bersama Hari Raya Natal tidak ada layanan" in page
    assert cell(visitor, date(2026, 12, 25), "pti", week=date(2026, 12, 25)) == (
        "Pusat Teknologi Informasi, Jumat 25 Desember: - tidak ada layanan"
    )


@ON_SQLITE
@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("2026-11-31", "Tanggal 2026-11-31 tidak ada; bulan itu berakhir 30 November 2026."),
        ("besok", "'besok' bukan tanggal; tulis 2026-11-23 atau 23/11/2026."),
        ("0001-01-01", "Tahun 1 tidak masuk akal; periksa tahunnya."),
    ],
)
def test_a_day_that_is_none_is_told_beside_its_field(world: World, written: str, told: str) -> None:
    answer = signed_in(staffed(world), "andi").gets("/roster", params={"week": written})

    assert answer.status_code == 400
    assert told in text_of(answer.text)
    assert f'value="{written}"' in answer.text.replace("&#39;", "'")


@ON_SQLITE
def test_the_month_shows_names_by_unit_and_what_is_missing(world: World) -> None:
    sample_week(staffed(world))
    empties(world, first=FRIDAY, last=FRIDAY)
    world.rosters("rudi", "pti", task="pengganti", replaces="dewi", on=TUESDAY, note="sakit")
    visitor = signed_in(world, "sari")

    page = text_of(visitor.gets("/roster/month?month=2026-11").text)

    assert "Jadwal piket: November 2026" in page
    assert "Direktorat Pelaporan Andi, Sari (Anda) ; istirahat: Rudi Pusat Teknologi Informasi Dewi; ist" in page
    assert "Dewi; istirahat: Bayu; Rudi menggantikan Dewi Direktorat Kerjasama" in page
    assert "Senin Selasa Rabu Kamis Jumat Senin 2 Direktorat" in page  # the 1st is a Sunday
    assert "Direktorat Pelaporan belum ada ; kurang petugas: ada 0 dari 2" in page
    for written, words in (
        ("2026-13", "Bulan 2026-13 tidak ada; tulis 2026-11 atau 11/2026."),
        ("November", "'November' bukan bulan; tulis 2026-11 atau 11/2026."),
    ):
        refused = visitor.gets(f"/roster/month?month={written}")
        assert (refused.status_code, words in text_of(refused.text)) == (400, True)
    assert "Maret 2027" in text_of(visitor.gets("/roster/month?month=3/2027").text)
    assert "Januari 2027" in text_of(visitor.gets("/roster/month?month=2027-01").text)


@ON_SQLITE
def test_a_busy_week_costs_no_more_questions_than_an_empty_one(world: World) -> None:
    visitor, counts = signed_in(staffed(world), "maya"), []
    visitor.gets("/roster")
    for path in ("/roster", "/roster/month"):
        with statements(world.office.database) as empty:
            visitor.gets(path)
        counts.append(len(empty))
    sample_week(world)
    world.rosters("rudi", "pelaporan", task="pengganti", replaces="andi", on=TUESDAY, note="sakit")
    for _ in range(2):
        writes(visitor, WEDNESDAY, "pti", (mail("bayu"), "piket"), alasan="rapat")
        writes(visitor, WEDNESDAY, "pti", (mail("dewi"), "piket"))

    for path, count in zip(("/roster", "/roster/month"), counts, strict=True):
        with statements(world.office.database) as busy:
            assert visitor.gets(path).status_code == 200
        assert len(busy) == count
    assert counts[0] <= 8
