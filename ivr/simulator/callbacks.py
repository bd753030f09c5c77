"""Delivers status and recording callbacks, whose answers nobody executes.

Source: Twilio docs, "Call resource: StatusCallback"; debugger code 15003 for one that was not taken.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ivr.simulator import events
from ivr.simulator.call import Direction, Leg
from ivr.simulator.exchange import Purpose
from ivr.simulator.parameters import progress_parameters
from ivr.simulator.signals import Steps
from ivr.simulator.values import Method

if TYPE_CHECKING:
    from ivr.simulator.network import Network


class Callbacks:
    """Sends each callback as a request of its own; faults may double, delay, reorder or drop it."""

    def __init__(self, network: Network) -> None:
        self._network = network

    def report(self, leg: Leg, event: str) -> None:
        """Report an event of a leg: initiated, ringing, answered or completed."""
        if leg.direction is Direction.INBOUND and event != "completed":
            return
        sequence = leg.next_sequence()
        if leg.watch is not None and event in leg.watch.events:
            params = progress_parameters(leg, event, sequence=sequence)
            self.send(leg, leg.watch.url, method=leg.watch.method, params=params)

    def send(self, leg: Leg, url: str, *, method: Method, params: Mapping[str, str]) -> None:
        """Deliver these parameters, as often and as late as fate decides."""
        delays = self._network.fate.callback_delays()
        if not delays:
            leg.tell(events.Misfortune, what="lost", url=url)
        elif len(delays) > 1:
            leg.tell(events.Misfortune, what="doubled", url=url)
        elif delays[0]:
            leg.tell(events.Misfortune, what="late", url=url)
        for delay in delays:
            leg.family.spawn(self._deliver(leg, url, method=method, params=params, delay=delay))

    def _deliver(self, leg: Leg, url: str, *, method: Method, params: Mapping[str, str], delay: float) -> Steps[None]:
        if delay:
            yield self._network.loop.timer(delay)
        answer = yield from self._network.door.ask(leg, url, method=method, exact=params, purpose=Purpose.CALLBACK)
        leg.tell(events.CallbackSent, url=url, params=tuple(params.items()), status=answer.status)
        if not answer.is_success:
            reason = answer.error_text or f"HTTP status {answer.status}"
            self._network.debugger.warn(leg, 15003, f"callback not taken: {reason}", url=url)
