"""Pauses on record, each person's last one; and what they follow from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ivr.domain.call import Outcome
from ivr.domain.pause import Pause
from ivr.store.duty_board import person_of
from ivr.store.people import Member
from ivr.store.tables import attempts, people

# key_share: who rings somebody (a new attempt names them) does not wait for who pauses them.
_LOCKED = sa.select(people).where(people.c.id == sa.bindparam("person")).with_for_update(key_share=True)
_CHANGE = people.update().where(people.c.id == sa.bindparam("person"))
_NEWEST = (
    sa.select(attempts.c.outcome, attempts.c.started_at)
    .where(attempts.c.person_id == sa.bindparam("person"), attempts.c.outcome.in_(sa.bindparam("of", expanding=True)))
    .order_by(attempts.c.started_at.desc())
    .limit(sa.bindparam("most"))
)
_NEWEST_SINCE = _NEWEST.where(attempts.c.started_at >= sa.bindparam("since"))
# By person, since attempts have no index by time alone.
_OTHERS_REACHED = (
    sa.select(attempts.c.id)
    .join(people, attempts.c.person_id == people.c.id)
    .where(people.c.hotline == sa.bindparam("hotline"), people.c.id != sa.bindparam("person"))
    .where(attempts.c.started_at >= sa.bindparam("since"))
    .where(attempts.c.outcome.is_not(None), attempts.c.outcome.not_in(["failed", "canceled"]))
    .limit(1)
)


@dataclass(frozen=True)
class Rang:
    """How an attempt to reach somebody ended, and when it began."""

    outcome: Outcome
    started_at: datetime


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


def newest_rings(
    connection: Connection, person_id: int, *, of: Iterable[Outcome], since: datetime | None, most: int
) -> tuple[Rang, ...]:
    """The newest attempts to reach somebody that ended in one of these outcomes, newest first."""
    asked = {"person": person_id, "of": sorted(outcome.value for outcome in of), "most": most}
    query, more = (_NEWEST, {}) if since is None else (_NEWEST_SINCE, {"since": since})
    return tuple(Rang(Outcome(row.outcome), row.started_at) for row in connection.execute(query, asked | more))


def is_anybody_else_reached(connection: Connection, hotline: str, *, but: int, since: datetime) -> bool:
    """Whether the telephone of another person of the hotline rang, or was busy, in an attempt begun since then."""
    asked = {"hotline": hotline, "person": but, "since": since}
    return connection.execute(_OTHERS_REACHED, asked).first() is not None
