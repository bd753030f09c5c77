"""What happens when a telephone rings: someone answers, or not, in one of the usual ways."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from ivr.simulator.call import Leg, Status
from ivr.simulator.signals import FirstOf, Signal, Steps

SECONDS_BETWEEN_KEYS = 0.3


class Behaviour(Protocol):
    """A way to treat an incoming ring, from the moment the telephone gets it."""

    def take(self, leg: Leg) -> Steps[None]:
        """Live through one incoming leg."""
        ...


@dataclass(frozen=True, slots=True)
class Answers:
    """Picks up after so many seconds; presses keys once something listens for them; talks; hangs up.

    `talks_seconds` counts from being connected, `hangs_up_after_seconds` from picking up (so that a
    short one ends during the whisper). None: never hangs up first.
    """

    after_seconds: float = 3.0
    presses: str = ""
    press_after_seconds: float = 1.0
    talks_seconds: float | None = None
    hangs_up_after_seconds: float | None = None

    def take(self, leg: Leg) -> Steps[None]:
        leg.ring()
        if not (yield from _stays(leg, self.after_seconds)):
            return
        leg.answer()
        if self.hangs_up_after_seconds is not None:
            leg.family.spawn(self._hang_up_after(leg, self.hangs_up_after_seconds))
        if self.presses:
            yield from self._press(leg)
        if self.talks_seconds is not None:
            yield FirstOf(leg.gone, leg.bridged)
            if (yield from _stays(leg, self.talks_seconds)):
                leg.end(by=leg.party)

    def _press(self, leg: Leg) -> Steps[None]:
        yield FirstOf(leg.gone, leg.bridged, leg.keys.opening())
        if not (yield from _stays(leg, self.press_after_seconds)):
            return
        for key in self.presses:
            leg.press(key)
            yield leg.network.loop.timer(SECONDS_BETWEEN_KEYS)

    def _hang_up_after(self, leg: Leg, seconds: float) -> Steps[None]:
        if (yield from _stays(leg, seconds)):
            leg.end(by=leg.party)


@dataclass(frozen=True, slots=True)
class Voicemail:
    """A mailbox picks up, plays its greeting to the end, records, presses nothing, hangs up."""

    after_seconds: float = 12.0
    greeting_seconds: float = 6.0
    records_seconds: float = 60.0

    def take(self, leg: Leg) -> Steps[None]:
        leg.ring()
        if not (yield from _stays(leg, self.after_seconds)):
            return
        leg.answer()
        if (yield from _stays(leg, self.greeting_seconds + self.records_seconds)):
            leg.end(by=leg.party)


@dataclass(frozen=True, slots=True)
class Declines:
    """The person refuses the call; most mobile carriers report that as busy."""

    after_seconds: float = 4.0

    def take(self, leg: Leg) -> Steps[None]:
        leg.ring()
        if (yield from _stays(leg, self.after_seconds)):
            leg.end(by=leg.party, status=Status.BUSY)


@dataclass(frozen=True, slots=True)
class Busy:
    """The line is engaged."""

    def take(self, leg: Leg) -> Steps[None]:
        leg.ring(audibly=False)
        if (yield from _stays(leg, 1.0)):
            leg.end(by="network", status=Status.BUSY)


@dataclass(frozen=True, slots=True)
class Ignores:
    """It rings and nobody comes."""

    def take(self, leg: Leg) -> Steps[None]:
        leg.ring()
        yield leg.gone


@dataclass(frozen=True, slots=True)
class Unreachable:
    """There is no such telephone, or no way to it."""

    def take(self, leg: Leg) -> Steps[None]:
        if (yield from _stays(leg, 1.0)):
            leg.end(by="network", status=Status.FAILED)


@dataclass(frozen=True, slots=True)
class ByHand:
    """It rings until a person acts through the methods of `Telephone`."""

    def take(self, leg: Leg) -> Steps[None]:
        leg.ring()
        yield leg.gone


def _stays(leg: Leg, seconds: float) -> Steps[bool]:
    """Wait; returns whether the leg still lives."""
    timer: Signal = leg.network.loop.timer(seconds)
    yield FirstOf(leg.gone, timer)
    return leg.is_live
