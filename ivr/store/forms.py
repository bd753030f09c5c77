"""Forms: how one is written, and how it stands beside its talk in a row."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from ivr.domain.form import Form
from ivr.store.engine import Connection
from ivr.store.tables import forms

_NAMES = tuple(Form.__dataclass_fields__)
LONGEST_PROBLEM = 10_000

# Selected beside `attempts`, with an outer join: a talk may have no form yet.
FORM_COLUMNS = (forms.c.filled_at, *(forms.c[name] for name in _NAMES))


def _longest(column: sa.Column[Any]) -> int:
    return (isinstance(column.type, sa.String) and column.type.length) or LONGEST_PROBLEM


LONGEST: Mapping[str, int] = {name: _longest(forms.c[name]) for name in _NAMES if name != "is_confidential"}
"""How many characters each text of a form may have."""


def save_form(connection: Connection, form: Form, *, attempt_id: int, filled_by: int, at: datetime) -> None:
    """Write the form of a talk, or replace the one it has, as its next edition. Needs a writing transaction.

    Raises ValueError for a text that is longer than LONGEST; nothing is cut.
    """
    values = asdict(form)
    for name, most in LONGEST.items():
        if len(values[name]) > most:
            raise ValueError(f"{name} has {len(values[name])} characters, at most {most} are kept")
    values |= {"filled_by": filled_by, "filled_at": at}
    insert: Any = (sqlite if connection.dialect.name == "sqlite" else postgresql).insert(forms)
    written = insert.values(attempt_id=attempt_id, **values)
    next_one = values | {"edition": forms.c.edition + 1}
    connection.execute(written.on_conflict_do_update(index_elements=["attempt_id"], set_=next_one))


def form_of(row: Any) -> Form | None:
    """The form of a row that holds FORM_COLUMNS, None where nobody opened one."""
    if row.filled_at is None:
        return None
    return Form(*(getattr(row, name) for name in _NAMES))
