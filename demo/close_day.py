"""Closes the demonstration's day: the clock goes to the hour of the recap, and the recap is mailed at once."""

from contextlib import suppress
from datetime import date

from demo.sample_forms import fill_sample_forms
from demo.stage import Stage
from ivr.domain.hours import opening
from ivr.telephony.rest import TwilioCallRecords
from recap.compose import has_changed
from recap.daily import sending_time
from recap.day_asked import ask_for
from recap.period import period_of
from recap.postman import Postman, open_mailer
from recap.send_now import AlreadySent, send_now


class NothingToClose(Exception):
    """The demonstration's day has no service; the text is Indonesian."""


def close_day(stage: Stage) -> date:
    """Mail the recap of the day that the demonstration plays, or its revision when more happened since.

    Returns the service day. Raises NothingToClose, recap.send_now.NobodyToSendTo.
    """
    office, hotline, now = stage.office, stage.hotline, stage.clock.now()
    on = opening(hotline, now).day
    at = sending_time(hotline, on)
    if at is None:
        raise NothingToClose("Hari peragaan ini bukan hari layanan. Pindahkan jamnya ke hari kerja.")
    if now < at:
        stage.move_clock(at)
    postman = Postman(office, open_mailer(office.settings.smtp_url))
    period = period_of(hotline, on)
    fill_sample_forms(office, hotline, start=period.starts_at, end=period.ends_at)
    asked = ask_for(office, hotline, on, TwilioCallRecords(office.settings), now=max(stage.clock.now(), at))
    if asked.latest is None or has_changed(asked.latest.contents, asked.recap):
        with suppress(AlreadySent):  # the worker was faster by a blink
            send_now(office, asked, postman, again=True)
    postman.round()
    return on
