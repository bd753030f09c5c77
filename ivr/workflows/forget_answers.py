"""Forget the documents that were spoken in calls long over; the timed log stays."""

from datetime import datetime, timedelta

from ivr.store.turns import forget_answers as forget
from ivr.workflows.office import Office

KEPT = timedelta(days=2)  # a doubled webhook still gets its identical answer for so long
LOOKED_BACK = timedelta(days=30)  # a worker that stood still for a month leaves the rest as it is


def forget_answers(office: Office, *, now: datetime) -> int:
    """Blank the answers of calls that ended some days ago; returns how many turns were blanked."""
    with office.database.writing() as connection:
        return forget(connection, ended_before=now - KEPT, ended_after=now - KEPT - LOOKED_BACK)
