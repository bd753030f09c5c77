"""Hours of duty as entries of a calendar: each known by day, unit, person and kind, whatever its hours are."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from email.utils import parseaddr
from urllib.parse import quote

from ivr.domain.duty_hours import DutyHours
from ivr.domain.hotline import Hotline
from ivr.workflows.duty_labels import People, details_of, title_of
from ivr.workflows.make_calendar import Entry
from ivr.workflows.office import Office


def duty_entries(
    office: Office,
    hotline: Hotline,
    hours: Iterable[DutyHours],
    people: People,
    *,
    editions: Mapping[date, int],
    is_named: bool = False,
) -> Sequence[Entry]:
    """The entries of these hours; `editions` counts the changes of each day, `is_named` says in each whose it is."""
    host = host_of(office, hotline)
    return [
        Entry(
            uid=f"duty-{hotline.key}-{one.on}-{one.unit}-{one.person_id}-{one.kind}-{one.place}@{host}",
            title=title_of(one, hotline) + (f": {people[one.person_id].name}" if is_named else ""),
            stretch=one.stretch,
            details="\n".join((*details_of(one, hotline, people), roster_url(office, one.on))),
            edition=editions.get(one.on, 0),
        )
        for one in hours
    ]


def host_of(office: Office, hotline: Hotline) -> str:
    """Whose events they are: the host of the sender's address, `piket` where none is set."""
    sender = office.settings.mail_from or hotline.mail_from or ""
    return quote(parseaddr(sender)[1].rpartition("@")[2], safe="") or "piket"


def roster_url(office: Office, on: date) -> str:
    """The page of the roster of a day's week."""
    return f"{office.settings.public_url}/roster?week={on}"
