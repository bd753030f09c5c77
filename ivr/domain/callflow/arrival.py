"""A call arrives: refused, told that the office is closed, or greeted and given the menu; and what it does there."""

from dataclasses import replace
from datetime import datetime

from ivr.domain.call import Admission, Call
from ivr.domain.callflow import goodbye, menu
from ivr.domain.callflow.ending import end_call
from ivr.domain.events import CallerEvent, KeyPressed, Silence
from ivr.domain.hotline import Hotline
from ivr.domain.hours import Opening, opening
from ivr.domain.instructions import Refuse, Search, Step
from ivr.domain.local_time import part_of_day, to_local
from ivr.domain.notices import announced_at
from ivr.domain.speech import Prompt, Spoken, say


def admit(call: Call, *, hotline: Hotline, now: datetime) -> Step:
    """Greet the caller by the time of day, or say why nobody answers now (SOP sections 1 and 3)."""
    if call.admission is Admission.UNKNOWN:
        return goodbye.part(call, say("goodbye.wrong_number"))
    if call.from_number is not None and call.from_number in hotline.blocked:
        return Step(end_call(replace(call, admission=Admission.BLOCKED), at=now), Refuse())
    greeting = say(f"greeting.{part_of_day(to_local(now, hotline.zone))}", hotline=hotline.name)
    hours = opening(hotline, now)
    if not hours.is_open:
        return _turn_away(call, hours, greeting, hotline=hotline, now=now)
    announcements = (Prompt(notice.text) for notice in announced_at(hotline.notices, now))
    return menu.ask(call, greeting, *announcements, hotline=hotline)


def take_choice(call: Call, event: CallerEvent, *, hotline: Hotline, now: datetime) -> Step | Search:
    """Follow what the caller does in the menu, unless the office closed for a while meanwhile: then that is told."""
    hours = opening(hotline, now)
    if hours.notice is not None:
        pressed = event.key if isinstance(event, KeyPressed) else ""
        return _turn_away(replace(call, keys=(call.keys + pressed)[:100]), hours, hotline=hotline, now=now)
    match event:
        case KeyPressed(key):
            return menu.take_key(call, key, hotline=hotline, now=now)
        case Silence():
            return menu.take_silence(call, hotline=hotline, now=now)
        case _:
            return menu.ask(call, hotline=hotline)


def _turn_away(call: Call, hours: Opening, *spoken: Spoken, hotline: Hotline, now: datetime) -> Step:
    closed = replace(call, admission=Admission.CLOSED)
    return goodbye.part(closed, *spoken, *goodbye.closed(closed, hours, hotline=hotline, now=now))
