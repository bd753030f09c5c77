"""Calls that were written down by hand and taken back: nothing is left of them but two empty rows."""

import sqlalchemy as sa

from ivr.domain.call import Outcome
from ivr.domain.scope import Scope
from ivr.store.engine import Connection
from ivr.store.tables import attempts, calls, forms, people


def stands() -> sa.ColumnElement[bool]:
    """Holds for the calls (rows of `calls`) that count; for queries that do not ask for one hotline."""
    return sa.or_(calls.c.hotline.is_not(None), calls.c.entered_by.is_(None))


def take_off_record(connection: Connection, *, call_id: int, attempt_id: int) -> None:
    """Forget the form, the number and the talk of a call, and that it was any hotline's.

    Its rows stay, so that no later call gets their numbers (SQLite gives the last ones again): an open page, or a line
    of the journal, that names them would speak of that one.
    """
    connection.execute(forms.delete().where(forms.c.attempt_id == attempt_id))
    no_talk = {"outcome": Outcome.CANCELED.value, "talk_started_at": None, "talk_ended_at": None}
    connection.execute(attempts.update().where(attempts.c.id == attempt_id).values(no_talk))
    connection.execute(calls.update().where(calls.c.id == call_id).values(hotline=None, from_number=None))


def was_withdrawn(connection: Connection, scope: Scope, call_id: int) -> bool:
    """Whether this call was taken back; False also where it was not the asker's to see."""
    found = (
        sa.select(attempts.c.person_id, attempts.c.unit, people.c.hotline)
        .join(calls, calls.c.id == attempts.c.call_id)
        .join(people, people.c.id == calls.c.entered_by)
        .where(calls.c.id == call_id, ~stands())
    )
    row = connection.execute(found).one_or_none()
    return row is not None and (row.person_id == scope.person_id or scope.sees_unit(row.hotline, row.unit))
