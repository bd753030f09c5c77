"""A world for who keeps the roster: an office on a Monday morning."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.calls.world import World, world_at


@pytest.fixture
def world(migrated_database_url: str, tmp_path: Path) -> Iterator[World]:
    """Monday, 23 November 2026, 09.00; on SQLite and on PostgreSQL."""
    with world_at("2026-11-23 09:00", migrated_database_url, tmp_path) as running:
        yield running
