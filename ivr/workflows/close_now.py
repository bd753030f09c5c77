"""Close the hotline from now until a moment ("tutup sekarang"), and open it again before."""

from datetime import datetime, time, timedelta

from ivr.domain.hotline import Hotline
from ivr.domain.hours import DAY, opening
from ivr.domain.local_time import to_local, to_utc
from ivr.domain.notices import Notice
from ivr.domain.scope import Scope
from ivr.workflows.office import Office
from ivr.workflows.put_up_notice import TypedNotice, put_up_notice, read_notice

LONGEST = timedelta(days=7)  # who closes for longer decrees closed days, so that the roster knows of them
READY_SENTENCE = "Mohon maaf, layanan kami sedang ditutup sementara."


def read_closing(typed: TypedNotice, hotline: Hotline, *, now: datetime) -> Notice:
    """What would be closed, until when. Raises NoticeRefused."""
    return read_notice(typed, hotline, closes=True, longest=LONGEST, now=now)


def close_now(office: Office, hotline: Hotline, typed: TypedNotice, scope: Scope, *, now: datetime) -> Notice:
    """Turn callers away from now on; who is on the way to an officer, or talks, is served to the end.

    The service day and its roster stay as they are. Raises NotTheirs, NoticeRefused.
    """
    return put_up_notice(office, hotline, read_closing(typed, hotline, now=now), scope, most=1, now=now)


def usual_end(hotline: Hotline, *, now: datetime) -> datetime:
    """Until when one closes unless told otherwise: today's closing, or the end of the local day."""
    hours, today = opening(hotline, now), to_local(now, hotline.zone).date()
    midnight = to_utc(today + DAY, time.min, hotline.zone)
    return hours.closes_at if hours.closes_at is not None and hours.closes_at - now <= DAY else midnight
