"""The roster in a real browser: planned by mouse and by keyboard, on a telephone, on paper."""

import io
import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, expect
from pypdf import PdfReader

from ivr.terminal.roster import roster
from tests.calls.world import MONDAY, World, wib
from tests.roster.weeks import (
    FRIDAY,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    WEEK_AFTER,
    empties,
    kinds,
    mail,
    rename,
    sample_week,
    staffed,
    told,
    writes,
)
from tests.web.axe import faults
from tests.web.visitor import PASSWORD, signed_in

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
NAMES = ("Andi Wirawan", "Sari Lestari", "Dewi Anggraini", "Petugas Keempat", "Rudi Hartono")
COMPLETE = "Pekan ini lengkap"
Opens = Callable[..., Page]


@pytest.fixture
def opens(world: World, browser: Browser) -> Iterator[Opens]:
    """Open a page as somebody; what its scripts complain of fails the test."""
    contexts, complaints = list[BrowserContext](), list[str]()

    def opened(name: str, path: str = "/roster", *, width: int = 1366) -> Page:
        made = browser.new_context(viewport={"width": width, "height": 844})
        made.add_cookies(signed_in(world, name).cookies())  # type: ignore[arg-type]
        contexts.append(made)
        page = made.new_page()
        page.on("pageerror", lambda fault: complaints.append(str(fault)))
        page.goto(world.url + path)
        return page

    yield opened
    for one in contexts:
        one.close()
    assert complaints == []


def test_a_coordinator_plans_an_empty_week_of_four_units(world: World, opens: Opens) -> None:
    sample_week(staffed(world))
    empties(world, first=WEDNESDAY, last=WEDNESDAY)
    for name, unit, task in (
        ("andi", "pelaporan", "piket"),
        ("rudi", "pelaporan", "istirahat"),
        ("nina", "humas", "piket"),
        ("tono", "humas", "istirahat"),
    ):
        world.rosters(name, unit, task=task, on=WEDNESDAY)
    page = opens("maya", f"/roster?week={WEEK_AFTER}")
    expect(page.locator("#missing-title")).to_have_text("15 kekurangan")

    page.get_by_role("link", name="Salin pekan lalu").click()
    page.locator("#do").click()
    expect(page.locator("#missing-title")).to_have_text("2 kekurangan")
    page.wait_for_load_state()  # until then a cell is a link to a page

    # By mouse: from the list of gaps to the cell, and a second officer for Pelaporan.
    page.get_by_role("link", name=re.compile("^Rabu 2 Desember, Direktorat Pelaporan: kurang")).click()
    page.locator("#c-2026-12-02-pelaporan").click()
    page.get_by_role("button", name="Tambah baris").click()
    page.get_by_label("Petugas").nth(2).select_option(label="Sari")
    page.locator("#editor [name^=tugas]").nth(2).select_option("piket")
    page.locator("#editor").get_by_role("button", name="Simpan").last.click()
    expect(page.locator("#announcement")).to_contain_text("Sari ditambahkan")
    expect(page.locator("#editor-frame")).to_be_hidden()
    expect(page.locator("#missing-title")).to_have_text("1 kekurangan")

    # By keyboard alone: the cell below is PTI's.
    expect(page.locator("#c-2026-12-02-pelaporan")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Petugas").first).to_be_focused()
    page.keyboard.type("Dew")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # in a field of text, so it saves
    expect(page.locator("#editor-frame")).to_be_hidden()
    expect(page.locator("#c-2026-12-02-pti")).to_contain_text("istirahat Dewi tidak ada penggantinya")
    expect(page.locator("#c-2026-12-02-pti")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Petugas")).to_be_focused()
    page.get_by_role("button", name="Tambah baris").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Petugas").nth(1)).to_be_focused()
    expect(page.locator("#editor [name^=tugas]").nth(1)).to_have_value("istirahat")
    page.keyboard.type("Bay")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#missing-title")).to_have_text(COMPLETE)

    page.get_by_role("link", name="Ulangi pola").click()
    page.get_by_label("Selama berapa pekan").fill("2")
    page.get_by_label("bergilir").check()
    page.get_by_role("button", name="Tampilkan lagi").click()
    page.locator("#do").click()
    expect(page.locator("h1")).to_have_text("Jadwal piket: 7 sampai 11 Desember 2026")
    expect(page.locator("#missing-title")).to_have_text(COMPLETE)

    assert kinds(world) == ["pattern", "edit", "edit", "edit", "copy"]
    asked = ["gaps", "--from", "2026-11-30", "--to", "2026-12-18"]
    answer = CliRunner().invoke(roster, asked, obj=lambda: world.office)
    assert (answer.exit_code, answer.stdout) == (
        0,
        "Jadwal lengkap: Senin, 30 November 2026 sampai Jumat, 18 Desember 2026.\n",
    )


@pytest.mark.parametrize("width", [390, 1366])
def test_a_week_is_planned_from_nothing_in_three_cells(world: World, opens: Opens, width: int) -> None:
    staffed(world)
    page = opens("maya", f"/roster?week={WEEK_AFTER}", width=width)
    expect(page.locator("#missing-title")).to_have_text("15 kekurangan")

    for unit, names in (
        ("pelaporan", ("Andi", "Sari", "Rudi")),
        ("pti", ("Dewi", "Bayu")),
        ("humas", ("Nina", "Tono")),
    ):
        page.locator(f"#c-{WEEK_AFTER}-{unit}").click()
        for place, name in enumerate(names):
            page.get_by_label("Petugas").nth(place).select_option(label=name)
        for day in ("Selasa 1", "Rabu 2", "Kamis 3", "Jumat 4"):
            page.get_by_label(f"{day} Desember").check()
        page.locator("#editor").get_by_role("button", name="Simpan").last.click()
        expect(page.locator("#editor-frame")).to_be_hidden()

    expect(page.locator("#missing-title")).to_have_text(COMPLETE)
    assert kinds(world) == ["edit", "edit", "edit"]


def test_escape_closes_the_cell_and_focus_comes_back(world: World, opens: Opens) -> None:
    sample_week(staffed(world))
    page = opens("maya")
    cell = page.locator(f"#c-{THURSDAY}-humas")

    cell.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Petugas").first).to_be_focused()
    page.keyboard.type("Tono")
    page.once("dialog", lambda question: question.accept())
    page.keyboard.press("Escape")

    expect(page.locator("#editor-frame")).to_be_hidden()
    expect(cell).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Petugas").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#editor-frame")).to_be_hidden()  # nothing was filled in, so nothing is asked
    expect(cell).to_be_focused()
    assert told(world, THURSDAY, "humas") == ["piket nina", "istirahat tono"]
    for key, on, unit in (
        ("ArrowLeft", WEDNESDAY, "humas"),
        ("ArrowUp", WEDNESDAY, "pti"),
        ("ArrowRight", THURSDAY, "pti"),
    ):
        page.keyboard.press(key)
        expect(page.locator(f"#c-{on}-{unit}")).to_be_focused()


def test_escape_asks_before_it_loses_what_was_filled_in(world: World, opens: Opens) -> None:
    staffed(world)
    page, asked = opens("maya"), list[str]()

    def stays(question: Dialog) -> None:
        asked.append(question.message)
        question.dismiss()

    page.once("dialog", stays)
    page.locator(f"#c-{MONDAY}-pti").click()
    page.get_by_label("Petugas").first.select_option(label="Dewi")
    page.get_by_role("button", name="Tambah baris").click()
    expect(page.get_by_label("Petugas")).to_have_count(3)

    page.keyboard.press("Escape")
    expect(page.get_by_label("Petugas").first).to_have_value(mail("dewi"))
    assert asked == ["Tutup tanpa menyimpan yang Anda isi?"]
    page.locator("#editor").get_by_role("link", name="Batal").click()
    expect(page.locator("#editor-frame")).to_be_hidden()


def test_a_refusal_and_a_faster_colleague_are_told_in_the_cell(world: World, opens: Opens) -> None:
    sample_week(staffed(world))
    page, ketut = opens("maya"), signed_in(world, "ketut")
    page.locator(f"#c-{TUESDAY}-pelaporan").click()
    expect(page.get_by_label("Petugas").first).to_be_focused()
    page.get_by_label("Mulai").first.fill("25.00")
    page.keyboard.press("Enter")

    expect(page.locator("#editor .fault")).to_have_text("Jam 25.00 tidak ada; tulis 00:00 sampai 23:59.")
    expect(page.get_by_label("Mulai").first).to_be_focused()
    expect(page.get_by_label("Mulai").first).to_have_value("25.00")

    writes(ketut, TUESDAY, "pelaporan", (mail("rudi"), "piket"))
    page.get_by_label("Mulai").first.fill("08.00")
    page.keyboard.press("Enter")
    expect(page.locator("#editor .note.warn")).to_contain_text("Tersimpan sekarang: Rudi.")
    page.locator("#editor").get_by_role("button", name="Simpan").last.click()
    expect(page.locator("#editor-frame")).to_be_hidden()
    assert told(world, TUESDAY, "pelaporan") == ["piket andi 08:00", "piket sari", "istirahat rudi"]


def test_what_was_typed_when_the_session_ended_is_shown_again(world: World, opens: Opens) -> None:
    sample_week(staffed(world))
    page = opens("maya")
    page.locator(f"#c-{TUESDAY}-humas").click()
    page.get_by_label("Catatan").first.fill("sampai pukul sepuluh")
    world.jumps_to(wib("2026-11-24 09:00"))

    page.keyboard.press("Enter")

    expect(page).to_have_title(re.compile("Masuk"))
    page.get_by_label("E-mail").fill(mail("maya"))
    page.get_by_label("Kata sandi").first.fill(PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    expect(page.locator("main")).to_contain_text("sampai pukul sepuluh")
    expect(page.locator("main")).to_contain_text("Catatan-0")


AT_ONCE = """id => {
    const board = document.getElementById("board");
    const press = () => { document.getElementById(id).click(); seen.disconnect(); };
    const seen = new MutationObserver(press);
    seen.observe(board, { childList: true });
}"""


def test_a_cell_that_was_just_shown_opens_in_place_for_the_quickest_hand(world: World, opens: Opens) -> None:
    sample_week(staffed(world))
    page = opens("maya")
    page.locator(f"#c-{TUESDAY}-humas").click()
    page.get_by_label("Catatan").first.fill("rapat")
    page.evaluate(AT_ONCE, f"c-{TUESDAY}-pti")

    page.keyboard.press("Enter")

    expect(page.locator("#editor h2")).to_contain_text("Pusat Teknologi Informasi")
    expect(page).to_have_url(f"{world.url}/roster")


def test_a_server_that_is_away_is_told_and_nothing_typed_is_lost(world: World, opens: Opens) -> None:
    sample_week(staffed(world))
    page = opens("maya")
    page.locator(f"#c-{TUESDAY}-humas").click()
    page.get_by_label("Catatan").first.fill("rapat")
    page.route("**/roster/cell", lambda route: route.abort())

    page.keyboard.press("Enter")

    expect(page.locator("#not-saved")).to_have_text("Belum tersimpan. Sambungan terputus. Coba simpan lagi.")
    expect(page.get_by_label("Catatan").first).to_have_value("rapat")
    page.unroute("**/roster/cell")
    page.keyboard.press("Enter")
    expect(page.locator("#editor-frame")).to_be_hidden()
    assert told(world, TUESDAY, "humas") == ["piket nina rapat", "istirahat tono"]


def test_what_empty_times_mean_follows_the_task(world: World, opens: Opens) -> None:
    staffed(world)
    page = opens("maya")
    page.locator(f"#c-{FRIDAY}-humas").click()
    start, replaces = page.get_by_label("Mulai").first, page.locator("#editor .replaces").first

    expect(start).to_have_attribute("placeholder", "07.00")
    expect(replaces).to_be_hidden()
    page.locator("#editor [name^=tugas]").first.select_option("istirahat")
    expect(start).to_have_attribute("placeholder", "11.30")
    expect(replaces).to_be_visible()
    page.locator("#editor [name^=tugas]").first.select_option("pengganti")
    expect(start).to_have_attribute("placeholder", "awal piket")


def test_a_change_is_taken_back_with_one_press(world: World, opens: Opens) -> None:
    sample_week(staffed(world))
    writes(signed_in(world, "maya"), FRIDAY, "pti", (mail("bayu"), "piket"))
    page = opens("maya")

    page.get_by_role("button", name="Batalkan perubahan terakhir").click()
    expect(page.locator(".note.good")).to_have_text("Dibatalkan: Ubah jadwal. Jadwal kembali seperti sebelumnya.")
    assert told(world, FRIDAY, "pti") == ["piket dewi", "istirahat bayu"]
    page.get_by_role("button", name="Ulangi lagi").click()
    expect(page.get_by_role("button", name="Ulangi lagi")).to_have_count(0)
    expect(page.locator(".note.good")).to_be_visible()
    assert told(world, FRIDAY, "pti") == ["piket bayu"]


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
