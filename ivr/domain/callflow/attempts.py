"""How an attempt ends: what the dial, the officer's leg and the end of the call each say about it."""

from dataclasses import replace
from datetime import datetime, timedelta

from ivr.domain.call import Attempt, Call, Outcome, Party
from ivr.domain.events import DialEnded, DialStatus, LegReport, LegState

OUTCOME_OF_DIAL = {
    DialStatus.COMPLETED: Outcome.NO_ANSWER,  # picked up, but nobody pressed 1: a machine, or a pocket
    DialStatus.NO_ANSWER: Outcome.NO_ANSWER,
    DialStatus.BUSY: Outcome.BUSY,
    DialStatus.FAILED: Outcome.FAILED,
    DialStatus.CANCELED: Outcome.NO_ANSWER,  # and the caller stayed: somebody else stopped the ringing
}
# Not CANCELED: whether it rang in vain because the caller left, the dial's action or the end of the call will tell.
OUTCOME_OF_LEG = {
    LegState.COMPLETED: Outcome.NO_ANSWER,
    LegState.NO_ANSWER: Outcome.NO_ANSWER,
    LegState.BUSY: Outcome.BUSY,
    LegState.FAILED: Outcome.FAILED,
}
CLOCK_DIFFERENCE = timedelta(seconds=60)


def settle_dial(call: Call, event: DialEnded, *, longest_talk_seconds: int, now: datetime) -> Call:
    """Close the attempt that the caller's turn waits for.

    "completed" is not "talked to a person": only an accepted attempt, or a bridge that the network vouches
    for, is (Twilio docs, <Dial> DialBridged). A bridge without an acceptance on record (its webhook was
    lost) is accepted from its length; an acceptance that was never bridged is none.
    """
    attempt = call.attempt(call.turn)
    if attempt is None:
        return call
    if not _is_bridged(attempt, event):
        return call.with_attempt(_unbridged(attempt, event, now=now))
    if not attempt.is_accepted:
        attempt = _accepted_by_bridge(attempt, event, now=now)
    by = _who_hung_up(event, longest_talk_seconds)
    return call.with_attempt(end_talk(attempt, at=attempt.talk_ended_at or now, by=by))


def settle_lost_dial(call: Call, *, now: datetime) -> Call:
    """Close the attempt that the caller's turn waits for, when a fault swallowed the network's word about it.

    The caller's leg asks again, so the dial is over: a talk was ended by the officer, and a ring by nobody knows what.
    """
    attempt = call.attempt(call.turn)
    if attempt is None:
        return call
    if attempt.is_accepted:
        return call.with_attempt(end_talk(attempt, at=attempt.talk_ended_at or now, by=Party.OFFICER))
    return call.with_attempt(close_attempt(attempt, Outcome.FAILED, at=now))


def _is_bridged(attempt: Attempt, event: DialEnded) -> bool:
    """Whether the two talked; where a server neither says so nor asks for the whisper, the length of the talk does."""
    if event.is_bridged is not None:
        return event.is_bridged
    knows_no_whisper = attempt.leg_sid is None
    if event.status is not DialStatus.COMPLETED:
        return False
    return attempt.is_accepted or (knows_no_whisper and event.talk_seconds > 0)


def _accepted_by_bridge(attempt: Attempt, event: DialEnded, *, now: datetime) -> Attempt:
    ended = attempt.freed_at or now  # the leg's callback may have come first, with the network's own time
    began = max(attempt.started_at, ended - timedelta(seconds=event.talk_seconds))
    ring_ended = min(began, attempt.ring_ended_at or began)
    return replace(accept(replace(attempt, ring_ended_at=ring_ended), at=began), talk_ended_at=ended)


def _unbridged(attempt: Attempt, event: DialEnded, *, now: datetime) -> Attempt:
    if event.caller_left:
        outcome = Outcome.CANCELED
    elif attempt.is_accepted:
        outcome = Outcome.FAILED  # the officer's line was lost between the key and the bridge
    else:
        outcome = OUTCOME_OF_DIAL[event.status]
    if attempt.is_accepted:
        attempt = replace(attempt, outcome=None, talk_started_at=None, talk_ended_at=None, talk_ended_by=None)
    if event.leg_sid and not attempt.leg_sid:
        attempt = replace(attempt, leg_sid=event.leg_sid)
    return close_attempt(attempt, outcome, at=now)


def _who_hung_up(event: DialEnded, longest_talk_seconds: int) -> Party:
    if event.caller_left:
        return Party.CALLER
    return Party.SYSTEM if event.talk_seconds >= longest_talk_seconds else Party.OFFICER


def accept(attempt: Attempt, *, at: datetime) -> Attempt:
    """An officer took the call at `at`, not before the ringing ended."""
    at = max(at, attempt.ring_ended_at or attempt.started_at)
    return replace(attempt, outcome=Outcome.ACCEPTED, ring_ended_at=attempt.ring_ended_at or at, talk_started_at=at)


def end_talk(attempt: Attempt, *, at: datetime, by: Party | None) -> Attempt:
    """The talk is over and the telephone on the hook."""
    at = max(at, attempt.talk_started_at or at)
    return replace(
        attempt, talk_ended_at=at, talk_ended_by=by or attempt.talk_ended_by, freed_at=attempt.freed_at or at
    )


def close_attempt(attempt: Attempt, outcome: Outcome | None, *, at: datetime) -> Attempt:
    """Put the telephone on the hook; the first outcome on record stays, and None leaves it to be told."""
    return replace(
        attempt,
        outcome=attempt.outcome or outcome,
        ring_ended_at=attempt.ring_ended_at or max(at, attempt.started_at),
        freed_at=attempt.freed_at or max(at, attempt.started_at),
    )


def apply_leg_report(attempt: Attempt, report: LegReport, *, now: datetime) -> Attempt:
    """What a status callback of the officer's leg adds, in whatever order it comes.

    Twilio's own times are used where they can be true; they are whole seconds, so none moves an event before
    the one that caused it. A callback without one says nothing new about a time that is on record.
    """
    attempt = replace(attempt, leg_sid=attempt.leg_sid or report.leg_sid)
    told = believable(report.at, after=attempt.started_at, now=now)
    at = told or max(now, attempt.started_at)
    match report.state:
        case LegState.INITIATED if attempt.ring_ended_at is None:
            return replace(attempt, started_at=told or attempt.started_at)
        case LegState.ANSWERED if attempt.outcome is None or attempt.is_accepted:
            return replace(attempt, ring_ended_at=min(at, attempt.ring_ended_at or at))
        case state if state.is_final and attempt.is_accepted:
            return end_talk(attempt, at=told or attempt.talk_ended_at or at, by=None)
        case state if state.is_final:
            closed = close_attempt(attempt, OUTCOME_OF_LEG.get(state), at=at)
            return _refine_end(closed, at=told) if told else closed
        case _:
            return attempt


def _refine_end(attempt: Attempt, *, at: datetime) -> Attempt:
    """The dial's action came first and had only our own clock."""
    return replace(attempt, freed_at=at, ring_ended_at=min(at, attempt.ring_ended_at or at))


def believable(at: datetime | None, *, after: datetime, now: datetime) -> datetime | None:
    """The network's time if it can be true, else None; never before `after`, and not in the future.

    The network's clock and ours may differ a little: what it dates slightly ahead of us happened just now.
    """
    if at is None or not after - CLOCK_DIFFERENCE <= at <= now + CLOCK_DIFFERENCE:
        return None
    return max(min(at, now), after)
