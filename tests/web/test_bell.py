"""Every other page tells an officer that the own telephone rings, and nothing of who calls."""

import re
from typing import TYPE_CHECKING

import pytest

from tests.calls.world import BUDI, World, wib
from tests.web.axe import faults
from tests.web.form_in_browser import SAVED, form_of, opens, says
from tests.web.served import morning, noted
from tests.web.visitor import signed_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ANDIS = "+6281200000001"
NOTHING = {"attempt": "", "unit": ""}


def test_it_rings_while_the_telephone_does_and_names_the_unit_alone(world: World) -> None:
    andi, sari = signed_in(morning(world), "andi"), signed_in(world, "sari")
    before = noted(world)
    assert andi.gets("/duty/bell").json() == NOTHING

    budi = world.dials(BUDI)
    budi.presses("1")
    world.network.telephone(ANDIS).rings()
    assert andi.gets("/duty/bell").json() == {"attempt": "3", "unit": "Direktorat Pelaporan"}
    assert sari.gets("/duty/bell").json() == NOTHING

    world.network.telephone(ANDIS).answers()
    world.network.loop.pass_time(2)
    assert andi.gets("/duty/bell").json() == NOTHING, "it is in the officer's hand now"
    assert noted(world) == before, "it tells nothing of the caller"


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_page_that_only_listens_does_not_keep_anybody_signed_in(world: World) -> None:
    andi = signed_in(morning(world), "andi")
    asks = {"X-Requested-With": "piket"}
    world.jumps_to(wib("2026-11-23 10:30"))
    assert andi.gets("/duty/bell", headers=asks).status_code == 200

    world.jumps_to(wib("2026-11-23 11:30"))

    assert andi.gets("/duty/bell", headers=asks).status_code == 401


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_it_hangs_on_each_page_of_who_answers_but_their_desk(world: World) -> None:
    andi, maya = signed_in(morning(world), "andi"), signed_in(world, "maya")

    assert 'id="bell"' in andi.gets("/roster").text
    assert 'id="bell"' in andi.gets("/forms/1").text
    assert 'id="bell"' not in andi.gets("/duty").text, "which shows the call itself"
    assert 'id="bell"' not in maya.gets("/roster").text, "a coordinator's telephone is not rung"


@pytest.mark.slow
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
@pytest.mark.parametrize("width", [390, 1366])
def test_an_officer_who_writes_a_form_sees_and_hears_the_next_call(
    world: World, browser: "Browser", width: int
) -> None:
    from playwright.sync_api import expect

    context = opens(browser, signed_in(morning(world), "andi"), viewport={"width": width, "height": 844})
    page = form_of(context)
    page.locator("#f-remark").press_sequentially("Tunt")
    bell = page.locator("#bell")
    expect(bell).to_be_hidden()
    calm = page.title()

    budi = world.dials(BUDI)
    budi.presses("1")
    world.network.telephone(ANDIS).rings()

    expect(page.locator("#bell-unit")).to_have_text("Telepon Anda berdering: Direktorat Pelaporan.")
    expect(bell).to_be_in_viewport()
    expect(page).to_have_title("☎ TELEPON ANDA BERDERING")
    expect(page).to_have_title(calm)
    expect(page.locator('link[rel="icon"]')).to_have_attribute("href", re.compile("icon-ringing"))
    assert faults(page) == []
    page.locator("#f-remark").press_sequentially("as")
    says(page, SAVED)

    page.get_by_role("button", name="Diamkan").click()
    expect(page.get_by_role("button", name="Diamkan")).to_be_hidden()
    expect(bell).to_be_visible()
    page.get_by_role("link", name="Buka Piket saya").click()
    expect(page.locator("#call .big.number")).to_have_text("0813-0000-0001")
    page.go_back()
    expect(bell).to_be_visible()
    assert page.input_value("#f-remark") == "Tuntas"

    budi.hangs_up().ends()
    expect(bell).to_be_hidden()
    expect(page).to_have_title(calm)
    context.close()
