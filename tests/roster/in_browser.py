"""The roster in a browser as the tests open it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, Page

from tests.calls.world import World
from tests.web.visitor import signed_in

Opens = Callable[..., Page]


@contextmanager
def browsers(world: World, browser: Browser) -> Iterator[Opens]:
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
