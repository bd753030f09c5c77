"""Asks an action whose answer nobody will execute, because the leg has ended or gone elsewhere.

Sources: Twilio docs, TwiML <Dial>, <Record>, <Enqueue>: "action".
"""

from __future__ import annotations

from collections.abc import Mapping

from ivr.simulator.call import Leg
from ivr.simulator.exchange import Purpose
from ivr.simulator.signals import Steps
from ivr.simulator.values import Method


def ask_too_late(leg: Leg, url: str, *, method: Method, params: Mapping[str, str], after_seconds: float = 0.0) -> None:
    """Send the request on its own way; a bad answer is a warning."""
    leg.family.spawn(_ask(leg, url, method=method, params=params, after_seconds=after_seconds))


def _ask(leg: Leg, url: str, *, method: Method, params: Mapping[str, str], after_seconds: float) -> Steps[None]:
    if after_seconds:
        yield leg.network.loop.timer(after_seconds)
    answer = yield from leg.network.door.ask(leg, url, method=method, extra=params, purpose=Purpose.LATE_ACTION)
    if not answer.is_success:
        reason = answer.error_text or f"HTTP status {answer.status}"
        leg.network.debugger.warn(leg, answer.error_code or 11200, f"late action: {reason}", url=url)
