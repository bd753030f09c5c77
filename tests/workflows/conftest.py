"""What the tests of the verbs can ask for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.workflows.offices import SAMPLE_PEOPLE, Hands, hands


@pytest.fixture
def empty(migrated_database_url: str, tmp_path: Path) -> Iterator[Hands]:
    """An office without people; the test runs on both databases."""
    with hands(migrated_database_url, tmp_path) as found:
        yield found


@pytest.fixture
def staffed(empty: Hands) -> Hands:
    """An office with the sample people."""
    empty.people(*SAMPLE_PEOPLE)
    return empty
