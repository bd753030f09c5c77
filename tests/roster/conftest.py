"""A world for who keeps the roster: an office on a Monday morning."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.calls.world import World, world_at

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.roster.in_browser import Opens


@pytest.fixture
def world(migrated_database_url: str, tmp_path: Path) -> Iterator[World]:
    """Monday, 23 November 2026, 09.00; on SQLite and on PostgreSQL."""
    with world_at("2026-11-23 09:00", migrated_database_url, tmp_path) as running:
        yield running


@pytest.fixture
def opens(world: World, browser: "Browser") -> "Iterator[Opens]":
    """The roster in a browser, as somebody."""
    from tests.roster.in_browser import browsers

    with browsers(world, browser) as opened:
        yield opened
