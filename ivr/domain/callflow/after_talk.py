"""After the officer hung up: the menu once more for who asks for it, else thanks."""

from dataclasses import replace
from datetime import datetime

from ivr.domain.call import Call, Phase
from ivr.domain.callflow import goodbye, menu
from ivr.domain.hotline import Hotline
from ivr.domain.hours import opening
from ivr.domain.instructions import Ask, Step
from ivr.domain.local_time import part_of_day, to_local
from ivr.domain.speech import say


def offer(call: Call, *, hotline: Hotline, now: datetime) -> Step:
    """Ask whether the caller wants another unit: an officer with only a telephone moves a caller so."""
    if not hotline.after_talk.again or not opening(hotline, now).is_open:
        return thank(call, hotline=hotline, now=now)
    return Step(replace(call, phase=Phase.AFTER_TALK), Ask((say("after_talk.again"),), hotline.menu_seconds))


def take_key(call: Call, key: str, *, hotline: Hotline, now: datetime) -> Step:
    """`*` opens the main menu once more; anything else is the end."""
    call = replace(call, keys=(call.keys + key)[:100])
    if key == menu.REPEAT and hotline.after_talk.again and len(call.keys) < menu.MOST_KEYS:
        hours = opening(hotline, now)
        if hours.notice is not None:
            return goodbye.part(call, *goodbye.closed(call, hours, hotline=hotline, now=now))
        return menu.ask(replace(call, menu="", tries=0), hotline=hotline)
    return thank(call, hotline=hotline, now=now)


def thank(call: Call, *, hotline: Hotline, now: datetime) -> Step:
    """The closing thanks by the time of day (SOP 5.c.v)."""
    part = part_of_day(to_local(now, hotline.zone))
    return goodbye.part(call, say(f"thanks.{part}", hotline=hotline.name))
