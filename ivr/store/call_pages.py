"""Calls as the pages list and open them: chosen, searched and cut to what their reader may see."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from ivr.domain.call import Attempt, Call
from ivr.domain.form import Form
from ivr.domain.scope import Scope
from ivr.store.call_choice import CallChoice, chosen
from ivr.store.calls import attempt_of, call_of
from ivr.store.engine import Connection
from ivr.store.forms import FORM_COLUMNS, form_of
from ivr.store.position import Position, is_below
from ivr.store.tables import attempts, calls, forms, people, turns
from ivr.store.visible import as_read_by, visible_calls, visible_talks

PAGE = 50


@dataclass(frozen=True)
class AttemptSeen:
    """A ring attempt with its talk. Of one that is not the reader's to see, only when, how and in which unit:
    then `officer` is None and the telephone is gone."""

    attempt: Attempt
    officer: str | None = None
    form: Form | None = None
    filled_by: int | None = None

    @property
    def is_hidden(self) -> bool:
        """Whether it is not the reader's to see."""
        return self.officer is None


@dataclass(frozen=True)
class CallSeen:
    """A call with its attempts in order, as one reader sees it. `call.attempts` is empty."""

    call: Call
    direction: str
    attempts: tuple[AttemptSeen, ...]
    came_by: str | None
    written_by: str | None  # the name of who wrote it down by hand

    @property
    def talks(self) -> tuple[AttemptSeen, ...]:
        """The talks that the reader may open."""
        return tuple(one for one in self.attempts if one.attempt.is_accepted and not one.is_hidden)


@dataclass(frozen=True)
class KeyLine:
    """A key that the caller pressed, or the silence instead (an empty key)."""

    at: datetime
    key: str


def page_of_calls(
    connection: Connection, scope: Scope, choice: CallChoice, *, below: Position | None = None
) -> tuple[tuple[CallSeen, ...], Position | None]:
    """One page of the chosen calls, newest first, and where the next one begins, None after the last."""
    found = sa.select(calls).where(*chosen(scope, choice)).order_by(calls.c.arrived_at.desc(), calls.c.id.desc())
    if below is not None:
        found = found.where(is_below(below, calls.c.arrived_at, calls.c.id))
    rows = connection.execute(found.limit(PAGE + 1)).all()
    shown, has_more = rows[:PAGE], len(rows) > PAGE
    last = Position(shown[-1].arrived_at, shown[-1].id) if has_more else None
    return _seen(connection, scope, shown), last


def open_call(connection: Connection, scope: Scope, call_id: int) -> CallSeen | None:
    """One call, None when there is none or it is not the reader's to see."""
    row = connection.execute(sa.select(calls).where(calls.c.id == call_id, visible_calls(scope))).one_or_none()
    return _seen(connection, scope, [row])[0] if row is not None else None


def keys_of(connection: Connection, call_id: int) -> tuple[KeyLine, ...]:
    """What the caller pressed, in order."""
    found = (
        sa.select(turns.c.at, turns.c.event, turns.c.detail)
        .join(calls, sa.and_(calls.c.id == turns.c.call_id, calls.c.sid == turns.c.leg_sid))
        .where(turns.c.call_id == call_id, turns.c.event.in_(["key", "silence"]))
        .order_by(turns.c.turn)
    )
    return tuple(KeyLine(row.at, row.detail) for row in connection.execute(found))


def _seen(connection: Connection, scope: Scope, rows: Sequence[Any]) -> tuple[CallSeen, ...]:
    tried: dict[int, list[AttemptSeen]] = {}
    found = (
        sa.select(
            attempts, people.c.name.label("officer"), visible_talks(scope).label("is_visible"),
            *FORM_COLUMNS, forms.c.filled_by,
        )
        .join(calls, calls.c.id == attempts.c.call_id)
        .join(people, people.c.id == attempts.c.person_id)
        .outerjoin(forms, forms.c.attempt_id == attempts.c.id)
        .where(attempts.c.call_id.in_([row.id for row in rows]))
        .order_by(attempts.c.call_id, attempts.c.turn)
    )  # fmt: skip
    for row in connection.execute(found):
        tried.setdefault(row.call_id, []).append(_attempt_seen(row, scope))
    names = _names(connection, {row.entered_by for row in rows if row.entered_by is not None})
    return tuple(
        CallSeen(
            call=call_of(row._mapping, ()),
            direction=row.direction,
            attempts=tuple(tried.get(row.id, ())),
            came_by=row.came_by,
            written_by=names.get(row.entered_by),
        )
        for row in rows
    )


def _attempt_seen(row: Any, scope: Scope) -> AttemptSeen:
    attempt = attempt_of(row._mapping)
    if not row.is_visible:
        return AttemptSeen(replace(attempt, phone="", person_id=0, leg_sid=None))
    return AttemptSeen(attempt, row.officer, as_read_by(scope, form_of(row), row.filled_by), row.filled_by)


def _names(connection: Connection, ids: set[int]) -> dict[int, str]:
    if not ids:
        return {}
    found = sa.select(people.c.id, people.c.name).where(people.c.id.in_(sorted(ids)))
    return {row.id: row.name for row in connection.execute(found)}
