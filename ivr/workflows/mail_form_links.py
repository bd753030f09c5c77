"""Mail the form of a talk to an officer who has only a telephone: a link that opens this one form."""

from datetime import datetime, timedelta
from typing import Any

import structlog

from ivr.domain.hotline import Hotline
from ivr.domain.links import Purpose
from ivr.domain.local_time import moment_in_words, to_local
from ivr.store.unfilled import Arrivals, UnfilledForm, form_key, forms_unmailed
from ivr.workflows.form_words import caller_in_short, hour_of, unit_in_words
from ivr.workflows.mail.queue_mail import queue_mail
from ivr.workflows.office import Office
from ivr.workflows.signed_links import add_signed_link

AFTER_TALK = timedelta(minutes=2)  # who is about to fill the form in needs no mail
LOOK_BACK = timedelta(days=1)  # a worker that was away writes about yesterday, and no further back
AT_THE_PAGE = timedelta(minutes=6)  # that a page is in use is noted every five minutes

log = structlog.get_logger()


class QueuedMeanwhile(Exception):
    """Another worker wrote this letter first: nothing of ours stays."""


def mail_form_links(office: Office, *, now: datetime) -> int:
    """Mail every blank form of a talk that ended two minutes ago or earlier; returns how many mails that were.

    One mail a talk, whatever happens. None to who sits at the page, nor about a call that was entered by hand.
    A mail that cannot be written is logged and keeps none of the others back.
    """
    mailed = 0
    for hotline in office.hotlines:
        arrivals = Arrivals(hotline.key, now - LOOK_BACK, now, ended_by=now - AFTER_TALK)
        with office.database.reading() as connection:
            due = forms_unmailed(connection, arrivals, seen_since=now - AT_THE_PAGE, now=now)
        for form in due:
            try:
                mailed += _mail(office, hotline, arrivals, form.attempt_id, now=now)
            except QueuedMeanwhile:
                continue
            except Exception as fault:
                log.error("form not mailed", hotline=hotline.key, attempt=form.attempt_id, exc_info=fault)
    return mailed


def _mail(office: Office, hotline: Hotline, arrivals: Arrivals, attempt_id: int, *, now: datetime) -> bool:
    """Write the mail of one form, unless the form was filled in, or written about, since we looked."""
    with office.database.writing() as connection:
        still = forms_unmailed(connection, arrivals, seen_since=now - AT_THE_PAGE, now=now, attempt_id=attempt_id)
        for form in still:
            subject = f"form:{attempt_id}"
            link = add_signed_link(
                connection, office, purpose=Purpose.FORM, person_id=form.person_id, now=now, subject=subject
            )
            is_new = queue_mail(
                connection,
                office,
                hotline,
                "form_link",
                key=form_key(attempt_id),
                name=form.name,
                email=form.email,
                now=now,
                **_words(hotline, form),
                url=link.url,
                until=moment_in_words(link.ends_at, hotline.zone),
                home=f"{office.settings.public_url}/",
            )
            if not is_new:
                raise QueuedMeanwhile
    return bool(still)


def _words(hotline: Hotline, form: UnfilledForm) -> dict[str, Any]:
    on = to_local(form.started_at, hotline.zone).date()
    return {
        "hour": hour_of(form, hotline, on=on),
        "taken": moment_in_words(form.started_at, hotline.zone),
        "unit": unit_in_words(hotline, form.unit),
        "caller": caller_in_short(form.caller),
    }
