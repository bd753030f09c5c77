"""Test calls on record. They are no calls of the hotline: no list, recap or figure knows them."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from ivr.domain.phone_test import LASTS, REFUSED, PhoneTest
from ivr.store.door_tables import test_calls
from ivr.store.engine import Connection
from ivr.store.tables import attempts


def add_test_call(connection: Connection, *, person_id: int, phone: str, asked_by: int, now: datetime) -> int:
    """Put an order on record; returns its id."""
    row = {"person_id": person_id, "phone": phone, "asked_by": asked_by, "asked_at": now}
    return int(connection.execute(test_calls.insert().values(row).returning(test_calls.c.id)).scalar_one())


def test_call_to_change(connection: Connection, test_id: int) -> PhoneTest | None:
    """A test call by id, locked until the transaction ends."""
    return _one(connection, sa.select(test_calls).where(test_calls.c.id == test_id).with_for_update())


def newest_test_call(connection: Connection, person_id: int) -> PhoneTest | None:
    """A person's last test call."""
    found = sa.select(test_calls).where(test_calls.c.person_id == person_id)
    return _one(connection, found.order_by(test_calls.c.id.desc()).limit(1))


def note_test_call(connection: Connection, test_id: int, **values: Any) -> None:
    """Write what became known: `sid`, `status`, `confirmed_at`."""
    connection.execute(test_calls.update().where(test_calls.c.id == test_id).values(values))


def test_calls_placed_since(connection: Connection, person_id: int, since: datetime) -> int:
    """How many the network placed to a person since a moment."""
    counted = sa.select(sa.func.count()).select_from(test_calls).where(test_calls.c.person_id == person_id)
    counted = counted.where(test_calls.c.asked_at >= since, test_calls.c.status != REFUSED)
    return int(connection.execute(counted).scalar_one())


def test_calls_asked_since(connection: Connection, asked_by: int, since: datetime) -> int:
    """How many the network placed for who asked, to anybody, since a moment."""
    counted = sa.select(sa.func.count()).select_from(test_calls).where(test_calls.c.asked_by == asked_by)
    counted = counted.where(test_calls.c.asked_at >= since, test_calls.c.status != REFUSED)
    return int(connection.execute(counted).scalar_one())


def is_under_test(connection: Connection, phone: str, *, now: datetime) -> bool:
    """Whether a test call of this telephone is under way."""
    found = sa.select(test_calls).where(test_calls.c.phone == phone, test_calls.c.asked_at >= now - LASTS)
    return any(_test(row).is_under_way(now) for row in connection.execute(found).mappings())


def is_in_call(connection: Connection, phone: str) -> bool:
    """Whether a telephone rings or talks for a caller."""
    found = sa.select(attempts.c.id).where(attempts.c.phone == phone, attempts.c.freed_at.is_(None)).limit(1)
    return connection.execute(found).first() is not None


def _one(connection: Connection, found: sa.Select[Any]) -> PhoneTest | None:
    row = connection.execute(found).mappings().one_or_none()
    return _test(row) if row is not None else None


def _test(row: sa.RowMapping) -> PhoneTest:
    return PhoneTest(
        id=row["id"],
        sid=row["sid"],
        person_id=row["person_id"],
        phone=row["phone"],
        asked_at=row["asked_at"],
        status=row["status"],
        confirmed_at=row["confirmed_at"],
    )
