"""Signed links: written into a mail, read when somebody comes back with one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from itsdangerous import BadSignature, URLSafeSerializer

from ivr.domain.links import VALID, Link, LinkState, Purpose
from ivr.store.engine import Connection
from ivr.store.links import add_link, link_of
from ivr.workflows.office import Office


@dataclass(frozen=True)
class MadeLink:
    """A new link: its id (for the key of its letter), its whole URL, and until when it opens (aware UTC)."""

    id: int
    url: str
    ends_at: datetime


def make_link(
    connection: Connection, office: Office, *, purpose: Purpose, person_id: int, now: datetime, subject: str = ""
) -> str:
    """The whole URL of a new link, for the mail that is queued in the same transaction."""
    made = add_signed_link(connection, office, purpose=purpose, person_id=person_id, now=now, subject=subject)
    return made.url


def add_signed_link(
    connection: Connection, office: Office, *, purpose: Purpose, person_id: int, now: datetime, subject: str = ""
) -> MadeLink:
    """As `make_link`, with the link's id and its end. Needs a writing transaction."""
    ends_at = now + VALID[purpose]
    made = add_link(connection, purpose=purpose, person_id=person_id, subject=subject, now=now, ends_at=ends_at)
    token = _signer(office).dumps([made, purpose.value])
    return MadeLink(made, f"{office.settings.public_url}/links/{token}", ends_at)


def read_link(connection: Connection, office: Office, token: str, *, now: datetime) -> tuple[LinkState, Link | None]:
    """What a token opens, and whether it still does; no link for one that is not ours. Nothing is used up."""
    try:
        link_id, purpose = _signer(office).loads(token)
    except (BadSignature, ValueError, TypeError):
        return LinkState.WRONG, None
    link = link_of(connection, link_id) if isinstance(link_id, int) else None
    if link is None or link.purpose != purpose:
        return LinkState.WRONG, None
    return link.state_at(now), link


def seal(office: Office, what: str, thing: Any) -> str:
    """Something plain (JSON), to be given to a browser and taken back unchanged; `what` says what it is."""
    return str(URLSafeSerializer(office.settings.secret_key, salt=f"piket {what}").dumps(thing))


def unseal(office: Office, what: str, sealed: str) -> Any:
    """What was sealed as the same; None for anything else."""
    try:
        return URLSafeSerializer(office.settings.secret_key, salt=f"piket {what}").loads(sealed)
    except BadSignature:
        return None


def _signer(office: Office) -> URLSafeSerializer:
    return URLSafeSerializer(office.settings.secret_key, salt="piket one-time link")
