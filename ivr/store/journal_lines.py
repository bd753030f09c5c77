"""The journal as a coordinator reads it: who did what, when, with what."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from ivr.domain.journal import Action
from ivr.domain.scope import Scope
from ivr.store.door_tables import journal
from ivr.store.engine import Connection
from ivr.store.position import Position, is_below
from ivr.store.tables import attempts, people

PAGE = 100
BATCH = 500


@dataclass(frozen=True)
class JournalChoice:
    """The lines in [start, end), none later than `newest`. `person_id` None: everybody's; 0: those of no person."""

    start: datetime
    end: datetime
    person_id: int | None = None
    action: Action | None = None
    subject: str = ""
    newest: int | None = None


@dataclass(frozen=True)
class JournalLine:
    """One line. `person` is None for a command or the system; `about` is the name where the subject is a person."""

    id: int
    at: datetime
    person: str | None
    email: str | None
    action: Action
    subject: str
    about: str | None
    hotline: str | None
    unit: str | None
    detail: str


def page_of_journal(
    connection: Connection, scope: Scope, choice: JournalChoice, *, below: Position | None = None, most: int = PAGE
) -> tuple[tuple[JournalLine, ...], Position | None]:
    """One page, newest first, and where the next one begins, None after the last."""
    found = (
        sa.select(journal, people.c.name, people.c.email)
        .outerjoin(people, people.c.id == journal.c.person_id)
        .where(*_chosen(connection, scope, choice))
        .order_by(journal.c.at.desc(), journal.c.id.desc())
        .limit(most + 1)
    )
    if below is not None:
        found = found.where(is_below(below, journal.c.at, journal.c.id))
    rows = connection.execute(found).all()
    shown = rows[:most]
    names = _names(connection, (row.subject for row in shown))
    lines = tuple(_line(row, names) for row in shown)
    return lines, Position(lines[-1].at, lines[-1].id) if len(rows) > most else None


def whole_journal(connection: Connection, scope: Scope, choice: JournalChoice) -> Iterator[JournalLine]:
    """All chosen lines, newest first, in bounded batches."""
    lines, below = page_of_journal(connection, scope, choice, most=BATCH)
    yield from lines
    while below is not None:
        lines, below = page_of_journal(connection, scope, choice, below=below, most=BATCH)
        yield from lines


def count_journal(connection: Connection, scope: Scope, choice: JournalChoice) -> tuple[int, int]:
    """How many lines these are, and the id of the newest."""
    found = sa.select(sa.func.count(), sa.func.max(journal.c.id)).where(*_chosen(connection, scope, choice))
    number, newest = connection.execute(found).one()
    return number, newest or 0


def people_in_journal(connection: Connection, scope: Scope) -> tuple[tuple[int, str], ...]:
    """Whom a reader can ask for: the people of the hotlines whose journal is theirs, by name."""
    found = sa.select(people.c.id, people.c.name).order_by(sa.func.lower(people.c.name), people.c.id)
    if scope.hotline is not None:
        found = found.where(people.c.hotline == scope.hotline)
    return tuple((row.id, row.name) for row in connection.execute(found))


def _chosen(connection: Connection, scope: Scope, choice: JournalChoice) -> list[sa.ColumnElement[bool]]:
    where: list[sa.ColumnElement[bool]] = [journal.c.at >= choice.start, journal.c.at < choice.end]
    if not scope.keeps_journal:
        where.append(sa.false())
    if scope.hotline is not None:
        where.append(journal.c.hotline == scope.hotline)
    if choice.person_id is not None:
        where.append(journal.c.person_id == choice.person_id if choice.person_id else journal.c.person_id.is_(None))
    if choice.action is not None:
        where.append(journal.c.action == choice.action.value)
    if choice.newest is not None:
        where.append(journal.c.id <= choice.newest)
    if choice.subject:
        where.append(journal.c.subject.in_(_subjects(connection, choice.subject)))
    return where


def _subjects(connection: Connection, subject: str) -> list[str]:
    """The subject, and with a call the forms of its talks, which tell who called, too.

    Of who was refused stands the path that they asked for.
    """
    found = re.fullmatch(r"call:([0-9]{1,9})", subject)
    if found is None:
        return [subject]
    tried = sa.select(attempts.c.id).where(attempts.c.call_id == int(found[1]))
    talks = connection.execute(tried).scalars().all()
    return [subject, f"/calls/{found[1]}", *(f"form:{one}" for one in talks), *(f"/forms/{one}" for one in talks)]


def _names(connection: Connection, subjects: Iterable[str]) -> dict[str, str]:
    ids = {int(found[1]) for one in subjects if (found := re.fullmatch(r"person:([0-9]{1,9})", one))}
    chosen = sa.select(people.c.id, people.c.name).where(people.c.id.in_(sorted(ids)))
    return {f"person:{row.id}": row.name for row in connection.execute(chosen)} if ids else {}


def _line(row: Any, names: dict[str, str]) -> JournalLine:
    return JournalLine(
        id=row.id,
        at=row.at,
        person=row.name,
        email=row.email,
        action=Action(row.action),
        subject=row.subject,
        about=names.get(row.subject),
        hotline=row.hotline,
        unit=row.unit,
        detail=row.detail,
    )
