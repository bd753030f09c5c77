"""A talk's form as the tests look at it: what is on record, and what a page sends."""

import re
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from typing import Any

import pytest
import requests

from ivr.domain.links import Purpose
from ivr.domain.scope import Scope
from ivr.store.noted_talks import NotedTalk, noted_talk
from ivr.workflows.signed_links import make_link
from tests.calls.world import BUDI, World
from tests.web.served import noted
from tests.web.visitor import Visitor

ON_SQLITE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
EVERYTHING = Scope(0, None, True, frozenset(), frozenset(), True, True, True)


def stored(world: World, attempt_id: int = 1) -> NotedTalk:
    """The talk and its whole form, as they are on record."""
    with world.office.database.reading() as connection:
        talk = noted_talk(connection, EVERYTHING, attempt_id)
    assert talk is not None
    return talk


def change(**fields: tuple[Any, Any]) -> dict[str, Any]:
    """What the page's script sends: by field what stood there and what stands there now."""
    return {"edition": 0, "changes": {name: {"base": base, "value": value} for name, (base, value) in fields.items()}}


def bases_of(page: str) -> dict[str, Any]:
    """The hidden bases of a page, as a browser without scripts sends them back."""
    return {name: unescape(value) for name, value in re.findall(r'name="(base-\w+)" value="([^"]*)"', page)}


def comes_by_link(world: World, attempt_id: int) -> Visitor:
    """The officer of a talk, who pressed the button behind the mailed link to its form."""
    person = stored(world, attempt_id).person_id
    now, subject = world.office.clock(), f"form:{attempt_id}"
    with world.office.database.writing() as connection:
        url = make_link(connection, world.office, purpose=Purpose.FORM, person_id=person, subject=subject, now=now)
    visitor = Visitor(world)
    visitor.posts(url.removeprefix(world.url))
    return visitor


def calls_again(world: World, *, key: str = "1", phone: str = "+6281200000001") -> None:
    """Budi calls once more, and talks for 20 seconds."""
    conversation = world.dials(BUDI)
    conversation.presses(key)
    world.network.telephone(phone).answers().presses("1").talks(20).hangs_up()
    conversation.ends()


def noted_of(world: World, subject: str) -> list[tuple[str, str]]:
    """Action and detail of the journal's lines about a thing, in order."""
    return [(action, detail) for action, of, detail in noted(world) if of == subject]


def at_once(world: World, sent: Sequence[tuple[Visitor, str, Mapping[str, str]]]) -> list[str]:
    """Several plain forms, sent at the same moment; the pages that follow, in the order of the senders."""
    prepared = [
        ({one["name"]: one["value"] for one in visitor.cookies()}, path, {**fields, "csrf_token": visitor.token()})
        for visitor, path, fields in sent
    ]

    def post(one: tuple[dict[str, str], str, dict[str, str]]) -> str:
        cookies, path, fields = one
        return requests.post(world.url + path, data=fields, cookies=cookies, timeout=30).text

    with ThreadPoolExecutor(len(sent)) as pool:
        return list(pool.map(post, prepared))
