"""What an event made known of a call's attempts, beside the next step: what their officers' pauses depend on."""

from collections.abc import Iterator, Sequence
from enum import StrEnum

from ivr.domain.call import Attempt, Call, Outcome

IN_VAIN = frozenset({Outcome.NO_ANSWER, Outcome.FAILED})
TELLING = frozenset({*IN_VAIN, Outcome.ACCEPTED, Outcome.DECLINED})
"""The outcomes that say whether somebody answers their telephone.

Who accepts or declines is there. `busy` says that the telephone is in use, or that the call was put off by hand, and
`canceled` that the caller left first: neither says that nobody is there, nor that somebody would have answered.
"""


class TurnedOut(StrEnum):
    """What became known of an attempt."""

    IN_VAIN = "in_vain"  # nobody took it
    TAKEN_AFTER_ALL = "taken_after_all"  # it was believed in vain, and the network knows of a talk
    TALK_OVER = "talk_over"


def turned_out(before: Call, after: Call) -> Iterator[tuple[Attempt, TurnedOut]]:
    """What is known of each attempt of `after` and was not before; never the same twice, whatever comes doubled."""
    for attempt in after.attempts:
        earlier = before.attempt(attempt.turn)
        if earlier is None or earlier == attempt:
            continue
        if attempt.outcome in IN_VAIN and earlier.outcome not in IN_VAIN:
            yield attempt, TurnedOut.IN_VAIN
        if attempt.is_accepted and earlier.outcome in IN_VAIN:
            yield attempt, TurnedOut.TAKEN_AFTER_ALL
        if _is_over(attempt) and not _is_over(earlier):
            yield attempt, TurnedOut.TALK_OVER


def _is_over(attempt: Attempt) -> bool:
    return attempt.is_accepted and not attempt.is_open


def is_silent(newest: Sequence[Outcome], *, after: int) -> bool:
    """Whether the newest telling outcomes of somebody, newest first, are so many in vain. Never for 0."""
    return 0 < after <= len(newest) and all(outcome in IN_VAIN for outcome in newest[:after])
