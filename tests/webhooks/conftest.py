"""What every test at the door can ask for."""

from collections.abc import Callable, Iterator, MutableMapping
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import pytest
from structlog.testing import capture_logs

from app import create_app
from tests.serving import serving
from tests.webhooks.at_work import AtWork, at_work
from tests.webhooks.poster import Poster


@pytest.fixture(autouse=True)
def logged() -> Iterator[list[MutableMapping[str, Any]]]:
    """What is logged, as data: pages of colourful tracebacks would take longer than the webhooks."""
    with capture_logs() as entries:
        yield entries


@dataclass(frozen=True)
class Door:
    """A served office, and somebody who posts to it."""

    work: AtWork
    twilio: Poster


MakeDoor = Callable[..., Door]


@pytest.fixture
def make_door(migrated_database_url: str) -> Iterator[MakeDoor]:
    """Serve an office: `make_door(TWILIO_AUTH_TOKEN="...")`; `public_url` is the server's own unless given."""
    with ExitStack() as stack:

        def make(*, public_url: str | None = None, database_url: str = migrated_database_url, **more: Any) -> Door:
            works: list[AtWork] = []

            def make_app(url: str) -> Any:
                works.append(stack.enter_context(at_work(database_url, public_url=public_url or url, **more)))
                return create_app(works[0].office)

            url = stack.enter_context(serving(make_app))
            return Door(works[0], Poster(url, public_url=public_url))

        yield make


@pytest.fixture
def door(make_door: MakeDoor) -> Door:
    """An office served at its own public URL; nobody has been hired yet."""
    return make_door()
