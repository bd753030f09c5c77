"""What every story can ask for."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.calls.world import World, world_at

MakeWorld = Callable[..., World]


@pytest.fixture
def make_world(migrated_database_url: str, tmp_path: Path) -> Iterator[MakeWorld]:
    """Make the world at a local time: `make_world("2026-11-23 09:00")`."""
    with ExitStack() as stack:

        def make(start: str = "2026-11-23 09:00", **more: Any) -> World:
            return stack.enter_context(world_at(start, migrated_database_url, tmp_path, **more))

        yield make


@pytest.fixture
def world(make_world: MakeWorld) -> World:
    """Monday, 23 November 2026, nine o'clock in Jakarta; nobody has been hired yet."""
    return make_world()
