"""Asks the service: one request with its retries, time limit and misfortunes, on record.

Sources: Twilio docs, "Webhooks connection overrides"; error pages 11200-11215.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from ivr.simulator import events
from ivr.simulator.call import Leg
from ivr.simulator.exchange import Answer, Exchange, Purpose
from ivr.simulator.fate import Luck
from ivr.simulator.overrides import Overrides, overrides_of
from ivr.simulator.parameters import call_parameters
from ivr.simulator.signals import Signal, Steps
from ivr.simulator.transport import Outgoing, Transport
from ivr.simulator.values import Method

if TYPE_CHECKING:
    from ivr.simulator.network import Network

TIMED_OUT = Answer(0, error_code=11205, error_text="no answer within 15 seconds", timed_out=True)
WEBHOOKS = frozenset({Purpose.TWIML, Purpose.LATE_ACTION})


class Door:
    """The way out to the service; every exchange is kept on the call and on the network."""

    def __init__(self, network: Network, transport: Transport) -> None:
        self._network = network
        self._transport = transport

    def ask(
        self,
        leg: Leg,
        url: str,
        *,
        method: Method,
        extra: Mapping[str, str] | None = None,
        exact: Mapping[str, str] | None = None,
        purpose: Purpose,
    ) -> Steps[Answer]:
        """Return the answer to a request with the call's parameters and `extra`, or with `exact` ones."""
        params = dict(exact) if exact is not None else call_parameters(leg) | dict(extra or {})
        outgoing = Outgoing(method, url, params, self._network.sids.token(), is_signed=purpose is not Purpose.MEDIA)
        if purpose in WEBHOOKS:
            leg.tell(events.WebhookSent, url=url, params=tuple(params.items()))
        answer = yield from self._until_settled(leg, outgoing, overrides_of(url), purpose)
        if purpose in WEBHOOKS:
            leg.tell(events.WebhookAnswered, url=url, status=answer.status, body=answer.text)
        return answer

    def _until_settled(self, leg: Leg, outgoing: Outgoing, overrides: Overrides, purpose: Purpose) -> Steps[Answer]:
        attempt = 0
        spent = 0.0
        while True:
            answer, seconds = yield from self._attempt(leg, outgoing, overrides.total_seconds - spent, purpose)
            spent += seconds
            attempt += 1
            may_retry = attempt <= overrides.retries and spent < overrides.total_seconds and not answer.is_success
            if not may_retry or not overrides.retries_after(
                status=answer.status, could_not_connect=answer.could_not_connect, timed_out=answer.timed_out
            ):
                return answer

    def _attempt(self, leg: Leg, outgoing: Outgoing, limit: float, purpose: Purpose) -> Steps[tuple[Answer, float]]:
        """Return the answer of one attempt, and how many seconds of the network's time it took."""
        luck = self._network.fate.webhook_luck(outgoing.url, is_webhook=purpose in WEBHOOKS)
        for what in luck.misfortunes:
            leg.tell(events.Misfortune, what=what, url=outgoing.url)
        if luck.refused:
            answer = Answer(0, error_code=11202, error_text="connection refused", could_not_connect=True)
            self._keep(leg, outgoing, answer, purpose)
            return answer, 0.0
        answer = yield from self._send_as_fated(leg, outgoing, luck, purpose)
        waits = limit if answer.timed_out else luck.latency_seconds
        if waits >= limit:
            answer = replace(TIMED_OUT, url=answer.url)
        if waits:
            yield self._network.loop.timer(min(waits, limit))
        return answer, min(waits, limit)

    def _send_as_fated(self, leg: Leg, outgoing: Outgoing, luck: Luck, purpose: Purpose) -> Steps[Answer]:
        """Send it once, or twice as a retry does, with the same token; two answers ought to be the same."""
        copies = 2 if luck.asked_at_once else 1
        first, *others = yield self._send(leg, outgoing, purpose, copies=copies)
        if luck.asked_twice:
            others += yield self._send(leg, outgoing, purpose)
        for other in others:
            if (first.status, first.body) != (other.status, other.body):
                exchange = self._exchange(leg, outgoing, first, purpose)
                self._network.debugger.unequal_answers.append((exchange, other))
        return first  # type: ignore[no-any-return]

    def _send(self, leg: Leg, outgoing: Outgoing, purpose: Purpose, *, copies: int = 1) -> Signal:
        """Send it and keep the exchange, also when the leg that asked is interrupted meanwhile; fires with answers."""
        leg.family.in_flight += 1
        sent = self._network.loop.work(lambda: self._transport.send_copies(outgoing, leg.cookies, copies))

        def answered(answers: list[Answer]) -> None:
            leg.family.in_flight -= 1
            for answer in answers:
                self._keep(leg, outgoing, answer, purpose)

        sent.then(answered)
        return sent

    def _keep(self, leg: Leg, outgoing: Outgoing, answer: Answer, purpose: Purpose) -> None:
        exchange = self._exchange(leg, outgoing, answer, purpose)
        leg.family.exchanges.append(exchange)
        self._network.exchanges.append(exchange)

    def _exchange(self, leg: Leg, outgoing: Outgoing, answer: Answer, purpose: Purpose) -> Exchange:
        now = self._network.loop.now()
        return Exchange(
            now, leg.sid, purpose, outgoing.method, outgoing.url, dict(outgoing.params), outgoing.token, answer
        )
