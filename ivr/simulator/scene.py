"""Where a document runs, and what a verb in it is given to work with."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from ivr.simulator.call import Direction, Leg
from ivr.simulator.findings import TwimlFailure
from ivr.simulator.signals import Signal
from ivr.simulator.twiml_parser import Document, Node
from ivr.simulator.values import Values

MAIN_VERBS = frozenset(["Say", "Play", "Pause", "Gather", "Dial", "Redirect", "Hangup", "Reject", "Record", "Enqueue"])


class Scene(Enum):
    """The kinds of document, with the verbs that each may hold.

    Sources: Twilio docs, TwiML <Number> (url), <Enqueue> (waitUrl), <Queue> (url).
    """

    MAIN = MAIN_VERBS
    WHISPER = frozenset({"Say", "Play", "Pause", "Gather", "Redirect", "Hangup"})
    WAITING = frozenset({"Say", "Play", "Pause", "Gather", "Redirect", "Hangup", "Leave"})
    CONNECTING = frozenset({"Say", "Play", "Pause", "Redirect"})

    def allows(self, tag: str) -> bool:
        return tag in self.value


@dataclass(frozen=True, slots=True)
class Stage:
    """One verb about to run: on which leg, in which document; `cut_by` lets a key stop what is said."""

    leg: Leg
    verb: Node
    document: Document
    scene: Scene
    is_in_gather: bool = False
    can_be_cut: bool = False

    @property
    def values(self) -> Values:
        """The attributes of the verb."""
        return self.values_of(self.verb)

    def values_of(self, node: Node) -> Values:
        return Values(node, base=self.document.url, complain=self.complain)

    def complain(self, code: int, text: str) -> None:
        """Record a warning; the call goes on."""
        self.leg.network.debugger.warn(self.leg, code, text, url=self.document.url)

    def cut(self) -> Signal | None:
        """Return the signal that stops what is being said, None when nothing does."""
        return self.leg.keys.arrival() if self.can_be_cut else None

    def refuse(self) -> None:
        """Complain of a verb that this kind of document may not hold; raises where Twilio ends the leg."""
        if self.verb.tag == "Dial":
            raise TwimlFailure(13201, "<Dial> in a document that may not dial", url=self.document.url)
        self.complain(12200, f"<{self.verb.tag}> is not allowed in a {self.scene.name.lower()} document")

    def answers_the_call(self) -> bool:
        """Return whether this verb picks up an inbound call that still rings.

        Reject refuses it, a Dial with answerOnBridge lets the callee answer it; a leading Pause or a
        Redirect leave it ringing.
        """
        if self.leg.direction is not Direction.INBOUND or self.leg.is_answered or self.is_in_gather:
            return False
        if self.verb.tag == "Dial":
            return self.verb.get("answerOnBridge") != "true"
        return self.verb.tag not in ("Reject", "Pause", "Redirect")
