"""A call and its attempts, as the rules see them."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum


class Admission(StrEnum):
    """What the hotline decided when the call arrived."""

    OPEN = "open"
    CLOSED = "closed"  # outside service hours
    BLOCKED = "blocked"  # on the block list
    UNKNOWN = "unknown"  # the number dialled belongs to no hotline, or the call was never seen arriving


class Phase(StrEnum):
    """Where a running call stands."""

    ARRIVING = "arriving"  # on record, nothing said yet
    MENU = "menu"
    HUNT = "hunt"  # a telephone rings, or the officer talks
    AFTER_TALK = "after_talk"
    GOODBYE = "goodbye"  # our last words are being spoken


class Outcome(StrEnum):
    """How a ring attempt ended."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    FAILED = "failed"
    CANCELED = "canceled"


class Party(StrEnum):
    """Who ended a talk or a call."""

    CALLER = "caller"
    OFFICER = "officer"
    SYSTEM = "system"


class Disposition(StrEnum):
    """What became of a call; exactly one when it has ended."""

    REJECTED = "rejected"
    ANSWERED = "answered"
    MESSAGE = "message"
    CALLBACK = "callback"
    CLOSED = "closed"
    ABANDONED = "abandoned"
    FAILED = "failed"
    MISSED = "missed"


@dataclass(frozen=True)
class Attempt:
    """One ringing of one officer's telephone, and the talk that came of it.

    `turn` is the caller's turn that waits for the attempt's end; it names the attempt within its call.
    `phone` is `str(Phone)`. The telephone is off the hook until `freed_at`.
    """

    turn: int
    person_id: int
    phone: str
    unit: str
    started_at: datetime
    leg_sid: str | None = None
    ring_ended_at: datetime | None = None
    outcome: Outcome | None = None
    talk_started_at: datetime | None = None
    talk_ended_at: datetime | None = None
    talk_ended_by: Party | None = None
    freed_at: datetime | None = None
    id: int | None = None

    @property
    def is_open(self) -> bool:
        """Ringing or talking: the telephone is not on the hook."""
        return self.freed_at is None

    @property
    def is_accepted(self) -> bool:
        """An officer took the call."""
        return self.outcome is Outcome.ACCEPTED


@dataclass(frozen=True)
class Call:
    """One call on record. `turn` is the turn that the caller's leg is asked next; times are aware UTC."""

    sid: str
    hotline: str | None
    from_number: str | None
    to_number: str
    arrived_at: datetime
    admission: Admission
    phase: Phase
    last_event_at: datetime
    turn: int = 0
    menu: str = ""
    tries: int = 0
    keys: str = ""
    unit: str | None = None
    hunt_started_at: datetime | None = None
    fault_at: datetime | None = None
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    ended_by: Party | None = None
    disposition: Disposition | None = None
    attempts: tuple[Attempt, ...] = ()
    id: int | None = None

    @property
    def is_running(self) -> bool:
        """The caller is, as far as anybody told us, still on the line."""
        return self.ended_at is None

    @property
    def talks(self) -> tuple[Attempt, ...]:
        """The attempts an officer accepted, in order."""
        return tuple(attempt for attempt in self.attempts if attempt.is_accepted)

    def attempt(self, turn: int) -> Attempt | None:
        """The attempt that the given turn of the caller waits for."""
        return next((attempt for attempt in self.attempts if attempt.turn == turn), None)

    def with_attempt(self, changed: Attempt) -> "Call":
        """The call with one attempt replaced, and the facts that belong to the first acceptance."""
        attempts = tuple(changed if attempt.turn == changed.turn else attempt for attempt in self.attempts)
        first = next((attempt for attempt in attempts if attempt.is_accepted), None)
        if first is None:
            return replace(self, attempts=attempts, answered_at=None)
        return replace(self, attempts=attempts, answered_at=first.talk_started_at, unit=first.unit)
