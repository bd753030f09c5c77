"""The script that an officer reads aloud (SOP PPATK, 5.c.i, v and vi), for this hour and this officer."""

from dataclasses import dataclass
from datetime import datetime

from ivr.domain.hotline import Hotline
from ivr.domain.local_time import part_of_day, to_local
from ivr.domain.speech import say


@dataclass(frozen=True)
class Script:
    """What is said at the beginning, before the end, and at the end of a talk."""

    greeting: str
    closing_question: str
    thanks: str


def script_for(hotline: Hotline, officer: str, *, at: datetime) -> Script:
    """The office's own words, with the officer's name, as they fit the time of day of the hotline's clocks."""
    part = part_of_day(to_local(at, hotline.zone))
    text = hotline.prompts.text
    return Script(
        text(say(f"script.greeting.{part}", hotline=hotline.name, officer=officer)),
        text(say("script.closing_question")),
        text(say(f"script.thanks.{part}", hotline=hotline.name)),
    )
