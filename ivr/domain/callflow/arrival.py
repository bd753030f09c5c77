"""A call arrives: refused, told that the office is closed, or greeted and given the menu."""

from dataclasses import replace
from datetime import datetime

from ivr.domain.call import Admission, Call
from ivr.domain.callflow import goodbye, menu
from ivr.domain.callflow.ending import end_call
from ivr.domain.hotline import Hotline
from ivr.domain.hours import opening
from ivr.domain.instructions import Refuse, Step
from ivr.domain.local_time import part_of_day, to_local
from ivr.domain.speech import say


def admit(call: Call, *, hotline: Hotline, now: datetime) -> Step:
    """Greet the caller by the time of day, or say why nobody answers now (SOP sections 1 and 3)."""
    if call.admission is Admission.UNKNOWN:
        return goodbye.part(call, say("goodbye.wrong_number"))
    if call.from_number is not None and call.from_number in hotline.blocked:
        return Step(end_call(replace(call, admission=Admission.BLOCKED), at=now), Refuse())
    greeting = say(f"greeting.{part_of_day(to_local(now, hotline.zone))}", hotline=hotline.name)
    hours = opening(hotline, now)
    if not hours.is_open:
        closed = replace(call, admission=Admission.CLOSED)
        return goodbye.part(closed, greeting, *goodbye.closed(closed, hours, hotline=hotline, now=now))
    return menu.ask(call, greeting, hotline=hotline)
