"""A form in a browser, as the tests look at it: opened, watched while it saves, and what the browser keeps."""

import re
from typing import TYPE_CHECKING

import pytest

from ivr.store.credentials import credential_of
from ivr.store.sessions import end_sessions_of
from tests.calls.world import World
from tests.web.visitor import Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Route

SAVED = re.compile(r"^Tersimpan pukul 09\.\d\d$")


def opens(browser: "Browser", visitor: Visitor, **more: object) -> "BrowserContext":
    """The browser of somebody who came in."""
    context = browser.new_context(base_url=visitor.world.url, **more)  # type: ignore[arg-type]
    context.add_cookies(visitor.cookies())  # type: ignore[arg-type]
    return context


def form_of(context: "BrowserContext", talk: int = 1) -> "Page":
    """The form's page, and a fault of its scripts would fail the test."""
    page = context.new_page()
    page.on("pageerror", lambda fault: pytest.fail(f"a script broke: {fault}"))
    page.goto(f"/forms/{talk}")
    return page


def says(page: "Page", words: "str | re.Pattern[str]") -> None:
    """The line that tells how saving stands."""
    from playwright.sync_api import expect

    expect(page.locator("#state")).to_have_text(words)


def waits_for(page: "Page", held: "list[Route]") -> "Route":
    """The request that is held back, once the browser has sent it."""
    for _ in range(3_000):
        if held:
            return held[0]
        page.wait_for_timeout(10)  # Playwright tells of it meanwhile
    pytest.fail("the browser did not ask")


def drafts(page: "Page") -> int:
    """How many unsaved forms this browser keeps."""
    return int(page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('piket:form:')).length"))


def ends_sessions(world: World, name: str) -> None:
    with world.office.database.writing() as connection:
        found = credential_of(connection, f"{name}@kantor.example")
        assert found is not None
        end_sessions_of(connection, found.member.person.id, now=world.office.clock())
