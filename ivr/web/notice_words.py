"""The words of what callers hear now: closed for a while, or an announcement."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from ivr.domain.hotline import Hotline
from ivr.domain.hours import opening
from ivr.domain.local_time import clock_near
from ivr.domain.notices import Notice
from ivr.web.reception import Visitor
from ivr.workflows.office import Office


@dataclass(frozen=True)
class NoticeWords:
    """A notice that is on. `of` names its hotline where the visitor looks after several.

    `is_heard`: callers hear it now; an announcement is not told to who is turned away.
    """

    id: int
    closes: bool
    text: str
    since: str
    until: str
    by: str
    is_heard: bool = True
    of: str = ""


def notice_words(hotline: Hotline, now: datetime, *, of: str = "") -> tuple[NoticeWords, ...]:
    """What is on at a moment, what closes first."""
    on = sorted((one for one in hotline.notices if one.holds(now)), key=lambda one: (not one.closes, one.id))
    is_open = bool(on) and opening(hotline, now).is_open
    return tuple(_words(one, hotline, now, is_heard=one.closes or is_open, of=of) for one in on)


def notices_for(office: Office, who: Visitor | None) -> Iterator[NoticeWords]:
    """What is on in the hotlines that the visitor may look at; nothing is asked of the database for it."""
    if who is None or who.session.only is not None:
        return
    now, several = office.clock(), len(office.hotlines) > 1
    for hotline in office.hotlines:
        if who.scope.covers_hotline(hotline.key):
            yield from notice_words(hotline, now, of=hotline.name if several else "")


def _words(notice: Notice, hotline: Hotline, now: datetime, *, is_heard: bool, of: str) -> NoticeWords:
    since, until = (clock_near(at, at=now, zone=hotline.zone) for at in (notice.starts_at, notice.ends_at))
    return NoticeWords(notice.id, notice.closes, notice.text, since, until, notice.made_by, is_heard, of)
