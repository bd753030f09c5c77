"""Tell before the hotline is closed at once what callers would hear, and who is on the line."""

from dataclasses import dataclass, replace
from datetime import datetime

from ivr.domain.callflow.goodbye import reopens
from ivr.domain.hotline import Hotline
from ivr.domain.hours import opening
from ivr.domain.local_time import moment_in_words
from ivr.domain.notices import Notice
from ivr.store.live_calls import live_calls
from ivr.workflows.office import Office


@dataclass(frozen=True)
class ClosingTold:
    """`heard` is what callers hear after the greeting; `on_the_line` counts callers who are rung or talk now."""

    heard: str
    until: str
    on_the_line: int


def tell_closing(office: Office, hotline: Hotline, notice: Notice, *, now: datetime) -> ClosingTold:
    """What becomes of callers when this notice closes the hotline."""
    hours = opening(replace(hotline, notices=(*hotline.notices, notice)), now)
    spoken = [notice.text, *(hotline.prompts.text(each) for each in reopens(hours, hotline=hotline, now=now))]
    with office.database.reading() as connection:
        on_the_line = sum(call.line is not None for call in live_calls(connection, hotline.key))
    return ClosingTold(" ".join(spoken), moment_in_words(notice.ends_at, hotline.zone), on_the_line)
