"""The last words when nobody can answer: why, and when to call again."""

from dataclasses import replace
from datetime import datetime, timedelta

from ivr.domain.call import Call, Phase
from ivr.domain.hotline import Hotline
from ivr.domain.hours import Opening, opening
from ivr.domain.instructions import Goodbye, Step
from ivr.domain.local_time import clock, day_and_month, day_name, to_local, zone_name
from ivr.domain.phone import spaced
from ivr.domain.speech import Prompt, Sentence, Spoken, say

WORTH_CALLING_AGAIN = timedelta(minutes=15)  # less than that before closing, the next opening is the better advice


def part(call: Call, *spoken: Spoken) -> Step:
    """Speak the last words and hang up."""
    return Step(replace(call, phase=Phase.GOODBYE), Goodbye(spoken))


def closed(call: Call, hours: Opening, *, hotline: Hotline, now: datetime) -> tuple[Spoken, ...]:
    """Why the office is closed, when it reopens, and the call's reference number (product: How a call must go, 2)."""
    reason: Spoken
    if hours.notice is not None:
        reason = Prompt(hours.notice.text)  # the office's own words
    elif hours.holiday is not None:
        reason = say("closed.holiday", holiday=hours.holiday.spoken)
    else:
        reason = say("closed.hours")
    reference = say("closed.reference", number=spaced(str(call.id)))
    return (reason, *reopens(hours, hotline=hotline, now=now), reference, say("closed.thanks", hotline=hotline.name))


def call_again(*, hotline: Hotline, now: datetime) -> tuple[Spoken, ...]:
    """When a caller whom nobody answered should try again."""
    hours = opening(hotline, now)
    if hours.is_open and hours.closes_at is None:
        return (say("goodbye.again_soon"),)  # round the clock
    if hours.closes_at is not None and hours.closes_at - now >= WORTH_CALLING_AGAIN:
        local = to_local(hours.closes_at, hotline.zone)
        return (say("goodbye.again_today", time=clock(local), zone=zone_name(local)),)
    later = opening(hotline, hours.closes_at) if hours.closes_at is not None else hours
    again = tuple(say("goodbye.again_later", when=when) for when in _when(later, hotline=hotline, now=now))
    return again or (say("goodbye.again_soon"),)


def reopens(hours: Opening, *, hotline: Hotline, now: datetime) -> tuple[Spoken, ...]:
    """When the office serves again; empty when that is not known within a year."""
    return tuple(say("closed.reopens", when=when) for when in _when(hours, hotline=hotline, now=now))


def _when(hours: Opening, *, hotline: Hotline, now: datetime) -> tuple[Sentence, ...]:
    """The next opening in words; empty when none is known within a year."""
    if hours.reopens_at is None:
        return ()
    local, today = to_local(hours.reopens_at, hotline.zone), to_local(now, hotline.zone).date()
    values = {"day": day_name(local.date()), "time": clock(local), "zone": zone_name(local)}
    match (local.date() - today).days:
        case 0:
            return (say("when.today", **values),)
        case 1:
            return (say("when.tomorrow", **values),)
        case days if days < 7:
            return (say("when.this_week", **values),)
        case _:
            return (say("when.later", date=day_and_month(local.date()), **values),)
