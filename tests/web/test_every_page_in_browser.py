"""Every page in a real browser, on a telephone and on a desk: readable by everybody, and without a complaint."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.databases import SqliteDatabases
from tests.serving import serving
from tests.web.access_table import FOR_ANYBODY
from tests.web.access_world import HERE, AccessWorld, Someone, access_world
from tests.web.axe import faults
from tests.web.test_access import address, addresses, rooms, somebody

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SIZES = ({"width": 390, "height": 844}, pytest.param({"width": 1366, "height": 768}, marks=pytest.mark.slow))
SEEN_BY = {"petugas": "andi", "operator": "opi", "ketua": "ketut", "admin": "rudi"}
"""Who looks at a page: the first of them who may enter."""
NO_COMPLAINTS = ("status of 404", "AudioContext was not allowed to start")
"""What a browser notes of itself: the page of a thing that is not there, sound that waits for the first touch."""


@pytest.fixture(scope="module")
def world(sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AccessWorld]:
    """One world for all."""
    folder: Path = tmp_path_factory.mktemp("hotlines")
    with access_world(sqlite_databases.fresh(), folder) as made:
        yield made


@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size["width"]))
@pytest.mark.parametrize("role", [*SEEN_BY, None])
def test_every_page_is_for_everybody(
    world: AccessWorld, browser: "Browser", role: str | None, size: dict[str, int]
) -> None:
    who = somebody(world, HERE, SEEN_BY[role]) if role else None
    found: dict[str, list[str]] = {}
    with serving(lambda _: world.app) as url:
        context = browser.new_context(viewport=size)  # type: ignore[arg-type]
        if who is not None:
            context.add_cookies([{"name": "piket", "value": _cookie(world, who), "url": url}])
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda problem: said.append(str(problem)))
        for path in _paths(world, who):
            page.goto(url + path, wait_until="load")
            wrong = [*faults(page), *(one for one in said if not any(known in one for known in NO_COMPLAINTS))]
            said.clear()
            if page.locator("h1").count() != 1:
                wrong.append("not one heading")
            if wrong:
                found[path] = wrong
        context.close()

    assert found == {}


def _paths(world: AccessWorld, who: Someone | None) -> list[str]:
    """Every page (no files, no fragments) that this visitor is the first to look at."""
    if who is None:
        paths = [address(world, name, fields) for name, fields in FOR_ANYBODY.items() if _is_read(world, name)]
    else:
        paths = [
            next(path for path, is_theirs in addresses(world, rule, room, who) if is_theirs)
            for rule, room in rooms(world, reading=True)
            if who.role == next((role for role in SEEN_BY if role in room.roles), None)
            and any(is_theirs for _, is_theirs in addresses(world, rule, room, who))
        ]
    return [path for path in paths if _shows_page(world, who, path)]


def _is_read(world: AccessWorld, endpoint: str) -> bool:
    return any("GET" in (rule.methods or ()) for rule in world.app.url_map.iter_rules(endpoint))


def _shows_page(world: AccessWorld, who: Someone | None, path: str) -> bool:
    answer = world.client(who).get(path, follow_redirects=True, buffered=True)
    return answer.mimetype == "text/html" and answer.text.lstrip().startswith("<!doctype html>")


def _cookie(world: AccessWorld, who: Someone) -> str:
    cookie = world.client(who).get_cookie("piket")
    assert cookie is not None
    return cookie.value
