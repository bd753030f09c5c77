"""A call as people count it: the first leg with the legs dialled for it, and all that was said and sent."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from ivr.simulator.events import Event
from ivr.simulator.exchange import Exchange
from ivr.simulator.process import Process
from ivr.simulator.signals import Steps

if TYPE_CHECKING:
    from datetime import datetime

    from ivr.simulator.call import Leg
    from ivr.simulator.loop import Loop


class Line(NamedTuple):
    """One line of a transcript: when, who, what."""

    at: datetime
    who: str
    what: str

    def __str__(self) -> str:
        return f"{self.at:%H:%M:%S} {self.who}: {self.what}"


@dataclass(eq=False)
class Family:
    """All legs of one call, its events and exchanges, and the work still under way for it."""

    loop: Loop
    sid: str
    legs: list[Leg] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    exchanges: list[Exchange] = field(default_factory=list)
    work: set[Process] = field(default_factory=set)
    in_flight: int = 0

    @property
    def is_quiet(self) -> bool:
        """True when every leg has ended and every callback has been delivered."""
        return not self.work and not self.in_flight and all(not leg.is_live for leg in self.legs)

    @property
    def transcript(self) -> list[Line]:
        return [Line(event.at, *event.told()) for event in self.events]

    def spawn(self, steps: Steps[Any]) -> Process:
        """Start a process that the call is not over without."""
        process = self.loop.spawn(steps)
        self.work.add(process)
        process.done.then(lambda _: self.work.discard(process))
        return process
