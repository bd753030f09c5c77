"""Note on a running call that our own fault ended it."""

from datetime import datetime

from ivr.store.calls import mark_fault
from ivr.workflows.office import Office


def note_fault(office: Office, call_sid: str, *, now: datetime) -> bool:
    """The call's record will say `failed` unless an officer was reached. False when no such call runs."""
    with office.database.writing() as connection:
        return mark_fault(connection, call_sid, at=now)
