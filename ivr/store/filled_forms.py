"""What makes a form filled, as the database counts it: the same rule as `Form.is_empty`."""

import sqlalchemy as sa

from ivr.domain.form import TEXTS
from ivr.store.tables import forms

BLANKS = " \t\r\n"


def is_filled() -> sa.ColumnElement[bool]:
    """Holds for a row of `forms` in which something is noted; blanks are nothing. Not for a row that is absent."""
    noted = [sa.func.trim(forms.c[name], BLANKS) != "" for name in TEXTS]
    return sa.and_(forms.c.attempt_id.is_not(None), sa.or_(forms.c.is_confidential, *noted))
