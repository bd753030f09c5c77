"""An officer's desk: the call in hand, and the talks of the day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ivr.domain.call import Outcome


class Stage(StrEnum):
    """How far the call at the desk is."""

    RINGING = "ringing"  # also while the officer hears the whisper and has not pressed 1 yet
    TALKING = "talking"
    ENDED = "ended"


@dataclass(frozen=True)
class DeskTalk:
    """A ring at an officer's own telephone that is going on, or a talk that came of one.

    `number` is None when withheld; `came_by` says how somebody came who did not dial the hotline. `name` is the
    caller's, as far as the form says it.
    """

    attempt_id: int
    call_id: int
    hotline: str | None
    unit: str
    number: str | None
    came_by: str | None
    keys: str
    arrived_at: datetime
    started_at: datetime
    ring_ended_at: datetime | None
    outcome: Outcome | None
    talk_started_at: datetime | None
    talk_ended_at: datetime | None
    freed_at: datetime | None
    name: str
    is_confidential: bool
    is_filled: bool

    @property
    def stage(self) -> Stage | None:
        """None for a ring that came to nothing, or is about to: the officer declined, or did not press 1."""
        if self.outcome is Outcome.ACCEPTED:
            return Stage.TALKING if self.talk_ended_at is None and self.freed_at is None else Stage.ENDED
        return Stage.RINGING if self.outcome is None and self.freed_at is None else None

    @property
    def is_picked_up(self) -> bool:
        """Ringing is over, and the telephone asks for key 1."""
        return self.stage is Stage.RINGING and self.ring_ended_at is not None

    @property
    def since(self) -> datetime:
        """When the stage began; of an ended talk, when it ended."""
        match self.stage:
            case Stage.TALKING:
                return self.talk_started_at or self.started_at
            case Stage.ENDED:
                return self.talk_ended_at or self.freed_at or self.started_at
            case _:
                return self.started_at


def in_hand(talks: Sequence[DeskTalk]) -> DeskTalk | None:
    """What the desk shows large, of talks newest first: what rings or is talked about now, else the last talk
    while its form is blank."""
    for talk in talks:
        if talk.stage in (Stage.RINGING, Stage.TALKING):
            return talk
    last = next((talk for talk in talks if talk.stage is Stage.ENDED), None)
    return last if last is not None and not last.is_filled else None
