"""What can happen to a call, in the trade's words."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class DialStatus(StrEnum):
    """How the network says a dialled leg ended (Twilio docs, DialCallStatus)."""

    COMPLETED = "completed"
    BUSY = "busy"
    NO_ANSWER = "no-answer"
    FAILED = "failed"
    CANCELED = "canceled"


class LegState(StrEnum):
    """How far a leg is, from its status callbacks (Twilio docs, CallStatus)."""

    INITIATED = "initiated"
    RINGING = "ringing"
    ANSWERED = "in-progress"
    COMPLETED = "completed"
    BUSY = "busy"
    NO_ANSWER = "no-answer"
    FAILED = "failed"
    CANCELED = "canceled"

    @property
    def is_final(self) -> bool:
        """The leg has ended."""
        return self not in (LegState.INITIATED, LegState.RINGING, LegState.ANSWERED)


# -- what the caller's leg asks: each is one turn -------------------------------------------------------------


@dataclass(frozen=True)
class Arrived:
    """A call came in and waits for the first words."""


@dataclass(frozen=True)
class KeyPressed:
    """The caller pressed a key; `key` is empty when what arrived is no key."""

    key: str


@dataclass(frozen=True)
class Silence:
    """The caller pressed nothing."""


@dataclass(frozen=True)
class DialEnded:
    """The leg to an officer is over. `is_bridged` is None where the network does not say."""

    status: DialStatus
    is_bridged: bool | None
    talk_seconds: int
    caller_left: bool
    leg_sid: str | None = None


@dataclass(frozen=True)
class Resumed:
    """The caller is back after a fault, or after a turn that something else overtook."""


CallerEvent = Arrived | KeyPressed | Silence | DialEnded | Resumed

# -- what the officer's leg asks, before it is connected ------------------------------------------------------


@dataclass(frozen=True)
class PickedUp:
    """The officer's telephone was picked up: by the officer, or by a machine."""


OfficerEvent = PickedUp | KeyPressed | Silence


def describe(event: CallerEvent | OfficerEvent) -> tuple[str, str]:
    """The event's name and detail for the timed log."""
    match event:
        case KeyPressed(key):
            return "key", key
        case DialEnded(status=status, is_bridged=is_bridged, caller_left=caller_left):
            return "dial_ended", f"{status}{' bridged' if is_bridged else ''}{' caller_left' if caller_left else ''}"
        case PickedUp():
            return "picked_up", ""
        case _:
            return type(event).__name__.lower(), ""


# -- what the network tells afterwards ------------------------------------------------------------------------


@dataclass(frozen=True)
class LegReport:
    """A status callback. `at` is the network's own time (whole seconds), None where it sent none."""

    leg_sid: str
    sequence: int
    state: LegState
    at: datetime | None
