"""What the rules tell the telephone to do; `ivr.telephony.twiml` puts it into Twilio's words."""

from dataclasses import dataclass

from ivr.domain.call import Attempt, Call
from ivr.domain.speech import Spoken


@dataclass(frozen=True)
class Ask:
    """Speak to the caller and wait for one key."""

    sentences: tuple[Spoken, ...]
    seconds: int


@dataclass(frozen=True)
class Ring:
    """Tell the caller where the call goes, and ring one officer's telephone."""

    sentences: tuple[Spoken, ...]
    attempt: Attempt
    ring_seconds: int
    longest_talk_seconds: int


@dataclass(frozen=True)
class Goodbye:
    """Speak the last words (there may be none) and hang up."""

    sentences: tuple[Spoken, ...] = ()


@dataclass(frozen=True)
class Refuse:
    """Do not answer at all."""


@dataclass(frozen=True)
class ReturnTo:
    """Go back to the caller's newest turn: this one was overtaken."""

    turn: int


CallerInstruction = Ask | Ring | Goodbye | Refuse | ReturnTo


@dataclass(frozen=True)
class AskOfficer:
    """Speak to the officer and wait for one key."""

    sentences: tuple[Spoken, ...]
    seconds: int


@dataclass(frozen=True)
class Connect:
    """Connect the officer with the caller."""

    sentences: tuple[Spoken, ...] = ()


@dataclass(frozen=True)
class LetGo:
    """End the officer's leg."""

    sentences: tuple[Spoken, ...] = ()


OfficerInstruction = AskOfficer | Connect | LetGo


@dataclass(frozen=True)
class Step:
    """The call after an event, and what its leg is told."""

    call: Call
    instruction: CallerInstruction


@dataclass(frozen=True)
class Search:
    """The call after an event that leads to an officer of `unit`: `hunt.ring_next` asks the duty board for whom."""

    call: Call
    unit: str | None


@dataclass(frozen=True)
class OfficerStep:
    """The call after an event on the officer's leg, and what that leg is told."""

    call: Call
    instruction: OfficerInstruction
