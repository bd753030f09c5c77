"""What the tests of the mail room can ask for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.recap.mail_room import MailRoom, mail_room
from tests.recap.records import Records, office_at


@pytest.fixture
def room(migrated_database_url: str, tmp_path: Path) -> Iterator[MailRoom]:
    """A mail room, on SQLite and on PostgreSQL."""
    with mail_room(migrated_database_url, tmp_path) as found:
        yield found


@pytest.fixture
def records(migrated_database_url: str) -> Iterator[Records]:
    """PPATK's records at half past five on Monday, 23 November 2026, on SQLite and on PostgreSQL; still empty."""
    office = office_at("2026-11-23 17:30", migrated_database_url)
    yield Records(office)
    office.database.close()
