"""Which reminders of blank forms are due: before the recap of a service day is made, and never after."""

from datetime import date, datetime, timedelta

import structlog

from ivr.domain.hotline import Hotline
from ivr.domain.hours import DAY, Stretch
from ivr.domain.local_time import to_local
from ivr.store.recaps import Kind, latest_recap
from ivr.workflows.office import Office
from ivr.workflows.remind_of_forms import DayToFinish, remind_of_forms
from recap.collect import period_of_recap
from recap.daily import sending_time

FURTHEST_BACK = 2  # local days: the recap of a night shift is made on the second day after it began

log = structlog.get_logger()


def remind_before_recap(office: Office, *, now: datetime) -> int:
    """Remind the officers of all hotlines whose reminder is due; returns how many mails were queued.

    A hotline that fails is logged and keeps none of the others back.
    """
    mailed = 0
    for hotline in office.hotlines:
        try:
            if (day := _day_to_finish(office, hotline, now)) is not None:
                mailed += remind_of_forms(office, hotline, day, now=now)
        except Exception as fault:
            log.error("reminder failed", hotline=hotline.key, exc_info=fault)
    return mailed


def reminding(hotline: Hotline, on: date) -> Stretch | None:
    """When officers are reminded of a service day's forms: so many minutes, up to the sending of its recap.

    None on a day without service, and where the hotline file wants no reminders.
    """
    at, minutes = sending_time(hotline, on), hotline.forms.remind_minutes
    return Stretch(at - timedelta(minutes=minutes), at) if at is not None and minutes else None


def _day_to_finish(office: Office, hotline: Hotline, now: datetime) -> DayToFinish | None:
    """The service day that is to be finished now; None also when its recap was made early."""
    today = to_local(now, hotline.zone).date()
    for on in (today - n * DAY for n in range(FURTHEST_BACK + 1)):
        stretch = reminding(hotline, on)
        if stretch is None or not stretch.holds(now):
            continue
        with office.database.reading() as connection:
            if latest_recap(connection, hotline.key, Kind.DAILY, on) is not None:
                continue
            period = period_of_recap(connection, hotline, on)
        return DayToFinish(on, period.starts_at, period.ends_at, stretch.end)
    return None
