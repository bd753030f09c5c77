"""Forget how people came in a month ago: tries that failed, sessions that ended, links that opened something."""

from datetime import datetime, timedelta

from ivr.store.credentials import forget_refused_before
from ivr.store.links import forget_links_before
from ivr.store.sessions import forget_sessions_before
from ivr.workflows.office import Office

KEPT = timedelta(days=30)


def forget_sign_ins(office: Office, *, now: datetime) -> int:
    """Delete what is over for 30 days; returns how many rows that were. The journal stays."""
    before = now - KEPT
    with office.database.writing() as connection:
        tries = forget_refused_before(connection, before)
        return tries + forget_sessions_before(connection, before) + forget_links_before(connection, before)
