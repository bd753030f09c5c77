"""Calls answered outside the system, written down by hand."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from ivr.domain.call import Admission, Disposition, Outcome, Phase
from ivr.store.engine import Connection
from ivr.store.insert_once import InsertOnce
from ivr.store.tables import attempts, calls
from ivr.store.withdrawn_calls import stands

_ADD = InsertOnce(calls, on=["sid"], returning=calls.c.id)


def add_manual_call(
    connection: Connection,
    *,
    sid: str,
    hotline: str,
    number: str | None,
    to_number: str,
    unit: str,
    person_id: int,
    came_by: str,
    began_at: datetime,
    ended_at: datetime,
) -> int | None:
    """Put a finished call with one talk on record; returns the talk's id, None when this sid is on record already.

    The talk has no telephone, so it changes nothing in the ringing order, and nothing that is still to happen.
    """
    call: Mapping[str, Any] = {
        "sid": sid,
        "hotline": hotline,
        "direction": "inbound",
        "from_number": number,
        "to_number": to_number,
        "arrived_at": began_at,
        "admission": Admission.OPEN.value,
        "phase": Phase.GOODBYE.value,
        "turn": 1,
        "unit": unit,
        "hunt_started_at": began_at,
        "last_event_at": ended_at,
        "answered_at": began_at,
        "ended_at": ended_at,
        "disposition": Disposition.ANSWERED.value,
        "entered_by": person_id,
        "came_by": came_by,
    }
    call_id = _ADD(connection, call)
    if call_id is None:
        return None
    talk = {
        "call_id": call_id,
        "turn": 0,
        "person_id": person_id,
        "phone": "",
        "unit": unit,
        "started_at": began_at,
        "ring_ended_at": began_at,
        "outcome": Outcome.ACCEPTED.value,
        "talk_started_at": began_at,
        "talk_ended_at": ended_at,
        "freed_at": ended_at,
    }
    return int(connection.execute(attempts.insert().values(talk).returning(attempts.c.id)).scalar_one())


def talk_of_manual_call(connection: Connection, sid: str, *, entered_by: int) -> int | None:
    """The talk of a call that this person wrote down under this sid before, and did not take back."""
    found = sa.select(attempts.c.id).join(calls, calls.c.id == attempts.c.call_id)
    talk: int | None = connection.execute(
        found.where(calls.c.sid == sid, calls.c.entered_by == entered_by, stands())
    ).scalar_one_or_none()
    return talk
