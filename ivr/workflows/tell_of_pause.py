"""Tell an officer, and the coordinators, of a pause that nobody asked for."""

from datetime import datetime
from typing import Any

from ivr.domain.count_words import count_in_words
from ivr.domain.hotline import Hotline
from ivr.domain.links import VALID, Purpose
from ivr.domain.local_time import clock_near, moment_in_words
from ivr.domain.on_duty import who_answers
from ivr.domain.people import Person, Role
from ivr.domain.phone import readable
from ivr.store.engine import Connection
from ivr.store.people import load_people
from ivr.workflows.load_board import load_board_at
from ivr.workflows.mail.queue_mail import queue_mail
from ivr.workflows.office import Office
from ivr.workflows.signed_links import make_link


def tell_of_pause(
    connection: Connection,
    office: Office,
    hotline: Hotline,
    officer: Person,
    *,
    unit: str,
    now: datetime,
    until: datetime | None,
) -> None:
    """Queue a mail to the officer, with a link that ends the pause, and one to every other active coordinator.

    The pause began at `now` and is on record. `unit` is the key of the one whose calls were not answered.
    """
    assert until is not None  # such a pause always ends by itself
    values: dict[str, Any] = {
        "count": hotline.ring.pause_after_unanswered,
        "count_words": count_in_words(hotline.ring.pause_after_unanswered),
        "since": clock_near(now, at=now, zone=hotline.zone),
        "until": clock_near(until, at=now, zone=hotline.zone, with_zone=True),
    }
    _tell_officer(connection, office, hotline, officer, now=now, values=values)
    others = _others_of_unit(connection, hotline, officer, unit=unit, now=now)
    for member in load_people(connection, hotline.key):
        person = member.person
        if person.is_active and Role.COORDINATOR in person.roles and person.id != officer.id:
            queue_mail(
                connection,
                office,
                hotline,
                "pause_coordinator",
                key=_key(officer, now, person),
                name=person.name,
                email=person.email,
                now=now,
                officer=officer.name,
                **values,
                **others,
            )


def _tell_officer(
    connection: Connection, office: Office, hotline: Hotline, officer: Person, *, now: datetime, values: dict[str, Any]
) -> None:
    subject = f"person:{officer.id}"
    queue_mail(
        connection,
        office,
        hotline,
        "pause_officer",
        key=_key(officer, now, officer),
        name=officer.name,
        email=officer.email,
        now=now,
        phone=readable(str(officer.phone)) if officer.phone else "-",
        url=make_link(connection, office, purpose=Purpose.READY, person_id=officer.id, subject=subject, now=now),
        link_until=moment_in_words(now + VALID[Purpose.READY], hotline.zone),
        **values,
    )


def _key(officer: Person, since: datetime, recipient: Person) -> str:
    return f"pause:{officer.id}:{since.isoformat()}:{recipient.id}"


def _others_of_unit(
    connection: Connection, hotline: Hotline, officer: Person, *, unit: str, now: datetime
) -> dict[str, Any]:
    """What the unit has left: its name, how many others can be reached now, and the unit that comes next."""
    if unit not in hotline.units:  # the hotline file changed during the call
        return {"unit": unit, "others": 0, "fallback": None}
    board = load_board_at(connection, hotline, now=now, units=[unit])
    answering = who_answers(hotline, unit, at=now, board=board)
    fallback = hotline.units[answering.fallback].name if answering.fallback else None
    others = len([one for one in answering.officers if one.id != officer.id])
    return {"unit": hotline.units[unit].name, "others": others, "fallback": fallback}
