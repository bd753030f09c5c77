"""Remind officers, before the recap is made, of the forms of the day that are still blank."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import structlog

from ivr.domain.hotline import Hotline
from ivr.domain.links import Purpose
from ivr.domain.local_time import clock, long_date, moment_in_words, to_local, zone_name
from ivr.store.engine import Connection
from ivr.store.unfilled import Arrivals, UnfilledForm, forms_of_unreminded
from ivr.workflows.form_words import caller_in_short, hour_of, unit_in_words
from ivr.workflows.mail.queue_mail import queue_mail
from ivr.workflows.mail_form_links import AFTER_TALK, QueuedMeanwhile
from ivr.workflows.office import Office
from ivr.workflows.signed_links import add_signed_link

MOST_LINKS = 20

log = structlog.get_logger()


@dataclass(frozen=True)
class DayToFinish:
    """A service day whose recap is made at `recap_at`, of arrivals in [starts_at, ends_at)."""

    on: date
    starts_at: datetime
    ends_at: datetime
    recap_at: datetime


def remind_of_forms(office: Office, hotline: Hotline, day: DayToFinish, *, now: datetime) -> int:
    """Write to every officer with blank forms of the day, once; returns how many mails that were.

    A talk that ended just now is left to its own mail. A mail that cannot be written is logged and keeps none of the
    others back.
    """
    arrivals = Arrivals(hotline.key, day.starts_at, day.ends_at, ended_by=now - AFTER_TALK)
    with office.database.reading() as connection:
        due = forms_of_unreminded(connection, arrivals, key_prefix=_key(hotline, day))
    mailed = 0
    for person_id in dict.fromkeys(form.person_id for form in due):
        try:
            with office.database.writing() as connection:
                prefix = _key(hotline, day)
                forms = forms_of_unreminded(connection, arrivals, key_prefix=prefix, person_id=person_id)
                if forms:
                    _mail(connection, office, hotline, day, forms, now=now)
            mailed += bool(forms)
        except QueuedMeanwhile:
            continue
        except Exception as fault:
            log.error("forms not reminded of", hotline=hotline.key, person=person_id, exc_info=fault)
    return mailed


def _mail(
    connection: Connection,
    office: Office,
    hotline: Hotline,
    day: DayToFinish,
    forms: Sequence[UnfilledForm],
    *,
    now: datetime,
) -> None:
    """One mail with a new link for each form. Raises QueuedMeanwhile."""
    officer, shown = forms[0], forms[:MOST_LINKS]
    links = [
        add_signed_link(
            connection,
            office,
            purpose=Purpose.FORM,
            person_id=officer.person_id,
            now=now,
            subject=f"form:{form.attempt_id}",
        )
        for form in shown
    ]
    is_new = queue_mail(
        connection,
        office,
        hotline,
        "form_reminder",
        key=f"{_key(hotline, day)}{officer.person_id}",
        name=officer.name,
        email=officer.email,
        now=now,
        count=len(forms),
        day=long_date(day.on),
        recap_at=_recap_at(hotline, day),
        forms=[
            {
                "hour": hour_of(form, hotline, on=day.on),
                "unit": unit_in_words(hotline, form.unit),
                "caller": caller_in_short(form.caller),
                "url": link.url,
            }
            for form, link in zip(shown, links, strict=True)
        ],
        more=len(forms) - len(shown),
        until=moment_in_words(links[0].ends_at, hotline.zone),
        home=f"{office.settings.public_url}/",
    )
    if not is_new:
        raise QueuedMeanwhile


def _recap_at(hotline: Hotline, day: DayToFinish) -> str:
    """`pukul 17.30 WIB`; with the date when the recap is made on another day."""
    local = to_local(day.recap_at, hotline.zone)
    if local.date() != day.on:
        return f"pada {moment_in_words(day.recap_at, hotline.zone)}"
    return f"pukul {clock(local)} {zone_name(local)}"


def _key(hotline: Hotline, day: DayToFinish) -> str:
    return f"forms-reminder:{hotline.key}:{day.on.isoformat()}:"
