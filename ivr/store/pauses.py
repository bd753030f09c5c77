"""Pauses on record: each person's last one."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ivr.domain.pause import Pause
from ivr.store.duty_board import person_of
from ivr.store.people import Member
from ivr.store.tables import people

# key_share: who rings somebody (a new attempt names them) does not wait for who pauses them.
_LOCKED = sa.select(people).where(people.c.id == sa.bindparam("person")).with_for_update(key_share=True)
_CHANGE = people.update().where(people.c.id == sa.bindparam("person"))


def member_to_pause(connection: Connection, person_id: int) -> Member:
    """Somebody and their last pause, locked until the transaction ends. Raises NoResultFound for an unknown id."""
    row = connection.execute(_LOCKED, {"person": person_id}).mappings().one()
    return Member(row["hotline"], person_of(row))


def put_pause(connection: Connection, person_id: int, pause: Pause) -> None:
    """Put a pause on record, in the place of the one before."""
    row = {"pause": pause.reason.value, "paused_at": pause.since, "paused_until": pause.until}
    connection.execute(_CHANGE, row | {"person": person_id})


def cut_pause(connection: Connection, person_id: int, *, at: datetime) -> None:
    """Let the pause on record end at a moment."""
    connection.execute(_CHANGE, {"paused_until": at, "person": person_id})
