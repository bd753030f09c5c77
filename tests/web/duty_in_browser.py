"""Piket saya in a browser as the tests look at it: Andi at the desk, what the title says, and a ring."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.calls.world import World
from tests.web.visitor import signed_in

TITLE = "Piket saya - Call Center PPATK"


def staff(world: World) -> World:
    """Andi (Pelaporan) is on duty; Opi is the operator."""
    world.on_duty("andi", "pelaporan", "+628120000101")
    world.operator("opi", "+628120000103")
    return world


@contextmanager
def browser_of_andi(world: World, browser: Browser) -> Iterator[BrowserContext]:
    """Andi came in here."""
    made = browser.new_context(viewport={"width": 1366, "height": 800})
    made.add_cookies(signed_in(world, "andi").cookies())  # type: ignore[arg-type]
    yield made
    made.close()


@contextmanager
def open_desk(world: World, context: BrowserContext) -> Iterator[Page]:
    """The page, where nobody calls yet; what its scripts complain of fails the test."""
    opened, complaints = context.new_page(), list[str]()
    opened.on("pageerror", lambda fault: complaints.append(str(fault)))
    opened.goto(f"{world.url}/duty")
    expect(opened.locator("#call")).to_have_text(re.compile("Tidak ada panggilan"))
    yield opened
    assert complaints == []


def rings(world: World) -> None:
    """Budi calls, and Andi's telephone rings."""
    world.dials().presses("1")
    world.network.telephone("+628120000101").rings()
