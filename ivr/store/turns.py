"""The timed log of a call: each turn with its answer, each status callback once."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ivr.domain.events import LegReport
from ivr.store.insert_once import InsertOnce
from ivr.store.tables import callbacks, calls, turns

_ANSWER = sa.select(turns.c.answer).where(
    turns.c.leg_sid == sa.bindparam("leg_sid"), turns.c.turn == sa.bindparam("turn")
)
_ADD_TURN = turns.insert()
_ADD_CALLBACK = InsertOnce(callbacks, returning=callbacks.c.sequence)


def find_answer(connection: Connection, leg_sid: str, turn: int) -> str | None:
    """The document that answered this turn before; None when it was never asked (or was forgotten: empty)."""
    return connection.execute(_ANSWER, {"leg_sid": leg_sid, "turn": turn}).scalar_one_or_none()


def add_turn(
    connection: Connection, *, call_id: int, leg_sid: str, turn: int, at: datetime, event: str, detail: str, answer: str
) -> None:
    """Write down that the turn was asked, with what, and what was answered."""
    values = {"call_id": call_id, "leg_sid": leg_sid, "turn": turn, "at": at}
    connection.execute(_ADD_TURN, values | {"event": event, "detail": detail[:40], "answer": answer})


def add_callback(connection: Connection, *, call_id: int, report: LegReport, received_at: datetime) -> bool:
    """Write down a status callback; False when this leg and sequence number is on record already."""
    values = {
        "call_id": call_id,
        "leg_sid": report.leg_sid,
        "sequence": report.sequence,
        "status": report.state.value,
        "at": report.at,
        "received_at": received_at,
    }
    return _ADD_CALLBACK(connection, values) is not None


def forget_answers(connection: Connection, *, ended_before: datetime, ended_after: datetime) -> int:
    """Blank the spoken documents of calls that ended in the window; returns how many turns were blanked."""
    ended = sa.select(calls.c.id).where(calls.c.ended_at >= ended_after, calls.c.ended_at < ended_before)
    forget = turns.update().where(turns.c.call_id.in_(ended), turns.c.answer != "").values(answer="")
    return connection.execute(forget).rowcount
