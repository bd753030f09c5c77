"""A cell of the roster in a browser when something comes between: a refusal, a colleague, no session, no server."""

import re

import pytest
from playwright.sync_api import Dialog, expect

from tests.calls.world import MONDAY, World, wib
from tests.roster.in_browser import Opens
from tests.roster.weeks import (
    TUESDAY,
    mail,
    sample_week,
    staffed,
    told,
    writes,
)
from tests.web.visitor import PASSWORD, signed_in

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


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
