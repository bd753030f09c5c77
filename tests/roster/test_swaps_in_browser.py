"""The pages of swaps, substitutes and uploads in a real browser: full of content, on a telephone and on a desk."""

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.calls.world import World
from tests.roster.leave import WEEK, furnish_week, keys
from tests.roster.offices import THURSDAY, TUESDAY, WEDNESDAY, furnish, link, on_duty
from tests.roster.swapping import accepted, asks
from tests.roster.test_substitute import names
from tests.web.axe import faults
from tests.web.visitor import Visitor, signed_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("databases", ["sqlite"], indirect=True)]
LONG = "Acara_keluarga_di_luar_kota_" * 6
HEADING = "tanggal,unit,petugas,tugas\n"
BAD = f"{HEADING}24-11-2026,pti,Andi,piket\n{TUESDAY},pti,Andy,piket\n"
GOOD = f"{HEADING}{TUESDAY},pti,Dewi,piket\n{THURSDAY},pti,Andi,piket\n2026-11-28,pti,Dewi,piket\n"


def page_of(browser: "Browser", who: Visitor, width: int) -> "Page":
    context = browser.new_context(base_url=who.world.url, viewport={"width": width, "height": 800})
    context.add_cookies(who.cookies())  # type: ignore[arg-type]
    return context.new_page()


@pytest.mark.parametrize("width", [390, 1366])
def test_full_pages_are_for_everybody(world: World, browser: "Browser", width: int) -> None:
    furnish(world)
    world.rosters("andi", "pti", on=WEDNESDAY)
    accepted(world, why=LONG)
    asks(world, who="dewi", duty="2026-11-25/pti/piket", colleague="sari")
    names(world, signed_in(world, "ketut"), "andi", "sari", on=WEDNESDAY, words=LONG)
    page, found = page_of(browser, signed_in(world, "ketut"), width), {}
    his = f"{TUESDAY}/pti/piket/{world._ids['andi']}"
    for path in ("/swaps", f"/substitutes/new?duty={his}", link(world, "ketut", "Tolak")):
        page.goto(path)
        found[path] = faults(page)
    page.goto("/swaps")
    page.click("text=Tolak")
    found["refused without a reason"] = faults(page)
    assert "Tulis alasannya" in (page.locator("#note-fault").text_content() or "")
    page.goto(f"/substitutes/new?duty={his}")
    page.select_option("select[name=substitute]", "rini@kantor.example")
    page.select_option("select[name=reason]", "cuti")
    page.click("text=Simpan pengganti")
    found["doubtful"] = faults(page)
    page.check("text=Simpan juga")
    page.click("text=Simpan pengganti")
    page.wait_for_selector(".note.good")
    assert on_duty(world, TUESDAY)[-1] == "rini pengganti untuk andi"
    page.goto("/roster/upload")
    for content in (BAD, GOOD):
        file = {"name": "jadwal.csv", "mimeType": "text/csv", "buffer": content.encode()}
        page.set_input_files("input[type=file]", files=[file])  # type: ignore[arg-type]
        page.click("text=Periksa berkas")
        found[content] = faults(page)
    page.click("text=Terapkan")
    page.wait_for_selector(".note.good")
    assert on_duty(world, THURSDAY) == ["andi"]
    page.context.close()

    assert {where: wrong for where, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("width", [390, 1366])
def test_a_week_of_leave_is_named_with_the_keyboard(world: World, browser: "Browser", width: int) -> None:
    furnish_week(world)
    world.rosters("sari", "pti", on=WEEK[2])
    page, found = page_of(browser, signed_in(world, "andi"), width), {}
    page.goto(f"/substitutes/new?duty={keys(world)[0]}")
    found["one day"] = faults(page)
    page.fill("input[name=until]", str(WEEK[-1]))
    page.press("input[name=until]", "Enter")
    expect(page.locator("input[name=duty]:checked")).to_have_count(len(WEEK))
    found["a week"] = faults(page)
    page.select_option("select[name=substitute]", "sari@kantor.example")
    page.select_option("select[name=reason]", "cuti")
    page.press("input[name=words]", "Enter")
    wednesday = page.locator(f"input[value='{keys(world)[2]}']")
    expect(wednesday).to_have_attribute("aria-invalid", "true")
    found["refused"] = faults(page)
    wednesday.press("Space")
    page.press("input[name=words]", "Enter")
    expect(page.locator(".note.good")).to_contain_text("Sari menggantikan Andi, 4 hari")
    found["saved"] = faults(page)
    page.context.close()

    assert {where: wrong for where, wrong in found.items() if wrong} == {}
