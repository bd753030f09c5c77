"""What happens next on the caller's leg: the phase of the call decides which rule is asked."""

from dataclasses import replace
from datetime import datetime

from ivr.domain.call import Call, Phase
from ivr.domain.callflow import after_talk, arrival, hunt
from ivr.domain.callflow.attempts import settle_dial, settle_lost_dial
from ivr.domain.callflow.ending import end_call
from ivr.domain.events import CallerEvent, DialEnded, KeyPressed, Silence
from ivr.domain.hotline import Hotline
from ivr.domain.instructions import Goodbye, Search, Step
from ivr.domain.speech import say


def next_step(call: Call, event: CallerEvent, *, hotline: Hotline, now: datetime) -> Step | Search:
    """The call after `event`, and what its leg is told; or that an officer is to be found, which the board decides.

    Total: every event is answered in every phase. An event that cannot belong to the phase (a key while a
    telephone rings) changes nothing and takes the caller up where the call stands.
    """
    call = replace(call, last_event_at=now)
    if isinstance(event, DialEnded):
        call = settle_dial(call, event, longest_talk_seconds=hotline.ring.longest_talk_seconds, now=now)
        if event.caller_left or not call.is_running:  # the end may be on record already, and now we know better
            call = end_call(call, at=call.ended_at or now)
    if not call.is_running:  # a key of a caller whom we believed gone: nobody is left in silence
        return Step(call, Goodbye() if isinstance(event, DialEnded) else Goodbye((say("goodbye.over"),)))
    match call.phase, event:
        case Phase.ARRIVING, _:  # also the first we hear of a call whose beginning was lost
            return arrival.admit(call, hotline=hotline, now=now)
        case Phase.MENU, _:
            return arrival.take_choice(call, event, hotline=hotline, now=now)
        case Phase.HUNT, DialEnded():
            return _after_dial(call, hotline=hotline, now=now)
        case Phase.HUNT, _:
            return _after_dial(settle_lost_dial(call, now=now), hotline=hotline, now=now)
        case Phase.AFTER_TALK, KeyPressed(key):
            return after_talk.take_key(call, key, hotline=hotline, now=now)
        case Phase.AFTER_TALK, Silence():
            return after_talk.thank(call, hotline=hotline, now=now)
        case Phase.AFTER_TALK, _:
            return after_talk.offer(call, hotline=hotline, now=now)
        case _:
            return Step(call, Goodbye())


def _after_dial(call: Call, *, hotline: Hotline, now: datetime) -> Step | Search:
    attempt = call.attempt(call.turn)
    if attempt is not None and attempt.is_accepted:
        return after_talk.offer(call, hotline=hotline, now=now)
    return hunt.go_on(call)
