"""Announce something to every caller, after the greeting, from now until a moment."""

from datetime import datetime, timedelta

from ivr.domain.hotline import Hotline
from ivr.domain.notices import Notice
from ivr.domain.scope import Scope
from ivr.workflows.office import Office
from ivr.workflows.put_up_notice import TypedNotice, put_up_notice, read_notice

LONGEST = timedelta(days=31)
MOST = 3  # callers hear all of them before the menu


def announce(office: Office, hotline: Hotline, typed: TypedNotice, scope: Scope, *, now: datetime) -> Notice:
    """Let callers hear an announcement from now on. Raises NotTheirs, NoticeRefused."""
    notice = read_notice(typed, hotline, closes=False, longest=LONGEST, now=now)
    return put_up_notice(office, hotline, notice, scope, most=MOST, now=now)
