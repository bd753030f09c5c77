"""The roster in a real browser: planned by mouse and by keyboard, cell by cell."""

import re

import pytest
from click.testing import CliRunner
from playwright.sync_api import expect

from ivr.terminal.roster import roster
from tests.calls.world import World
from tests.roster.in_browser import Opens
from tests.roster.weeks import (
    FRIDAY,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    WEEK_AFTER,
    empties,
    kinds,
    mail,
    sample_week,
    staffed,
    told,
    writes,
)
from tests.web.visitor import signed_in

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
COMPLETE = "Pekan ini lengkap"


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


@pytest.mark.parametrize("width", [390, pytest.param(1366, marks=pytest.mark.slow)])
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


def test_who_goes_on_from_a_cell_at_once_is_not_taken_back_to_it(world: World, opens: Opens) -> None:
    sample_week(staffed(world))
    page = opens("maya")
    page.locator(f"#c-{THURSDAY}-humas").click()
    expect(page.get_by_label("Petugas").first).to_be_focused()
    page.evaluate(
        """id => {
        const frame = document.getElementById("editor-frame");
        frame.addEventListener("close", () => frame.dataset.told = "yes");
        frame.close();
        document.getElementById(id).focus();
    }""",
        f"c-{WEDNESDAY}-humas",
    )

    expect(page.locator("#editor-frame")).to_have_attribute("data-told", "yes")
    expect(page.locator(f"#c-{WEDNESDAY}-humas")).to_be_focused()


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
