"""A day's records, written straight into the archive: people, roster, calls, talks and forms."""

import itertools
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from app import open_office
from config.settings import read_settings
from ivr.domain.people import Role
from ivr.store.engine import Connection
from ivr.store.tables import attempts, calls, duties, forms, people
from ivr.workflows.office import Office
from tests.calls.world import MONDAY, TOKEN, wib


def office_at(now: str, database_url: str, **settings: str) -> Office:
    """PPATK's office at a local time in Jakarta, without telephone network."""
    environ = {"DATABASE_URL": database_url, "TWILIO_AUTH_TOKEN": TOKEN, "SECRET_KEY": "s" * 40}
    return open_office(read_settings(environ | settings), lambda: wib(now))


class Records:
    """Writes the records of one hotline; moments are local times, on Monday 23 November 2026 unless dated."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.hotline = office.hotlines.first
        self._ids: dict[str, int] = {}
        self._numbers = itertools.count(1)

    def officer(self, name: str, unit: str, *, role: Role = Role.OFFICER, active: bool = True) -> int:
        """Somebody in the address book."""
        count = next(self._numbers)
        row = {
            "email": f"orang{count}@kantor.example",
            "name": name,
            "hotline": self.hotline.key,
            "roles": role.value,
            "units": unit,
            "phone": f"+62812{count:08d}",
            "is_active": active,
        }
        with self._writing() as connection:
            self._ids[name] = connection.execute(people.insert().returning(people.c.id), row).scalar_one()
        return self._ids[name]

    def duty(
        self, name: str, unit: str, *, task: str = "piket", on: date = MONDAY, replaces: str | None = None, **more: Any
    ) -> None:
        """A line of the roster."""
        row = {"hotline": self.hotline.key, "on": on, "unit": unit, "task": task, "person_id": self._ids[name]} | more
        row["replaces_id"] = self._ids[replaces] if replaces else None
        with self._writing() as connection:
            connection.execute(duties.insert(), row)

    def on_duty(self, name: str, unit: str, **more: Any) -> None:
        """An officer who is rostered for the whole Monday."""
        self.officer(name, unit)
        self.duty(name, unit, **more)

    def call(
        self, at: str, disposition: str | None = "missed", *, caller: str | None = "+6281300000001", wait: int = 30,
        **more: Any,
    ) -> int:  # fmt: skip
        """A call that nobody took; with `disposition` None it still runs."""
        arrived_at = moment(at)
        row: dict[str, Any] = {
            "sid": f"CA{next(self._numbers):032d}",
            "hotline": self.hotline.key,
            "direction": "inbound",
            "from_number": caller,
            "to_number": self.hotline.numbers[0],
            "arrived_at": arrived_at,
            "admission": "closed" if disposition == "closed" else "open",
            "phase": "goodbye",
            "turn": 1,
            "last_event_at": arrived_at,
            "ended_at": arrived_at + timedelta(seconds=wait) if disposition else None,
            "ended_by": "caller" if disposition else None,
            "disposition": disposition,
        }
        with self._writing() as connection:
            return int(connection.execute(calls.insert().returning(calls.c.id), row | more).scalar_one())

    def talk(
        self, at: str, officer: str, unit: str, *, wait: int = 20, seconds: int | None = 300,
        form: Mapping[str, Any] | None = None, call_id: int | None = None, turn: int = 2, **more: Any,
    ) -> int:  # fmt: skip
        """A call that an officer took, or with `call_id` one more talk of it; returns the call's id."""
        began = moment(at) + timedelta(seconds=wait)
        ended = began + timedelta(seconds=seconds) if seconds is not None else None
        if call_id is None:
            facts: dict[str, Any] = {
                "unit": unit,
                "answered_at": began,
                "ended_at": ended,
                "hunt_started_at": moment(at),
            } | more
            call_id = self.call(at, "answered" if ended else None, wait=wait, **facts)
        row = {
            "call_id": call_id, "turn": turn, "person_id": self._ids[officer], "unit": unit,
            "phone": f"+62812{self._ids[officer]:08d}", "started_at": moment(at), "ring_ended_at": began,
            "outcome": "accepted", "talk_started_at": began, "talk_ended_at": ended, "talk_ended_by": "officer",
            "freed_at": ended or began,
        }  # fmt: skip
        with self._writing() as connection:
            made = connection.execute(attempts.insert().returning(attempts.c.id), row).scalar_one()
            if form is not None:
                self._fill(connection, made, form, by=self._ids[officer])
        return call_id

    def rings(self, call_id: int, officer: str, unit: str, *, outcome: str = "no_answer", turn: int = 1) -> None:
        """A ring of a call that nobody accepted."""
        with self._writing() as connection:
            at = connection.execute(sa.select(calls.c.arrived_at).where(calls.c.id == call_id)).scalar_one()
            row = {
                "call_id": call_id, "turn": turn, "person_id": self._ids[officer], "unit": unit,
                "phone": f"+62812{self._ids[officer]:08d}", "started_at": at, "outcome": outcome, "freed_at": at,
            }  # fmt: skip
            connection.execute(attempts.insert(), row)

    def fill(self, call_id: int, officer: str, **form: Any) -> None:
        """The officer fills in the form of the call's first talk."""
        with self._writing() as connection:
            talks = sa.select(sa.func.min(attempts.c.id)).where(
                attempts.c.call_id == call_id, attempts.c.outcome == "accepted"
            )
            self._fill(connection, connection.execute(talks).scalar_one(), form, by=self._ids[officer])

    def _fill(self, connection: Connection, attempt_id: int, form: Mapping[str, Any], *, by: int) -> None:
        row = {"attempt_id": attempt_id, "filled_by": by, "filled_at": wib("2026-11-23 16:00")}
        connection.execute(forms.insert(), row | dict(form))

    def _writing(self) -> Any:
        return self.office.database.writing()


def moment(written: str) -> datetime:
    """`09:00` on the Monday of the stories, or `2026-11-21 09:00`."""
    return wib(written if " " in written else f"{MONDAY} {written}")
