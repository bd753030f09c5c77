"""Forms as they stand beside their talks in a row."""

from typing import Any

from ivr.domain.form import Form
from ivr.store.tables import forms

# Selected beside `attempts`, with an outer join: a talk may have no form yet.
FORM_COLUMNS = (forms.c.filled_at, *(forms.c[name] for name in Form.__dataclass_fields__))


def form_of(row: Any) -> Form | None:
    """The form of a row that holds FORM_COLUMNS, None where nobody opened one."""
    if row.filled_at is None:
        return None
    return Form(*(getattr(row, name) for name in Form.__dataclass_fields__))
