"""Decides, request by request, which of the ordered misfortunes happens."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from math import inf, isinf

from ivr.simulator.call import Direction, Leg
from ivr.simulator.events import Event
from ivr.simulator.family import Family
from ivr.simulator.faults import At, Faults, Vanishes

#: How long an overtaken callback is held back: long enough for the next ones, short enough for one call.
OVERTAKEN_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Luck:
    """What happens to one attempt of a request."""

    refused: bool = False
    asked_twice: bool = False
    asked_at_once: bool = False
    latency_seconds: float = 0.0

    @property
    def misfortunes(self) -> list[str]:
        """What to call it, for those who watch."""
        named = {
            "refused": self.refused,
            "asked twice": self.asked_twice,
            "asked at once": self.asked_at_once,
            "timed out": isinf(self.latency_seconds),
            "slow": 0 < self.latency_seconds < inf,
        }
        return [what for what, happens in named.items() if happens]


class Fate:
    """Draws from the faults of a network; the same seed and the same calls give the same fate."""

    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        self._dice = random.Random(faults.seed)
        self._seen: Counter[At] = Counter()
        self._vanished: set[tuple[str, Vanishes]] = set()

    def callback_delays(self) -> list[float]:
        """Return when one callback arrives, in seconds from now; [] when it is lost."""
        faults = self._faults
        if self._happens(faults.drop_callbacks):
            return []
        delay = 0.0
        if self._happens(faults.delay_callbacks):
            delay = self._dice.uniform(0, faults.longest_delay_seconds)
        elif self._happens(faults.reorder_callbacks):
            delay = OVERTAKEN_SECONDS
        return [delay, delay] if self._happens(faults.double_callbacks) else [delay]

    def webhook_luck(self, url: str, *, is_webhook: bool) -> Luck:
        """Return what befalls this attempt; chance strikes only requests for TwiML, rules strike all."""
        faults = self._faults
        due = [rule for rule in faults.rules if rule.url in url and self._is_due(rule)]
        slow = max((rule.seconds for rule in due if rule.what == "slow"), default=0.0)
        twice = any(rule.what == "asked twice" for rule in due)
        lost = any(rule.what == "times out" for rule in due)
        if is_webhook:
            twice = self._happens(faults.repeat_webhooks) or twice
            lost = self._happens(faults.time_out_webhooks) or lost
        return Luck(
            refused=any(rule.what == "refused" for rule in due),
            asked_twice=twice,
            asked_at_once=any(rule.what == "asked at once" for rule in due),
            latency_seconds=inf if lost else slow,
        )

    def vanishing_legs(self, family: Family, event: Event) -> list[Leg]:
        """Return the legs whose line goes dead at this event."""
        lost: list[Leg] = []
        for order in self._faults.vanishing:
            is_now = len(family.events) == order.at_event or type(event).__name__ == order.kind
            if is_now and (family.sid, order) not in self._vanished:
                self._vanished.add((family.sid, order))
                lost += [leg for leg in family.legs if leg.is_live and _is(order, leg)]
        return lost

    def _is_due(self, rule: At) -> bool:
        self._seen[rule] += 1
        return rule.nth is None or self._seen[rule] == rule.nth

    def _happens(self, share: float) -> bool:
        return share > 0 and self._dice.random() < share


def _is(order: Vanishes, leg: Leg) -> bool:
    return (leg.direction is Direction.INBOUND) == (order.who == "caller")
