"""<Pause>: silence.

Source: Twilio docs, TwiML <Pause>.
"""

from __future__ import annotations

from ivr.simulator.scene import Stage
from ivr.simulator.signals import FirstOf, Steps


def pause(stage: Stage) -> Steps[None]:
    """Wait `length` seconds, one by default."""
    seconds = stage.values.number("length", default=1, low=1, high=3600, code=13910)
    yield from elapse(stage, seconds)


def elapse(stage: Stage, seconds: float) -> Steps[bool]:
    """Let time pass; returns True at once when a key cuts it short."""
    timer = stage.leg.network.loop.timer(seconds)
    cut = stage.cut()
    if cut is None:
        yield timer
        return False
    first = yield FirstOf(cut, timer)
    return first is cut
