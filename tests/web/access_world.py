"""Two hotlines with a person of every role and unit, and a secret text in everything that belongs to somebody."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import create_app, open_office
from config.settings import read_settings
from ivr.domain.form import Form
from ivr.domain.phone import readable
from ivr.store.desk_tables import handovers
from ivr.store.door_tables import journal
from ivr.store.engine import Connection
from ivr.store.forms import save_form
from ivr.store.metadata import metadata
from ivr.store.migrate import upgrade
from ivr.store.tables import attempts, calls, duties, people
from ivr.workflows.office import Office
from ivr.workflows.sign_in import begin_session
from tests.calls.world import MONDAY, own_hotline, wib

HERE, THERE = "ppatk", "cabang"
NOW = wib("2026-11-23 10:00")
STAFF = (
    ("andi", "petugas", "pelaporan"),
    ("dewi", "petugas", "pelaporan"),
    ("sari", "petugas", "pti"),
    ("ketut", "ketua", "pelaporan"),
    ("opi", "operator", "operator"),
    ("hadi", "petugas", "humas"),
    ("maya", "koordinator", ""),
    ("rudi", "admin", ""),
)
"""Of each hotline: name, role, unit. Dewi has no talk."""
TALKERS = ("andi", "sari", "opi", "hadi")


@dataclass(frozen=True)
class Someone:
    """A person of the world."""

    id: int
    name: str
    hotline: str
    role: str
    unit: str

    def __str__(self) -> str:
        return f"{self.name} ({self.role} {self.unit} {self.hotline})"

    def keeps(self, hotline: str) -> bool:
        """Whether everything of a hotline is theirs to see."""
        return self.role == "admin" or (self.role == "koordinator" and self.hotline == hotline)

    def leads(self, hotline: str, unit: str) -> bool:
        """Whether all calls of a unit are theirs to see."""
        return self.keeps(hotline) or (self.role == "ketua" and (self.hotline, self.unit) == (hotline, unit))

    def works_in(self, hotline: str, unit: str) -> bool:
        """Whether it is their unit."""
        return self.keeps(hotline) or (self.hotline, self.unit) == (hotline, unit)


@dataclass(frozen=True)
class Talk:
    """A call with one talk and a filled form, in which everything carries `secret`.

    `institution` stands in its form, too, and is suggested to the whole unit. `handed_to` is the unit on whose list
    the question stands. Of a confidential one the content carries `content_secret`, otherwise that is empty.
    """

    call_id: int
    attempt_id: int
    hotline: str
    unit: str
    officer: Someone
    secret: str
    number: str
    institution: str
    content_secret: str = ""
    handed_to: str = ""
    handover_id: int = 0

    @property
    def numbers(self) -> tuple[str, str]:
        """The caller's number, as exported and as people read it."""
        return self.number, readable(self.number)

    def is_open_to(self, who: Someone) -> bool:
        """Whether somebody may open the call and its form."""
        return who == self.officer or who.leads(self.hotline, self.unit)

    def is_on_list_of(self, who: Someone) -> bool:
        """Whether the question was handed to somebody's unit."""
        return bool(self.handed_to) and who.works_in(self.hotline, self.handed_to)

    def hidden_from(self, who: Someone) -> tuple[str, ...]:
        """The texts that no page may show to somebody."""
        content = (self.content_secret,) if self.content_secret and who != self.officer else ()
        if self.is_open_to(who):
            return content
        if self.is_on_list_of(who):
            return (*self.numbers, *content)
        suggested = () if who.works_in(self.hotline, self.unit) else (self.institution,)
        return (self.secret, *self.numbers, *suggested, *content)


@dataclass
class AccessWorld:
    """The application and everybody in it."""

    app: Flask
    office: Office
    people: list[Someone] = field(default_factory=list)
    talks: list[Talk] = field(default_factory=list)
    running: dict[str, tuple[int, str]] = field(default_factory=dict)
    """The call that rings nobody's telephone yet, of each hotline: its id and its number."""

    def client(self, who: Someone | None, *, only: str | None = None) -> FlaskClient:
        """A browser of somebody who is signed in; of nobody; of somebody whom a link let in to one thing."""
        client = self.app.test_client()
        if who is not None:
            with self.office.database.writing() as connection:
                token = begin_session(connection, person_id=who.id, now=NOW, only=only)
            with client.session_transaction() as session:
                session["token"], session["person"] = token, who.id
        return client

    def refusals(self) -> set[tuple[int, str, str]]:
        """Whom the journal says was refused what: person, path, method."""
        found = sa.select(journal).where(journal.c.action == "refused")
        with self.office.database.reading() as connection:
            return {(row.person_id, row.subject, row.detail) for row in connection.execute(found)}

    def contents(self) -> dict[str, list[tuple[Any, ...]]]:
        """Everything in the database, except who was here and what they tried."""
        but = {"journal", "sessions", "refused_sign_ins"}
        with self.office.database.reading() as connection:
            return {
                table.name: [tuple(row) for row in connection.execute(table.select())]
                for table in metadata.sorted_tables
                if table.name not in but
            }


def told(answer: TestResponse) -> str:
    """Everything that an answer says: a page's text, or what is in a workbook."""
    if answer.data[:2] == b"PK":
        with ZipFile(BytesIO(answer.data)) as book:
            return "".join(unescape(book.read(name).decode()) for name in book.namelist())
    return unescape(answer.text)


@contextmanager
def access_world(database_url: str, folder: Path) -> Iterator[AccessWorld]:
    """The world, on the Monday of the stories."""
    other = own_hotline(folder, ("key: ppatk", f"key: {THERE}"), ("+622150001000", "+622160001000"), name="cabang.yaml")
    upgrade(database_url)
    environ = {"DATABASE_URL": database_url, "SECRET_KEY": "s" * 40, "TWILIO_AUTH_TOKEN": "t" * 32}
    office = open_office(read_settings(environ | {"HOTLINES": f"{own_hotline(folder)},{other}"}), lambda: NOW)
    world = AccessWorld(create_app(office), office)
    with office.database.writing() as connection:
        _furnish(connection, world)
    yield world
    office.database.close()


def _furnish(connection: Connection, world: AccessWorld) -> None:
    for hotline in (HERE, THERE):
        staff = {name: _person(connection, world, name, role, unit, hotline) for name, role, unit in STAFF}
        for name in TALKERS:
            _talk(connection, world, staff[name])
            _talk(connection, world, staff[name], is_confidential=True)
        _talk(connection, world, staff["hadi"], handed_to="pti")
        number = f"+62819{len(world.running)}000999"
        running = _call(connection, hotline, None, number, ended=False)
        world.running[hotline] = (running, number)


def _person(connection: Connection, world: AccessWorld, name: str, role: str, unit: str, hotline: str) -> Someone:
    place = len(world.people) + 1
    row = {"email": f"{name}.{hotline}@kantor.example", "name": f"{name.capitalize()} {hotline}", "hotline": hotline}
    row |= {"roles": role, "units": unit, "phone": f"+62812000001{place:02}"}
    person_id = int(connection.execute(people.insert().values(row).returning(people.c.id)).scalar_one())
    if role == "petugas":
        line = {"hotline": hotline, "on": MONDAY, "unit": unit, "task": "piket", "person_id": person_id}
        connection.execute(duties.insert().values(line))
    world.people.append(Someone(person_id, name, hotline, role, unit))
    return world.people[-1]


def _talk(
    connection: Connection, world: AccessWorld, officer: Someone, *, is_confidential: bool = False, handed_to: str = ""
) -> None:
    place = len(world.talks) + 1
    secret, institution, number = f"Rahasia{place:02}x", f"Instansi{place:02}x", f"+6281300000{place:03}"
    content = f"Tertutup{place:02}x" if is_confidential else ""
    call_id = _call(connection, officer.hotline, officer.unit, number)
    rang = NOW - timedelta(minutes=20)
    row = {"call_id": call_id, "turn": 2, "person_id": officer.id, "phone": "+628120000", "unit": officer.unit}
    row |= {"started_at": rang, "ring_ended_at": rang, "outcome": "accepted", "talk_started_at": rang}
    row |= {"talk_ended_at": NOW - timedelta(minutes=10), "freed_at": NOW - timedelta(minutes=10)}
    attempt_id = int(connection.execute(attempts.insert().values(row).returning(attempts.c.id)).scalar_one())
    said = content or secret
    form = Form(
        name=f"Penelepon {secret}",
        institution=institution,
        contact=f"{secret}@contoh.example",
        topic=f"Topik {said}",
        problem=f"Masalah {said}",
        remark=f"Catatan {said}",
        is_confidential=is_confidential,
        other_channel="Surat" if is_confidential else "",
    )
    save_form(connection, form, attempt_id=attempt_id, filled_by=officer.id, at=NOW)
    handover_id = 0
    if handed_to:
        note = {"hotline": officer.hotline, "attempt_id": attempt_id, "to_unit": handed_to, "note": f"Titip {secret}"}
        note |= {"handed_by": officer.id, "handed_at": NOW}
        handover_id = int(connection.execute(handovers.insert().values(note).returning(handovers.c.id)).scalar_one())
    world.talks.append(
        Talk(
            call_id=call_id,
            attempt_id=attempt_id,
            hotline=officer.hotline,
            unit=officer.unit,
            officer=officer,
            secret=secret,
            number=number,
            institution=institution,
            content_secret=content,
            handed_to=handed_to,
            handover_id=handover_id,
        )
    )


def _call(connection: Connection, hotline: str, unit: str | None, number: str, *, ended: bool = True) -> int:
    at = NOW - timedelta(minutes=20)
    row = {"sid": f"CA{number}", "hotline": hotline, "direction": "inbound", "from_number": number, "turn": 3}
    row |= {"to_number": "+622150001000", "arrived_at": at, "admission": "open", "last_event_at": NOW, "unit": unit}
    row |= {"phase": "goodbye" if ended else "menu", "hunt_started_at": at if ended else None}
    row |= {"answered_at": at if ended else None, "ended_at": NOW if ended else None}
    row |= {"disposition": "answered" if ended else None, "ended_by": "caller" if ended else None}
    return int(connection.execute(calls.insert().values(row).returning(calls.c.id)).scalar_one())
