"""<Gather>: collects keys while it speaks and for a while after.

Source: Twilio docs, TwiML <Gather>.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ivr.simulator.documents import Source
from ivr.simulator.keys import KEYPAD
from ivr.simulator.scene import Stage
from ivr.simulator.signals import FirstOf, Steps
from ivr.simulator.values import Method
from ivr.simulator.verbs.pause import pause
from ivr.simulator.verbs.play import play
from ivr.simulator.verbs.say import say

UNLIMITED = 1000
PROMPTS = {"Say": say, "Play": play, "Pause": pause}


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be collected and where it goes."""

    action: str
    method: Method
    timeout_seconds: int
    finish_key: str
    most_digits: int
    asks_even_when_silent: bool
    can_be_interrupted: bool


def gather(stage: Stage) -> Steps[Source | None]:
    """Return the action with the digits typed; None (the next verb) on silence."""
    order = _read(stage)
    keys = stage.leg.keys
    keys.open()
    try:
        yield from _speak_prompts(stage, order)
        digits, finished_on = yield from _collect(stage, order)
    finally:
        keys.close()
    if not digits and not order.asks_even_when_silent:
        return None
    return Source(
        order.action,
        order.method,
        {"msg": "Gather End", "Digits": digits, "FinishedOnKey": finished_on},
    )


def _read(stage: Stage) -> Order:
    values = stage.values
    if stage.verb.get("input") not in (None, "dtmf", "dtmf speech", "speech dtmf", "speech"):
        stage.complain(12200, f"<Gather input={stage.verb.get('input')!r}>")
    return Order(
        action=values.url("action") or values.absolute(""),
        method=values.method(code=13312),
        timeout_seconds=values.number("timeout", default=5, low=1, high=600, code=13313),
        finish_key=values.keys("finishOnKey", default="#", allowed=KEYPAD, most=1, code=13310),
        most_digits=values.number("numDigits", default=UNLIMITED, low=1, high=UNLIMITED, code=13314),
        asks_even_when_silent=values.claim("actionOnEmptyResult", default=False),
        can_be_interrupted=values.claim("bargeIn", default=True),
    )


def _speak_prompts(stage: Stage, order: Order) -> Steps[None]:
    keys = stage.leg.keys
    for prompt in stage.verb:
        inner = replace(stage, verb=prompt, is_in_gather=True, can_be_cut=order.can_be_interrupted)
        yield from PROMPTS[prompt.tag](inner)
        if order.can_be_interrupted and keys.arrival().fired:
            return
    if not order.can_be_interrupted:
        keys.forget_typed()


def _collect(stage: Stage, order: Order) -> Steps[tuple[str, str]]:
    """Return the digits, and the key that finished them or ""; the timeout runs anew after each key."""
    keys = stage.leg.keys
    digits = ""
    while len(digits) < order.most_digits:
        key = keys.take()
        if key is None:
            yield FirstOf(keys.arrival(), stage.leg.network.loop.timer(order.timeout_seconds))
            key = keys.take()
        if key is None:
            return digits, ""
        if key == order.finish_key:
            return digits, key
        digits += key
    return digits, ""
