"""A call that the service itself places through the REST API.

Source: Twilio docs, "Call resource: create".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ivr.simulator import events
from ivr.simulator.call import Direction, Fallback, Leg, Redirected, Status, StatusWatch
from ivr.simulator.callee import SECONDS_A_DIGIT, SETUP_SECONDS
from ivr.simulator.dial_plan import EXTRA_RING_SECONDS
from ivr.simulator.documents import Source
from ivr.simulator.signals import FirstOf, Steps

if TYPE_CHECKING:
    from ivr.simulator.network import Network


@dataclass(frozen=True, slots=True)
class CallOrder:
    """Whom to call, as whom, and what to run once the call is answered."""

    to: str
    caller: str
    source: Source
    ring_seconds: int
    send_digits: str = ""
    watch: StatusWatch | None = None
    fallback: Fallback | None = None


def place_call(network: Network, order: CallOrder) -> Leg:
    """Queue a call; the document is fetched only when it is answered."""
    leg = network.new_leg(direction=Direction.OUTBOUND_API, caller=order.caller, number=order.to)
    leg.watch = order.watch
    leg.fallback = order.fallback
    leg.sent_digits = order.send_digits
    leg.run(_live(leg, order))
    return leg


def _live(leg: Leg, order: CallOrder) -> Steps[None]:
    loop = leg.network.loop
    yield loop.timer(leg.network.seconds_until_next_start())
    leg.initiate()
    leg.tell(events.Dialled, caller=order.caller, number=order.to)
    yield loop.timer(SETUP_SECONDS)
    leg.network.lines.place(leg)
    source = order.source
    try:
        yield FirstOf(leg.answered, loop.timer(order.ring_seconds + EXTRA_RING_SECONDS))
        if not leg.is_answered:
            leg.end(by="network", status=Status.NO_ANSWER)
            return
        yield loop.timer(SECONDS_A_DIGIT * len(order.send_digits))
    except Redirected as redirected:
        source = redirected.source
    yield from leg.network.interpreter.live(leg, source)
