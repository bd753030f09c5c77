"""Calls and their attempts: loaded whole, saved by difference."""

from dataclasses import fields
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from ivr.domain.call import Admission, Attempt, Call, Disposition, Outcome, Party, Phase
from ivr.store.editions import EDITION
from ivr.store.insert_once import InsertOnce
from ivr.store.tables import attempts, calls

_CALL_FIELDS = tuple(one.name for one in fields(Call) if one.name not in ("id", "attempts"))
_ATTEMPT_FIELDS = tuple(one.name for one in fields(Attempt) if one.name != "id")

_edition = EDITION.subquery()
_LOAD_CALL = (
    sa.select(calls, _edition.c.edition)
    .select_from(calls.join(_edition, sa.true()))
    .where(calls.c.sid == sa.bindparam("sid"))
)
_LOAD_CALL_FOR_UPDATE = _LOAD_CALL.with_for_update(of=calls)
_LOAD_ATTEMPTS = sa.select(attempts).where(attempts.c.call_id == sa.bindparam("call")).order_by(attempts.c.turn)
_RUNNING_SINCE = (
    sa.select(calls.c.sid)
    .where(calls.c.ended_at.is_(None), calls.c.last_event_at < sa.bindparam("before"))
    .order_by(calls.c.last_event_at)
    .limit(sa.bindparam("most"))
)
_ADD_CALL = InsertOnce(calls, on=["sid"], returning=calls.c.id, also=[EDITION.scalar_subquery()])
_ADD_ATTEMPT = InsertOnce(attempts, returning=attempts.c.id)
_CHANGE_CALL = calls.update().where(calls.c.id == sa.bindparam("row"))
_CHANGE_ATTEMPT = attempts.update().where(attempts.c.id == sa.bindparam("row"))


def load_call(connection: Connection, sid: str) -> Call | None:
    """The call, locked until the transaction ends: the webhooks of one call take turns."""
    return load_call_and_edition(connection, sid)[0]


def load_call_and_edition(connection: Connection, sid: str) -> tuple[Call | None, int | None]:
    """The call, locked, with the edition of special days and notices, in one statement; None and None without it."""
    # SQLite's writers are queued already, and it leaves FOR UPDATE out.
    row = connection.execute(_LOAD_CALL_FOR_UPDATE, {"sid": sid}).mappings().one_or_none()
    if row is None:
        return None, None
    # A call that never hunted has no attempts; it is most webhooks, so the question is not asked.
    tried = _load_attempts(connection, row["id"]) if row["hunt_started_at"] is not None else ()
    return call_of(row, tried), int(row["edition"])


def open_call(connection: Connection, call: Call) -> tuple[Call, int] | None:
    """Put a new call on record; returns it with the edition of special days and notices.

    None when its sid is on record already (a doubled webhook was faster).
    """
    values = {name: getattr(call, name) for name in _CALL_FIELDS} | {"direction": "inbound"}
    made = _ADD_CALL.row(connection, values)
    return None if made is None else (_with_id(call, made[0]), int(made[1]))


def save_call(connection: Connection, before: Call, after: Call) -> bool:
    """Write what changed. False when a telephone of a new attempt was taken meanwhile: decide again.

    New attempts are written first, so that False leaves nothing half-done.
    """
    assert after.id is not None
    known = {attempt.turn: attempt for attempt in before.attempts}
    for attempt in after.attempts:
        if attempt.turn not in known and not _add_attempt(connection, after.id, attempt):
            return False
    for attempt in after.attempts:
        if attempt.turn in known:
            _save_attempt(connection, known[attempt.turn], attempt)
    changed = {name: getattr(after, name) for name in _CALL_FIELDS if getattr(after, name) != getattr(before, name)}
    if changed:
        connection.execute(_CHANGE_CALL, changed | {"row": after.id})
    return True


def sids_running_since(connection: Connection, before: datetime, *, most: int) -> list[str]:
    """Running calls of which nothing was heard since `before`, the longest silent first."""
    return list(connection.execute(_RUNNING_SINCE, {"before": before, "most": most}).scalars())


def _add_attempt(connection: Connection, call_id: int, attempt: Attempt) -> bool:
    values = {name: getattr(attempt, name) for name in _ATTEMPT_FIELDS} | {"call_id": call_id}
    return _ADD_ATTEMPT(connection, values) is not None


def _save_attempt(connection: Connection, before: Attempt, after: Attempt) -> None:
    changed = {name: getattr(after, name) for name in _ATTEMPT_FIELDS if getattr(after, name) != getattr(before, name)}
    if changed:
        connection.execute(_CHANGE_ATTEMPT, changed | {"row": after.id})


def _load_attempts(connection: Connection, call_id: int) -> tuple[Attempt, ...]:
    return tuple(attempt_of(row) for row in connection.execute(_LOAD_ATTEMPTS, {"call": call_id}).mappings())


def _with_id(call: Call, made: int) -> Call:
    return Call(**{one.name: getattr(call, one.name) for one in fields(Call)} | {"id": made})


def call_of(row: RowMapping, tried: tuple[Attempt, ...]) -> Call:
    """A call from its row and its attempts."""
    values = {name: row[name] for name in _CALL_FIELDS}
    values["admission"] = Admission(row["admission"])
    values["phase"] = Phase(row["phase"])
    values["ended_by"] = Party(row["ended_by"]) if row["ended_by"] else None
    values["disposition"] = Disposition(row["disposition"]) if row["disposition"] else None
    return Call(**values, attempts=tried, id=row["id"])


def attempt_of(row: RowMapping) -> Attempt:
    """An attempt from its row."""
    values = {name: row[name] for name in _ATTEMPT_FIELDS}
    values["outcome"] = Outcome(row["outcome"]) if row["outcome"] else None
    values["talk_ended_by"] = Party(row["talk_ended_by"]) if row["talk_ended_by"] else None
    return Attempt(**values, id=row["id"])
