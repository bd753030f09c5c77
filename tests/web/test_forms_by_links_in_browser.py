"""Several forms by the links of one mail, one tab each: every link opens its own form, and no text is lost."""

from typing import TYPE_CHECKING

import pytest

from ivr.domain.form import Form
from ivr.domain.links import Purpose
from tests.calls.world import World
from tests.web.form_in_browser import SAVED, opens, says
from tests.web.form_sheet import calls_again, stored
from tests.web.served import morning
from tests.web.test_links import mailed
from tests.web.visitor import Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


def opens_link(world: World, context: "BrowserContext", talk: int) -> "Page":
    """A tab in which Andi pressed the button of a new link to the form of a talk."""
    link = mailed(world, Purpose.FORM, subject=f"form:{talk}", person_id=stored(world, talk).person_id)
    page = context.new_page()
    page.goto(link)
    page.get_by_role("button", name="Buka formulir").click()
    page.wait_for_selector("#talk-form")
    return page


@pytest.mark.slow
def test_a_form_left_for_another_forms_link_says_how_to_go_on_and_saves_then(world: World, browser: "Browser") -> None:
    calls_again(morning(world))
    context = opens(browser, Visitor(world))
    first = opens_link(world, context, 1)
    second = opens_link(world, context, 3)

    first.fill("#f-name", "Budi")
    says(first, "Belum tersimpan: buka lagi tautan di surat Anda dan mintalah tautan baru; tulisan Anda tetap di sini")
    second.fill("#f-name", "Budi lagi")
    says(second, SAVED)
    opens_link(world, context, 1)
    first.evaluate("window.dispatchEvent(new Event('online'))")

    says(first, SAVED)
    assert [stored(world, talk).form for talk in (1, 3)] == [Form(name="Budi"), Form(name="Budi lagi")]
    context.close()
