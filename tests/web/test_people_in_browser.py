"""The pages of people and topics as they are seen: fit for everybody, on a telephone too, and a test call by itself."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from app import create_app
from ivr.domain.people import Role
from tests.calls.world import World
from tests.serving import serving
from tests.web.axe import faults
from tests.web.visitor import Visitor, signed_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("databases", ["sqlite"], indirect=True)]
ANDI = "+6281200000101"
LONG = "Direktorat" * 19


@pytest.fixture
def maya(world: World) -> Iterator[Visitor]:
    """The coordinator, at a server that knows the account's REST API."""
    world.officer("maya", "", "+6281200000100", role=Role.COORDINATOR)
    world.officer("dewi", "", "+6281200000103", role=Role.ADMIN)
    world.on_duty("andi", "pelaporan|pti", ANDI)
    account, url = world.network.account_sid, world.network.serve_rest().url
    settings = replace(world.office.settings, twilio_api_url=url, twilio_account_sid=account)
    office = replace(world.office, settings=settings)
    with serving(lambda _: create_app(office)) as beside:
        yield signed_in(World(office, world.network, beside), "maya")


@pytest.mark.parametrize("width", [390, 1366])
def test_every_page_is_fit_for_everybody_and_fits_the_screen(
    world: World, maya: Visitor, browser: "Browser", width: int
) -> None:
    andi, dewi = world._ids["andi"], world._ids["dewi"]
    version = re.search(r'name="version" value="(\w+)"', maya.gets("/topics/pti").text)
    assert version is not None
    maya.posts("/topics/pti/topics", do="add", version=version[1], name=LONG)
    base = re.search(r'name="base" value="(\w+)"', maya.gets(f"/people/{andi}").text)
    assert base is not None
    fields = {"nama": LONG, "email": "andi@kantor.example", "telepon": ANDI, "peran": "petugas", "unit": "pti"}
    maya.posts(f"/people/{andi}", True, base=base[1], **fields)
    context = browser.new_context(base_url=maya.world.url, viewport={"width": width, "height": 800})
    context.add_cookies(maya.cookies())  # type: ignore[arg-type]
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    of_people = ("/people", "/people/new", f"/people/{andi}", f"/people/{dewi}", f"/people/{andi}/deactivate")

    for path in (*of_people, "/topics", "/topics/pti"):
        page.goto(path)
        for folded in page.locator("details").all():
            folded.evaluate("one => { one.open = true }")
        assert faults(page) == [], path
        assert page.locator("h1").count() == 1, path
    assert complaints == []
    context.close()


def test_a_test_call_tells_by_itself_how_it_goes(world: World, maya: Visitor, browser: "Browser") -> None:
    from playwright.sync_api import expect

    context = browser.new_context(base_url=maya.world.url)
    context.add_cookies(maya.cookies())  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"/people/{world._ids['andi']}")
    badge = page.locator(".tested .badge")

    page.get_by_role("button", name="Uji telepon").click()
    expect(badge).to_have_text("sedang dihubungi")
    andi = world.network.telephone(ANDI).rings().waits(2)
    expect(badge).to_have_text("berdering")
    andi.answers().hears("Tekan 1 bila suara ini terdengar jelas.")
    expect(badge).to_have_text("dijawab")
    andi.presses("1").ends()
    expect(badge).to_have_text("dikonfirmasi pukul 09.00")
    context.close()


def test_what_must_be_asked_first_is_asked(world: World, maya: Visitor, browser: "Browser") -> None:
    context = browser.new_context(base_url=maya.world.url)
    context.add_cookies(maya.cookies())  # type: ignore[arg-type]
    page = context.new_page()
    asked: list[str] = []

    def refuse(dialog: "Dialog") -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", refuse)
    page.goto("/topics/pti")
    before = page.locator("#topics .entry").all_inner_texts()

    page.get_by_role("button", name="Hapus: Permasalahan jaringan").click()

    assert asked == ["Hapus dari daftar: Permasalahan jaringan?"]
    assert page.locator("#topics .entry").all_inner_texts() == before
    context.close()
