"""An office at work: its people, its clock, its database, and what is on record."""

import itertools
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from app import open_office
from config.settings import read_settings
from ivr.domain.people import Role
from ivr.store.engine import Waits, open_database
from ivr.store.metadata import metadata
from ivr.store.people import load_people
from ivr.store.tables import attempts, calls, duties, people
from ivr.workflows.export_calls import export_calls
from ivr.workflows.office import Office
from ivr.workflows.take_pause import end_pause

MONDAY = date(2026, 11, 23)
NINE = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Asia/Jakarta")).astimezone(UTC)
TOKEN = "a-token-of-the-tests-0123456789ab"


class HandClock:
    """A clock that stands still until somebody moves it."""

    def __init__(self, now: datetime = NINE) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def passes(self, seconds: float) -> datetime:
        """Let time pass; returns the new time."""
        self.now += timedelta(seconds=seconds)
        return self.now


class AtWork:
    """One opened office with its clock, and hands to hire people and to look into its database."""

    def __init__(self, office: Office, clock: HandClock) -> None:
        self.office = office
        self.clock = clock
        self._numbers = itertools.count(1)

    def hires(self, unit: str, *, on: date | None = MONDAY, role: Role = Role.OFFICER, phone: str = "") -> str:
        """Somebody new in a unit, rostered for the day; returns the telephone."""
        number = next(self._numbers)
        phone = phone or f"+6281200{number:06}"
        hotline = self.office.hotlines.first.key
        row = {"email": f"o{number}@kantor.example", "name": f"Petugas {number}", "hotline": hotline}
        row |= {"roles": role.value, "units": unit, "phone": phone}
        with self.office.database.writing() as connection:
            made = connection.execute(people.insert().returning(people.c.id), row | {"is_active": True}).scalar_one()
            if on is not None:
                duty = {"hotline": hotline, "on": on, "unit": unit, "task": "piket", "person_id": made}
                connection.execute(duties.insert(), duty)
        return phone

    def everybody_is_ready(self) -> None:
        """Whoever pauses ends it, as after calls in a row that nobody answered."""
        with self.office.database.reading() as connection:
            paused = [one.person.id for one in load_people(connection) if one.person.is_paused(self.clock.now)]
        for person_id in paused:
            end_pause(self.office, person_id=person_id, now=self.clock.now)

    def rows(self) -> dict[str, int]:
        """How many rows every table has."""
        with self.office.database.reading() as connection:
            return {
                table.name: connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
                for table in metadata.sorted_tables
            }

    def records(self) -> list[Mapping[str, Any]]:
        """All calls, as exported."""
        return list(export_calls(self.office, hotline=None, first=date(2026, 1, 1), last=date(2100, 12, 31)))

    def record(self, call_sid: str) -> Mapping[str, Any]:
        """One call, as exported."""
        (only,) = [one for one in self.records() if one["call_sid"] == call_sid]
        return only

    def open_attempts(self, *, of_ended_calls: bool = False) -> int:
        """Attempts whose telephone is off the hook."""
        query = sa.select(sa.func.count()).select_from(attempts.join(calls)).where(attempts.c.freed_at.is_(None))
        if of_ended_calls:
            query = query.where(calls.c.ended_at.is_not(None))
        with self.office.database.reading() as connection:
            return connection.execute(query).scalar_one()


@contextmanager
def at_work(
    database_url: str, *, public_url: str = "http://127.0.0.1:8000", waits: Waits | None = None, **settings: str
) -> Iterator[AtWork]:
    """An office at work on Monday at nine; settings by name, `HOTLINES=...`. An empty one is not given."""
    environ = {"DATABASE_URL": database_url, "PUBLIC_URL": public_url, "SECRET_KEY": "s" * 40}
    environ |= {"TWILIO_AUTH_TOKEN": TOKEN} | settings
    clock = HandClock()
    office = open_office(read_settings(environ, Path(__file__).parents[2]), clock)
    if waits is not None:
        office = replace(office, database=open_database(database_url, waits=waits))
    try:
        yield AtWork(office, clock)
    finally:
        office.database.close()


def eventually(holds: Callable[[], bool], *, within: float = 10) -> None:
    """Wait for what another thread is about to do; AssertionError when it does not."""
    give_up_at = time.monotonic() + within
    while not holds():
        assert time.monotonic() < give_up_at, "it did not happen"
        time.sleep(0.005)
