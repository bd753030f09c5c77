"""The life of a leg dialled for a caller: it rings, hears the whisper, and waits to be bridged.

Sources: Twilio docs, TwiML <Number> (url, sendDigits, statusCallback).
"""

from __future__ import annotations

from ivr.simulator.call import Direction, Leg, LegGone, Redirected, Status
from ivr.simulator.dial_plan import Noun, check_target
from ivr.simulator.documents import Source
from ivr.simulator.findings import TwimlFailure
from ivr.simulator.scene import Scene
from ivr.simulator.signals import Steps

#: From the order to dial until the far end rings.
SETUP_SECONDS = 1.0
SECONDS_A_DIGIT = 0.5


def place_callee(parent: Leg, noun: Noun, *, caller_id: str, url: str) -> Leg:
    """Set out to ring a telephone for `parent`; the leg returned answers, ends, or does neither."""
    leg = Leg(parent.network, parent.family, direction=Direction.OUTBOUND_DIAL, caller=caller_id, number=noun.target)
    leg.parent = parent
    leg.watch = noun.watch
    leg.sent_digits = noun.send_digits
    leg.byoc = noun.byoc
    leg.run(_live(leg, noun, url))
    return leg


def _live(leg: Leg, noun: Noun, url: str) -> Steps[None]:
    try:
        yield from _ring_and_whisper(leg, noun, url)
        leg.ready.fire()
        yield leg.gone
    except Redirected as order:
        yield from leg.network.interpreter.live(leg, order.source)


def _ring_and_whisper(leg: Leg, noun: Noun, url: str) -> Steps[None]:
    leg.initiate()
    try:
        check_target(noun, url=url)
    except TwimlFailure as failure:
        leg.network.debugger.fail(leg, failure)
        leg.error = (failure.code, failure.text)
        leg.end(by="network", status=Status.FAILED)
        raise LegGone from failure
    yield leg.network.loop.timer(SETUP_SECONDS)
    leg.network.lines.place(leg)
    yield leg.answered
    if noun.send_digits:
        yield leg.network.loop.timer(SECONDS_A_DIGIT * len(noun.send_digits))
    if noun.whisper_url:
        yield from _whisper(leg, Source(noun.whisper_url, noun.whisper_method))


def _whisper(leg: Leg, source: Source) -> Steps[None]:
    """Run the screening documents; running out of verbs connects, a failure ends the leg."""
    following: Source | None = source
    try:
        while following is not None:
            following = yield from leg.network.interpreter.perform_from(leg, following, Scene.WHISPER)
    except TwimlFailure as failure:
        leg.network.debugger.fail(leg, failure)
        leg.end(by="error")
        raise LegGone from failure
