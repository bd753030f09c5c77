"""Referrals: questions sent on by mail, and where their letters stand."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from ivr.store.desk_tables import referrals
from ivr.store.engine import Connection
from ivr.store.tables import outbox, people


@dataclass(frozen=True)
class Referral:
    """A question that was sent on. Its letter is waiting until it is sent or given up."""

    contact: str
    recipient: str
    referred_by: str
    referred_at: datetime
    sent_at: datetime | None
    parked_at: datetime | None


def add_referral(
    connection: Connection, *, attempt_id: int, contact: str, recipient: str, letter: str, by: int, at: datetime
) -> None:
    """Put a referral on record, in the transaction that queues its letter."""
    row = {"attempt_id": attempt_id, "contact": contact, "recipient": recipient, "letter": letter}
    connection.execute(referrals.insert(), row | {"referred_by": by, "referred_at": at})


def referrals_of(connection: Connection, attempt_id: int) -> tuple[Referral, ...]:
    """Where the question of a talk was sent on to, oldest first."""
    found = (
        sa.select(
            referrals.c.contact, referrals.c.recipient, people.c.name.label("referred_by"), referrals.c.referred_at,
            outbox.c.sent_at, outbox.c.parked_at,
        )
        .join(people, people.c.id == referrals.c.referred_by)
        .outerjoin(outbox, outbox.c.key == referrals.c.letter)
        .where(referrals.c.attempt_id == attempt_id)
        .order_by(referrals.c.id)
    )  # fmt: skip
    return tuple(Referral(**row._mapping) for row in connection.execute(found))
