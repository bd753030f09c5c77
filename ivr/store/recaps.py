"""The recaps that were made, and what says which are due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from ivr.store.engine import Connection
from ivr.store.tables import calls, duties, recaps


class Kind(StrEnum):
    """How much a recap covers."""

    DAILY = "daily"
    MONTHLY = "monthly"


@dataclass(frozen=True)
class MadeRecap:
    """A recap on record. `on` is the service day, or the first of the month; `revision` counts from 1."""

    hotline: str
    kind: Kind
    on: date
    revision: int
    starts_at: datetime
    ends_at: datetime
    made_at: datetime
    contents: str
    compared_at: datetime | None = None


def add_recap(connection: Connection, recap: MadeRecap) -> bool:
    """Put a recap on record. False when this revision is there already: somebody else was faster."""
    insert: Any = (sqlite if connection.dialect.name == "sqlite" else postgresql).insert(recaps)
    values = {
        "hotline": recap.hotline,
        "kind": recap.kind.value,
        "on": recap.on,
        "revision": recap.revision,
        "starts_at": recap.starts_at,
        "ends_at": recap.ends_at,
        "made_at": recap.made_at,
        "contents": recap.contents,
    }
    written = insert.on_conflict_do_nothing().returning(recaps.c.id)
    return connection.execute(written, values).scalar_one_or_none() is not None


def replace_recap(connection: Connection, recap: MadeRecap) -> None:
    """Make a recap on record anew; only for one that was mailed to nobody."""
    values = {"starts_at": recap.starts_at, "ends_at": recap.ends_at, "made_at": recap.made_at}
    which = _of_day(recap.hotline, recap.kind, recap.on) & (recaps.c.revision == recap.revision)
    connection.execute(recaps.update().where(which).values(values | {"contents": recap.contents}))


def note_compared(connection: Connection, recap: MadeRecap, *, at: datetime) -> None:
    """Note that a recap was compared with its day."""
    which = _of_day(recap.hotline, recap.kind, recap.on) & (recaps.c.revision == recap.revision)
    connection.execute(recaps.update().where(which).values(compared_at=at))


def latest_recap(connection: Connection, hotline: str, kind: Kind, on: date) -> MadeRecap | None:
    """The newest revision of a day or month."""
    found = sa.select(recaps).where(_of_day(hotline, kind, on)).order_by(recaps.c.revision.desc()).limit(1)
    row = connection.execute(found).one_or_none()
    return _recap_of(row) if row else None


def recap_of_revision(connection: Connection, hotline: str, kind: Kind, on: date, revision: int) -> MadeRecap | None:
    """One revision of a day or month."""
    found = sa.select(recaps).where(_of_day(hotline, kind, on), recaps.c.revision == revision)
    row = connection.execute(found).one_or_none()
    return _recap_of(row) if row else None


@dataclass(frozen=True)
class RecapState:
    """What the rule of the due needs to know about a day's newest recap."""

    on: date
    revision: int
    made_at: datetime
    compared_at: datetime | None


def recap_states(connection: Connection, hotline: str, kind: Kind, *, since: date) -> Sequence[RecapState]:
    """The newest revision of each day or month from a date on, without the contents; in order."""
    newest = (
        sa.select(recaps.c.on, sa.func.max(recaps.c.revision).label("revision"))
        .where(recaps.c.hotline == hotline, recaps.c.kind == kind.value, recaps.c.on >= since)
        .group_by(recaps.c.on)
        .subquery()
    )
    found = (
        sa.select(recaps.c.on, recaps.c.revision, recaps.c.made_at, recaps.c.compared_at)
        .join(newest, sa.and_(newest.c.on == recaps.c.on, newest.c.revision == recaps.c.revision))
        .where(recaps.c.hotline == hotline, recaps.c.kind == kind.value)
        .order_by(recaps.c.on)
    )
    return [RecapState(row.on, row.revision, row.made_at, row.compared_at) for row in connection.execute(found)]


@dataclass(frozen=True)
class FirstSigns:
    """The first signs of life of a hotline; None where there is none."""

    recap_on: date | None
    call_at: datetime | None
    duty_on: date | None


def first_signs(connection: Connection, hotline: str) -> FirstSigns:
    """Since when a hotline is in service, as far as the archive knows."""

    def first(column: sa.Column[Any], *of_hotline: sa.ColumnElement[bool]) -> Any:
        return connection.execute(sa.select(sa.func.min(column)).where(*of_hotline)).scalar_one()

    return FirstSigns(
        # A monthly recap stands for the whole month, also for the days before the first one in service.
        recap_on=first(recaps.c.on, recaps.c.hotline == hotline, recaps.c.kind == Kind.DAILY.value),
        call_at=first(calls.c.arrived_at, calls.c.hotline == hotline),
        duty_on=first(duties.c.on, duties.c.hotline == hotline),
    )


def _of_day(hotline: str, kind: Kind, on: date) -> sa.ColumnElement[bool]:
    return sa.and_(recaps.c.hotline == hotline, recaps.c.kind == kind.value, recaps.c.on == on)


def _recap_of(row: sa.Row[Any]) -> MadeRecap:
    return MadeRecap(
        hotline=row.hotline,
        kind=Kind(row.kind),
        on=row.on,
        revision=row.revision,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        made_at=row.made_at,
        contents=row.contents,
        compared_at=row.compared_at,
    )
