"""One leg of a call: its state from creation to its end, and what can be done to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from requests.cookies import RequestsCookieJar

from ivr.simulator import events
from ivr.simulator.keys import Keys
from ivr.simulator.process import Interruption, Process
from ivr.simulator.signals import Signal, Steps, Timer
from ivr.simulator.utterance import Utterance
from ivr.simulator.values import MAX_CALL_SECONDS, Method

if TYPE_CHECKING:
    from ivr.simulator.documents import Source
    from ivr.simulator.family import Family
    from ivr.simulator.network import Network


#: From an order through the REST API until the new document is asked for; a running Dial's action goes first.
REDIRECT_SECONDS = 0.1


class Status(StrEnum):
    """The states of a call resource."""

    QUEUED = "queued"
    INITIATED = "initiated"
    RINGING = "ringing"
    IN_PROGRESS = "in-progress"
    COMPLETED = "completed"
    BUSY = "busy"
    FAILED = "failed"
    NO_ANSWER = "no-answer"
    CANCELED = "canceled"


class Direction(StrEnum):
    """How a leg came to be."""

    INBOUND = "inbound"
    OUTBOUND_API = "outbound-api"
    OUTBOUND_DIAL = "outbound-dial"


class LegGone(Interruption):
    """The leg has ended; thrown into its process so that verbs can say their last words."""


class Redirected(Interruption):
    """The leg was ordered to another document through the REST API."""

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        self.source = source


@dataclass(frozen=True, slots=True)
class StatusWatch:
    """Where the progress of a leg is reported, and which events: initiated ringing answered completed."""

    url: str
    method: Method = "POST"
    events: frozenset[str] = frozenset({"completed"})


@dataclass(frozen=True, slots=True)
class Fallback:
    """The document asked for when another cannot be had."""

    url: str
    method: Method = "POST"


class Leg:
    """A call resource of Twilio: one party's line to the network."""

    def __init__(self, network: Network, family: Family, *, direction: Direction, caller: str, number: str) -> None:
        self.network = network
        self.family = family
        self.sid = family.sid if not family.legs else network.sids.new("CA")
        self.parent: Leg | None = family.legs[0] if family.legs else None
        self.direction = direction
        self.caller = caller
        self.number = number
        self.status = Status.RINGING if direction is Direction.INBOUND else Status.QUEUED
        self.created_at = network.loop.now()
        self.answered_at: datetime | None = None
        self.ended_at: datetime | None = None
        self.ended_by = ""
        self.watch: StatusWatch | None = None
        self.fallback: Fallback | None = None
        self.phone_number_sid = ""
        self.cookies = RequestsCookieJar()
        self.keys = Keys()
        self.star = Signal()
        self.heard: list[Utterance] = []
        self.sent_digits = ""
        self.byoc = ""
        self.extra_parameters: dict[str, str] = {}
        self.error: tuple[int, str] | None = None
        self.peer: Leg | None = None
        self.speaking_until: datetime | None = None
        self.answered, self.ready, self.bridged = Signal(), Signal(), Signal()
        self.gone, self.left = Signal(), Signal()
        self.process: Process | None = None
        self._sequence = 0
        self._longest: Timer | None = None
        family.legs.append(self)
        network.legs_by_sid[self.sid] = self

    @property
    def is_live(self) -> bool:
        return self.ended_at is None

    @property
    def is_answered(self) -> bool:
        return self.answered_at is not None

    @property
    def party(self) -> str:
        """The telephone at the far end of this leg."""
        return self.caller if self.direction is Direction.INBOUND else self.number

    @property
    def seconds(self) -> int:
        """Whole seconds from answer to end (or to now); 0 when never answered."""
        if self.answered_at is None:
            return 0
        return int(((self.ended_at or self.network.loop.now()) - self.answered_at).total_seconds())

    def run(self, steps: Steps[None]) -> None:
        """Let this leg live through `steps`, which its end or a redirect interrupts."""
        self.process = self.family.spawn(steps)

    def initiate(self) -> None:
        self._move(Status.INITIATED, "initiated")

    def ring(self, *, audibly: bool = True) -> None:
        """Report progress from the far end; audibly when a telephone really rings there."""
        if self.is_live:
            self._move(Status.RINGING, "ringing")
        if self.is_live and audibly:
            self.tell(events.Ringing, number=self.party)

    def answer(self) -> None:
        """Be picked up; the second time changes nothing."""
        if not self.is_live or self.is_answered:
            return
        self.answered_at = self.network.loop.now()
        self._longest = self.network.loop.at(
            self.answered_at + timedelta(seconds=MAX_CALL_SECONDS), lambda: self.end(by="network")
        )
        self.tell(events.Answered, by="hotline" if self.direction is Direction.INBOUND else self.party)
        self._move(Status.IN_PROGRESS, "answered")
        self.answered.fire()

    def end(self, *, by: str, status: Status | None = None) -> None:
        """End this leg, if it has not ended; reports it and interrupts what it was doing."""
        if not self.is_live:
            return
        was_queued = self.status is Status.QUEUED
        self.status = status or self._natural_end()
        self.ended_at = self.network.loop.now()
        self.ended_by = by
        if self._longest is not None:
            self._longest.abandon()
        self.stop_speech()
        self.unbridge()
        self.network.lines.release(self)
        self.tell(events.HungUp, party=self.party, by=by, status=str(self.status))
        if not was_queued:  # Twilio reports nothing of a call that never left its queue
            self.network.callbacks.report(self, "completed")
        self.gone.fire()
        if self.process is not None:
            self.process.interrupt(LegGone())

    def redirect(self, source: Source) -> None:
        """Leave whatever this leg does and run another document."""
        self.stop_speech()
        self.unbridge()
        left, self.left = self.left, Signal()
        left.fire()
        if self.process is not None:
            self.process.interrupt(Redirected(replace(source, after_seconds=REDIRECT_SECONDS)))

    def press(self, key: str) -> None:
        """Hear one key from the person at this leg."""
        if not self.is_live:
            return
        listens = self.keys.push(key) or self.peer is not None
        self.tell(events.KeyPressed, by=self.party, digit=key, lost=not listens)
        if key == "*":
            star, self.star = self.star, Signal()
            star.fire()

    def bridge(self, other: Leg) -> None:
        """Let the two parties hear each other."""
        self.peer, other.peer = other, self
        self.tell(events.Bridged, caller=self.party, number=other.party)
        self.bridged.fire()
        other.bridged.fire()

    def unbridge(self) -> None:
        if self.peer is not None:
            self.peer.peer = None
            self.peer = None

    def begin_speech(self, utterance: Utterance) -> None:
        self.heard.append(utterance)
        self.tell(events.Spoke, to=self.party or "caller", text=utterance.text)

    def stop_speech(self) -> None:
        if self.heard and self.heard[-1].ended_at is None:
            self.heard[-1].ended_at = self.network.loop.now()

    def next_sequence(self) -> int:
        """Return the number of the next event of this leg, from 0."""
        self._sequence += 1
        return self._sequence - 1

    def tell(self, kind: type[events.Event], **what: object) -> None:
        """Tell the observers that something happened on this leg."""
        self.network.emit(self.family, kind(at=self.network.loop.now(), sid=self.sid, call=self.family.sid, **what))

    def _move(self, status: Status, event: str) -> None:
        self.status = status
        self.network.callbacks.report(self, event)

    def _natural_end(self) -> Status:
        """How a line that simply went away is reported; `canceled` belongs to who dialled it, and is always ordered."""
        if self.is_answered:
            return Status.COMPLETED
        return Status.NO_ANSWER if self.direction is Direction.INBOUND else Status.FAILED


def live_among(legs: Iterable[Leg]) -> list[Leg]:
    """Return those that have not ended."""
    return [leg for leg in legs if leg.is_live]
