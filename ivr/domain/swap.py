"""Tukar piket: asked, accepted by the colleague, approved by the leader; and what it does to the roster."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from ivr.domain.roster import Duty, Task
from ivr.domain.roster_change import Slot


class SwapState(StrEnum):
    """How far it is. An open one is EXPIRED when the first of its days begins, written down or not yet."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    APPROVED = "approved"
    REFUSED = "refused"
    REVERSED = "reversed"
    EXPIRED = "expired"


class SwapStep(StrEnum):
    """What somebody does next."""

    ACCEPT = "accept"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    APPROVE = "approve"
    REFUSE = "refuse"
    REVERSE = "reverse"


OPEN = (SwapState.ASKED, SwapState.ACCEPTED)
_NEXT: Mapping[SwapStep, tuple[frozenset[SwapState], SwapState]] = {
    SwapStep.ACCEPT: (frozenset({SwapState.ASKED}), SwapState.ACCEPTED),
    SwapStep.DECLINE: (frozenset({SwapState.ASKED}), SwapState.DECLINED),
    SwapStep.WITHDRAW: (frozenset(OPEN), SwapState.WITHDRAWN),
    SwapStep.APPROVE: (frozenset({SwapState.ACCEPTED}), SwapState.APPROVED),
    SwapStep.REFUSE: (frozenset({SwapState.ACCEPTED}), SwapState.REFUSED),
    SwapStep.REVERSE: (frozenset({SwapState.APPROVED}), SwapState.REVERSED),
}
"""From which states each step leads, and where to."""


@dataclass(frozen=True)
class Swap:
    """A wish to give a duty away: `colleague_on` is the duty taken in exchange, None for none.

    `note` says why it was declined or refused. `change_id` is the change of the roster that it made.
    """

    id: int
    hotline: str
    unit: str
    asker_id: int
    asker_on: date
    colleague_id: int
    colleague_on: date | None
    task: Task
    why: str
    state: SwapState
    asked_at: datetime
    answered_at: datetime | None = None
    decided_at: datetime | None = None
    decided_by: int | None = None
    note: str = ""
    change_id: int | None = None

    @property
    def parties(self) -> tuple[int, int]:
        """Whose duties it is about."""
        return self.asker_id, self.colleague_id

    @property
    def days(self) -> tuple[date, ...]:
        """The days that it touches, in order."""
        return tuple(sorted({self.asker_on, self.colleague_on or self.asker_on}))

    def state_on(self, today: date) -> SwapState:
        """The state on a local day: an open swap ends when the first of its days begins."""
        return SwapState.EXPIRED if self.state in OPEN and today >= self.days[0] else self.state


@dataclass(frozen=True)
class Actor:
    """Who takes a step. `keeps_roster`: that of the swap's unit; `keeps_past`: also of days that are over."""

    person_id: int
    keeps_roster: bool = False
    keeps_past: bool = False


class WhyNot(StrEnum):
    """Why a step cannot be taken."""

    NOT_THEIRS = "not_theirs"  # somebody else's step
    OWN = "own"  # nobody approves their own swap
    NOT_YET = "not_yet"  # the colleague has not answered
    DONE = "done"  # the same was done before
    MOVED_ON = "moved_on"  # it is decided, or withdrawn
    EXPIRED = "expired"
    PAST = "past"  # a day of it is over


class StepRefused(Exception):
    """The step cannot be taken; `state` is how far the swap is."""

    def __init__(self, why: WhyNot, state: SwapState) -> None:
        self.why, self.state = why, state
        super().__init__(f"{why}: {state}")


def next_state(swap: Swap, step: SwapStep, by: Actor, *, today: date) -> SwapState:
    """The state after a step on a local day. Raises StepRefused."""
    state = swap.state_on(today)
    if not _is_theirs(swap, step, by):
        raise StepRefused(WhyNot.NOT_THEIRS, state)
    sources, target = _NEXT[step]
    if state is target:
        raise StepRefused(WhyNot.DONE, state)
    if state is SwapState.EXPIRED:
        raise StepRefused(WhyNot.EXPIRED, state)
    if state is SwapState.ASKED and state not in sources:
        raise StepRefused(WhyNot.NOT_YET, state)
    if state not in sources:
        raise StepRefused(WhyNot.MOVED_ON, state)
    if step in (SwapStep.APPROVE, SwapStep.REFUSE) and by.person_id in swap.parties:
        raise StepRefused(WhyNot.OWN, state)
    if step is SwapStep.REVERSE and today > swap.days[0] and not by.keeps_past:
        raise StepRefused(WhyNot.PAST, state)
    return target


def steps_of(swap: Swap, by: Actor, *, today: date) -> tuple[SwapStep, ...]:
    """What somebody can do next."""

    def can(step: SwapStep) -> bool:
        try:
            next_state(swap, step, by, today=today)
        except StepRefused:
            return False
        return True

    return tuple(step for step in SwapStep if can(step))


class CannotExchange(Exception):
    """One of them has no such duty there (any more), or has somebody in their place; `person_id` and `on` say who."""

    def __init__(self, person_id: int, on: date, *, is_replaced: bool = False) -> None:
        self.person_id, self.on, self.is_replaced = person_id, on, is_replaced
        super().__init__(f"{person_id} on {on}")


def exchanged(swap: Swap, standing: Mapping[Slot, Sequence[Duty]]) -> dict[Slot, tuple[Duty, ...]]:
    """The slots as they would stand afterwards; who covers somebody's break covers it for the other then.

    Raises CannotExchange.
    """
    takers = {(swap.asker_on, swap.asker_id): swap.colleague_id}
    if swap.colleague_on is not None:
        takers[swap.colleague_on, swap.colleague_id] = swap.asker_id
    wanted: dict[Slot, tuple[Duty, ...]] = {}
    for on, giver in takers:
        slot = Slot(on, swap.unit, swap.task)
        if not any(line.person_id == giver for line in standing.get(slot, ())):
            raise CannotExchange(giver, on)
        if any(line.replaces_id == giver for line in standing.get(Slot(on, swap.unit, Task.SUBSTITUTE), ())):
            raise CannotExchange(giver, on, is_replaced=True)
    for on in swap.days:
        slot, covers = Slot(on, swap.unit, swap.task), Slot(on, swap.unit, Task.COVER)
        wanted[slot] = tuple(
            replace(line, id=0, person_id=takers.get((on, line.person_id), line.person_id))
            for line in standing.get(slot, ())
        )
        if swap.task is Task.DUTY and any((on, line.replaces_id) in takers for line in standing.get(covers, ())):
            wanted[covers] = tuple(_covers(line, on, takers) for line in standing[covers])
    return wanted


def _covers(line: Duty, on: date, takers: Mapping[tuple[date, int], int]) -> Duty:
    replaced = line.replaces_id
    return replace(line, id=0, replaces_id=takers.get((on, replaced), replaced) if replaced is not None else None)


def _is_theirs(swap: Swap, step: SwapStep, by: Actor) -> bool:
    match step:
        case SwapStep.ACCEPT | SwapStep.DECLINE:
            return by.person_id == swap.colleague_id
        case SwapStep.WITHDRAW:
            return by.person_id == swap.asker_id
        case SwapStep.APPROVE | SwapStep.REFUSE | SwapStep.REVERSE:
            return by.keeps_roster
