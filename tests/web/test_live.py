"""The page of the calls that are running now."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from ivr.domain.people import Role
from ivr.domain.phone import readable
from tests.calls.world import BUDI, World
from tests.web.served import noted, rows_of, text_of
from tests.web.visitor import Visitor, signed_in

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
JOKO = "+6281300000002"


@pytest.fixture
def staffed(world: World) -> World:
    """Andi and Sari are on duty, Opi is the operator, and Maya coordinates."""
    world.on_duty("andi", "pelaporan", "+6281200000001")
    world.on_duty("sari", "pti", "+6281200000002")
    world.operator("opi", "+6281200000003")
    world.officer("maya", "", "+6281200000009", role=Role.COORDINATOR)
    return world


def frame(visitor: Visitor, page: str) -> "tuple[int, str]":
    """What the open page gets when it asks again."""
    found = re.search(r'hx-get="([^"]+)"', page)
    assert found is not None
    answer = visitor.gets(found[1].replace("&amp;", "&"))
    return answer.status_code, answer.text


def test_an_operator_watches_a_call_from_the_menu_to_the_talk(staffed: World) -> None:
    opi = signed_in(staffed, "opi")
    assert "Tidak ada penelepon di saluran." in opi.gets("/live").text

    budi = staffed.dials().waits(1)
    assert rows_of(opi.gets("/live").text)[1] == f"09.00.00 {readable(BUDI)} - Di menu sejak 09.00.00"
    budi.presses("1").waits(5)
    andi = staffed.network.telephone("+6281200000001")
    rung = opi.gets("/live").text
    assert f"09.00.00 {readable(BUDI)} Direktorat Pelaporan Berdering di telepon Andi sejak 09.00.00" in rows_of(rung)
    assert "Andi Direktorat Pelaporan berdering" in rows_of(rung)
    andi.answers().presses("1").is_talking_to(BUDI)
    talking = rows_of(opi.gets("/live").text)
    assert f"09.00.00 {readable(BUDI)} Direktorat Pelaporan Bicara dengan Andi 0.06" in talking
    assert "Andi Direktorat Pelaporan bicara" in talking
    assert "Sari Pusat Teknologi Informasi bebas" in talking
    assert "Opi Operator bebas" in talking
    andi.hangs_up()
    budi.ends()
    assert "Tidak ada penelepon di saluran." in opi.gets("/live").text


def test_a_unit_without_anybody_on_duty_is_told(staffed: World) -> None:
    said = text_of(signed_in(staffed, "maya").gets("/live").text)
    assert "Direktorat Kerjasama dan Humas: tidak ada petugas piket." in said


def test_an_open_page_gets_nothing_while_nothing_changes_and_only_its_opening_is_noted(staffed: World) -> None:
    maya = signed_in(staffed, "maya")
    page = maya.gets("/live").text
    before = noted(staffed)

    staffed.network.loop.pass_time(3)
    assert frame(maya, page) == (204, "")
    staffed.dials().waits(1)
    status, fresh = frame(maya, page)
    assert (status, readable(BUDI) in fresh) == (200, True)
    staffed.network.loop.pass_time(2)
    assert frame(maya, fresh) == (204, "")

    assert noted(staffed) == before


def test_whoever_asks_for_the_lines_without_opening_the_page_is_noted_once(staffed: World) -> None:
    maya = signed_in(staffed, "maya")

    for _ in range(3):
        maya.gets("/live/now")

    assert noted(staffed) == [("opened", "live", "")]


def test_whoever_asks_with_an_etag_is_told_that_nothing_changed(staffed: World) -> None:
    maya = signed_in(staffed, "maya")
    tag = maya.gets("/live/now").headers["ETag"]
    assert maya.gets("/live/now", headers={"If-None-Match": tag}).status_code == 304


def test_an_officer_does_not_watch_the_lines(staffed: World) -> None:
    andi = signed_in(staffed, "andi")
    assert [andi.gets(path).status_code for path in ("/live", "/live/now")] == [403, 403]


@pytest.mark.slow
def test_the_open_page_keeps_up_and_says_when_the_server_is_away(
    staffed: World, browser: Browser, tmp_path: Path
) -> None:
    context = browser.new_context()
    context.add_cookies(signed_in(staffed, "maya").cookies())  # type: ignore[arg-type]
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.goto(f"{staffed.url}/live")
    staffed.dials().waits(1)
    expect(page.get_by_text(readable(BUDI))).to_be_visible()
    page.locator("#live th a").focus()
    context.set_offline(True)
    expect(page.locator("#connection")).to_have_text("terputus, mencoba lagi")
    context.set_offline(False)
    staffed.dials(JOKO).waits(1)
    expect(page.get_by_text(readable(JOKO))).to_be_visible()
    expect(page.locator("#connection")).to_have_text("diperbarui sendiri")
    expect(page.locator("#live th a").first).to_be_focused()
    assert faults == []
    context.close()
