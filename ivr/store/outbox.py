"""The outbox: mail queued in the transaction of its cause, claimed with a lease, marked by the holder only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from ivr.store.engine import Connection
from ivr.store.tables import outbox

LONGEST_FAULT = 400


@dataclass(frozen=True)
class Letter:
    """A mail to one recipient, whole. Of two with the same `key` only the first is ever queued.

    `message` is what every try sends, byte for byte.
    """

    key: str
    hotline: str
    recipient: str
    subject: str
    message: bytes


@dataclass(frozen=True)
class Claimed:
    """A letter that this process may post until its lease runs out.

    `tries` counts this one. `was_abandoned`: somebody claimed it before and never told what became of it.
    """

    id: int
    key: str
    recipient: str
    message: bytes
    queued_at: datetime
    tries: int
    lease: str
    was_abandoned: bool


@dataclass(frozen=True)
class Posted:
    """Where a letter stands."""

    key: str
    hotline: str
    recipient: str
    subject: str
    queued_at: datetime
    due_at: datetime
    tries: int
    last_fault: str
    sent_at: datetime | None
    parked_at: datetime | None


def queue_letters(connection: Connection, letters: Iterable[Letter], *, now: datetime) -> int:
    """Queue letters; returns how many were new."""
    insert: Any = (sqlite if connection.dialect.name == "sqlite" else postgresql).insert(outbox)
    statement = insert.on_conflict_do_nothing(index_elements=["key"]).returning(outbox.c.id)
    return sum(connection.execute(statement, _row(letter, now)).scalar_one_or_none() is not None for letter in letters)


def queued_of(connection: Connection, keys: Iterable[str]) -> frozenset[str]:
    """Those of the keys whose letters were queued, whatever became of them."""
    found = sa.select(outbox.c.key).where(outbox.c.key.in_(tuple(keys)))
    return frozenset(connection.execute(found).scalars())


def claim_letter(
    connection: Connection, *, now: datetime, lease: str, until: datetime, key: str | None = None
) -> Claimed | None:
    """The letter that is due longest (or the one of `key`), held under `lease` until a moment; None when none is due.

    Needs a writing transaction. Nobody else can claim it before the lease runs out; on PostgreSQL those held by
    another transaction are passed over, on SQLite writers take turns.
    """
    is_free = sa.or_(outbox.c.leased_until.is_(None), outbox.c.leased_until <= now)
    found = (
        sa.select(outbox)
        .where(outbox.c.sent_at.is_(None), outbox.c.parked_at.is_(None), outbox.c.due_at <= now, is_free)
        .order_by(outbox.c.due_at, outbox.c.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    row = connection.execute(found if key is None else found.where(outbox.c.key == key)).one_or_none()
    if row is None:
        return None
    held = {"lease": lease, "leased_until": until, "tries": row.tries + 1}
    connection.execute(outbox.update().where(outbox.c.id == row.id).values(held))
    return Claimed(
        id=row.id,
        key=row.key,
        recipient=row.recipient,
        message=bytes(row.message),
        queued_at=row.queued_at,
        tries=row.tries + 1,
        lease=lease,
        was_abandoned=row.lease is not None,
    )


def mark_sent(connection: Connection, claimed: Claimed, *, at: datetime) -> bool:
    """The mail server has it. False when somebody else took the letter over meanwhile."""
    return _mark(connection, claimed, {"sent_at": at, "last_fault": ""})


def mark_failed(connection: Connection, claimed: Claimed, *, fault: str, due_at: datetime) -> bool:
    """Try again at `due_at`. False when somebody else took the letter over meanwhile."""
    return _mark(connection, claimed, {"due_at": due_at, "last_fault": fault[:LONGEST_FAULT]})


def park_letter(connection: Connection, claimed: Claimed, *, fault: str, at: datetime) -> bool:
    """Give up on a letter, and keep it. False when somebody else took it over meanwhile."""
    return _mark(connection, claimed, {"parked_at": at, "last_fault": fault[:LONGEST_FAULT]})


def hasten_letters(connection: Connection, keys: Iterable[str], *, now: datetime) -> None:
    """Make letters due at once, also those that were given up; what is sent, or in somebody's hands, stays."""
    free = sa.or_(outbox.c.leased_until.is_(None), outbox.c.leased_until <= now)
    unsent = outbox.c.key.in_(tuple(keys)) & outbox.c.sent_at.is_(None) & free
    given_up = unsent & outbox.c.parked_at.is_not(None)
    connection.execute(outbox.update().where(given_up).values(parked_at=None, queued_at=now, tries=0))
    connection.execute(outbox.update().where(unsent).values(due_at=now))


def _mark(connection: Connection, claimed: Claimed, values: dict[str, Any]) -> bool:
    mine = (outbox.c.id == claimed.id) & (outbox.c.lease == claimed.lease) & outbox.c.sent_at.is_(None)
    free = {"lease": None, "leased_until": None}
    return connection.execute(outbox.update().where(mine).values(values | free)).rowcount == 1


# -- what `check`, commands and pages ask ---------------------------------------------------------------------

_STANDING = tuple(outbox.c[name] for name in Posted.__dataclass_fields__)


def parked_mail(connection: Connection) -> Sequence[Posted]:
    """Letters that were given up, newest first."""
    return _found(connection, outbox.c.parked_at.is_not(None), order=outbox.c.parked_at.desc())


def overdue_mail(connection: Connection, *, before: datetime) -> Sequence[Posted]:
    """Letters queued before a moment and still waiting: the mail server, or every worker, is away."""
    waiting = (outbox.c.sent_at.is_(None), outbox.c.parked_at.is_(None))
    return _found(connection, *waiting, outbox.c.queued_at < before, order=outbox.c.queued_at)


def letters_of(connection: Connection, *, key_prefix: str) -> Sequence[Posted]:
    """The letters whose key begins so: those of one revision of a recap, say."""
    return _found(connection, outbox.c.key.startswith(key_prefix, autoescape=True), order=outbox.c.id)


def _found(connection: Connection, *where: sa.ColumnElement[bool], order: Any) -> Sequence[Posted]:
    rows = connection.execute(sa.select(*_STANDING).where(*where).order_by(order))
    return [Posted(**row._mapping) for row in rows]


def _row(letter: Letter, now: datetime) -> dict[str, Any]:
    return {
        "key": letter.key,
        "hotline": letter.hotline,
        "recipient": letter.recipient,
        "subject": letter.subject[:400],
        "message": letter.message,
        "queued_at": now,
        "due_at": now,
    }
