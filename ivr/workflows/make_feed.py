"""Make a calendar feed, or revoke one: its secret link is known only to who made it, here only its hash."""

import secrets
from datetime import datetime
from hashlib import sha256

from ivr.domain.journal import Action, Entry
from ivr.domain.scope import Scope
from ivr.store.engine import Connection
from ivr.store.feeds import add_feed, revoke_feeds
from ivr.store.journal import note_in_journal
from ivr.workflows.office import Office


def make_feed(
    connection: Connection, office: Office, scope: Scope, *, hotline: str, unit: str | None, now: datetime
) -> str:
    """The whole URL of a new feed, of the person's own duties or of a unit's; the link before opens nothing any more.

    Whether the unit is theirs to ask for, `may_follow` says. Needs a writing transaction.
    """
    revoke_feeds(connection, person_id=scope.person_id, unit=unit, now=now)
    token = secrets.token_urlsafe(32)
    made = add_feed(
        connection, token_hash=hash_of(token), hotline=hotline, unit=unit, person_id=scope.person_id, now=now
    )
    _note(connection, scope, Action.ADDED, f"feed:{made}", hotline, unit, now=now)
    return f"{office.settings.public_url}/calendar/{token}.ics"


def revoke_feed(connection: Connection, scope: Scope, *, hotline: str, unit: str | None, now: datetime) -> bool:
    """Let a link open nothing any more; False when there is none. Needs a writing transaction."""
    if not revoke_feeds(connection, person_id=scope.person_id, unit=unit, now=now):
        return False
    _note(connection, scope, Action.CHANGED, "feed", hotline, unit, now=now, detail="tautan dicabut")
    return True


def may_follow(scope: Scope, hotline: str, unit: str) -> bool:
    """Whether somebody may have the calendar of a unit: who works there, leads it, or coordinates the hotline."""
    return scope.sees_figures_of(hotline, unit)


def hash_of(token: str) -> str:
    """What is kept of a secret."""
    return sha256(token.encode()).hexdigest()


def _note(
    connection: Connection,
    scope: Scope,
    action: Action,
    subject: str,
    hotline: str,
    unit: str | None,
    *,
    now: datetime,
    detail: str = "",
) -> None:
    note_in_journal(connection, Entry(scope.person_id, action, subject, hotline, unit, detail), at=now)
