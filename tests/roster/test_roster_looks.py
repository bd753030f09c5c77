"""The roster as it is seen: by everybody at every width, on a telephone, and on one sheet of paper."""

import io
from datetime import timedelta

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.calls.world import MONDAY, World
from tests.roster.in_browser import Opens
from tests.roster.weeks import (
    FRIDAY,
    TUESDAY,
    WEDNESDAY,
    WEEK_AFTER,
    mail,
    rename,
    sample_week,
    staffed,
    told,
    writes,
)
from tests.web.axe import faults
from tests.web.visitor import signed_in

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
NAMES = ("Andi Wirawan", "Sari Lestari", "Dewi Anggraini", "Petugas Keempat", "Rudi Hartono")


def test_on_a_telephone_the_days_are_cards_and_a_cell_can_be_edited(world: World, opens: Opens) -> None:
    sample_week(staffed(world))
    page = opens("maya", width=390)

    tops = [page.locator(f"#d-{day}").bounding_box() for day in (MONDAY, TUESDAY)]
    card = page.locator(f"#c-{MONDAY}-humas").bounding_box()
    assert tops[0]
    assert tops[1]
    assert card
    assert tops[0]["y"] < card["y"] < tops[1]["y"]
    page.get_by_role("navigation", name="Hari").get_by_role("link", name="Jumat").click()
    page.locator(f"#c-{FRIDAY}-pti").click()
    expect(page.locator("#editor").get_by_role("button", name="Simpan").last).to_be_in_viewport()
    page.get_by_label("Petugas").first.select_option(label="Bayu")
    page.get_by_role("button", name="Hapus: baris 2").click()
    expect(page.get_by_label("Petugas")).to_have_count(1)
    page.locator("#editor").get_by_role("button", name="Simpan").last.click()
    expect(page.locator("#announcement")).to_contain_text("Tersimpan.")
    assert told(world, FRIDAY, "pti") == ["piket bayu"]


@pytest.mark.slow
@pytest.mark.parametrize("width", [390, 1366])
def test_every_page_can_be_read_by_everybody_at_every_width(world: World, opens: Opens, width: int) -> None:
    busy(staffed(world))
    writes(signed_in(world, "maya"), FRIDAY, "pti", (mail("bayu"), "piket", "08.00"), alasan="rapat")
    page = opens("maya", width=width)

    assert faults(page) == []
    page.locator(f"#c-{FRIDAY}-pelaporan").click()
    expect(page.locator("#editor form")).to_be_visible()
    page.get_by_label("Mulai").first.fill("pagi")
    page.keyboard.press("Enter")
    expect(page.locator("#editor .fault")).to_be_visible()
    assert faults(page) == []
    for path in (
        f"/roster/cell?on={FRIDAY}&unit=pti",
        "/roster/month",
        "/roster?week=besok",
        f"/roster/copy?week={WEEK_AFTER}",
        f"/roster/pattern?week={MONDAY}&weeks=99",
        f"/roster/pattern?week={MONDAY}&rotates=1",
    ):
        page.goto(world.url + path)
        assert (path, faults(page)) == (path, [])
    assert faults(opens("andi", width=width)) == []


@pytest.mark.parametrize("is_busy", [False, True], ids=["the sample week", "a busy week"])
def test_a_week_is_printed_on_one_sheet(world: World, opens: Opens, is_busy: bool) -> None:
    staffed(world)
    (busy if is_busy else sample_week)(world)
    page = opens("maya")

    sheet = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))

    assert len(sheet.pages) == 1
    width, height = sheet.pages[0].mediabox[2:]
    assert (round(width), round(height)) in [(842, 595), (842, 596), (841, 595)]  # A4 across
    text = sheet.pages[0].extract_text()
    for words in ("Call Center PPATK", "23 sampai 27 November 2026", "Koordinator: Maya", "Dicetak Senin, 23 Nov"):
        assert words in text
    assert "Keluar" not in text
    assert "Salin pekan lalu" not in text
    if is_busy:
        assert text.count("Petugas Keempat") == 20
        assert "menggantikan" in text


@pytest.mark.parametrize("is_busy", [False, True], ids=["sample weeks", "a busy week among them"])
def test_a_month_is_printed_on_one_sheet(world: World, opens: Opens, is_busy: bool) -> None:
    staffed(world)
    for n in (-3, -2, -1):
        sample_week(world, MONDAY + timedelta(days=7 * n))
    (busy if is_busy else sample_week)(world)
    page = opens("maya", "/roster/month?month=2026-11")

    sheet = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))

    assert len(sheet.pages) == 1
    assert round(sheet.pages[0].mediabox[2]) in (841, 842)  # A4 across
    text = sheet.pages[0].extract_text()
    for words in ("Jadwal piket November 2026", "kurang petugas: ada 0 dari 2", "Dicetak Senin, 23 November 2026"):
        assert words in text
    assert "Keluar" not in text


def busy(world: World) -> None:
    """Four officers in each of four units every day, with covers, substitutes and gaps."""
    for place, unit in enumerate(("operator", "pelaporan", "pti", "humas")):
        names = [f"{unit}{n}" for n in range(5)]
        for n, name in enumerate(names):
            world.officer(name, unit, f"+62813{place}{n}00000")
            rename(world, name, NAMES[n])
        for day in (MONDAY + timedelta(days=n) for n in range(5)):
            for name in names[:4]:
                world.rosters(name, unit, on=day)
            world.rosters(names[4], unit, task="istirahat", on=day)
        world.rosters(names[4], unit, task="pengganti", replaces=names[0], on=WEDNESDAY, note="dinas luar kota")
        world.rosters(names[1], unit, task="istirahat", replaces=names[2], on=WEDNESDAY)
