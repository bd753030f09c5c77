"""The queues in which callers wait, made when first used.

Source: Twilio docs, TwiML <Enqueue>, <Queue>; "Queue resource".
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from ivr.simulator.call import Leg
from ivr.simulator.process import Interruption
from ivr.simulator.signals import Signal
from ivr.simulator.values import Method

DEFAULT_SIZE = 1000


class LeftQueue(Interruption):
    """The caller stops waiting by <Leave>."""


@dataclass(eq=False)
class Connection:
    """A dialler takes a waiting caller: what the caller hears first, and when both begin and end to talk."""

    dialler: Leg
    url: str | None
    method: Method
    ready: Signal = field(default_factory=Signal)
    over: Signal = field(default_factory=Signal)


class Dequeued(Interruption):
    """The caller is taken out of the queue."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self.connection = connection


@dataclass(eq=False)
class Waiting:
    """One caller in a queue."""

    leg: Leg
    since: datetime

    @property
    def seconds(self) -> int:
        return int((self.leg.network.loop.now() - self.since).total_seconds())


@dataclass(eq=False)
class Queue:
    """Callers in order of arrival."""

    sid: str
    name: str
    most: int = DEFAULT_SIZE
    members: list[Waiting] = field(default_factory=list)
    waits: list[int] = field(default_factory=list)
    joined: Signal = field(default_factory=Signal)

    def join(self, leg: Leg) -> Waiting:
        """Stand at the end of the queue."""
        waiting = Waiting(leg, leg.network.loop.now())
        self.members.append(waiting)
        joined, self.joined = self.joined, Signal()
        joined.fire()
        return waiting

    def remove(self, waiting: Waiting) -> None:
        """Step out, wherever one stands; harmless when out already."""
        if waiting in self.members:
            self.members.remove(waiting)
            self.waits.append(waiting.seconds)

    def parameters(self, waiting: Waiting) -> dict[str, str]:
        """Return what a waitUrl is told."""
        average = sum(self.waits) // len(self.waits) if self.waits else 0
        return {
            "QueueSid": self.sid,
            "QueuePosition": str(self.members.index(waiting) + 1 if waiting in self.members else 0),
            "QueueTime": str(waiting.seconds),
            "AvgQueueTime": str(average),
            "CurrentQueueSize": str(len(self.members)),
            "MaxQueueSize": str(self.most),
        }
