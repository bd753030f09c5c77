"""The end of a call: every attempt closed, one disposition, and who ended it."""

from dataclasses import replace
from datetime import datetime, timedelta

from ivr.domain.call import Admission, Attempt, Call, Disposition, Outcome, Party, Phase
from ivr.domain.callflow.attempts import close_attempt, end_talk

SAME_MOMENT = timedelta(seconds=2)


def end_call(call: Call, *, at: datetime, by_fault: bool = False) -> Call:
    """The call, ended at `at` (never before anything known of it) and complete.

    May be asked again when a better time or a late fact arrives: the record is derived anew each time.
    """
    at = max(at, *known_times(call))
    if by_fault:
        call = replace(call, fault_at=call.fault_at or at)
    for attempt in call.attempts:
        call = call.with_attempt(_close(attempt, at=at))
    call = replace(call, ended_at=at, ended_by=_ended_by(call))
    return replace(call, disposition=disposition_of(call))


def known_times(call: Call) -> tuple[datetime, ...]:
    """Every moment on record that the call's end cannot precede."""
    times = [call.arrived_at]
    for attempt in call.attempts:
        times += [attempt.started_at, *(t for t in (attempt.talk_started_at, attempt.talk_ended_at) if t)]
    return tuple(times)


def _close(attempt: Attempt, *, at: datetime) -> Attempt:
    if not attempt.is_accepted:
        return close_attempt(attempt, Outcome.CANCELED, at=at)
    ended = attempt.talk_ended_at or at
    # When the caller hangs up both legs end together; an officer who hangs up leaves a caller who stays on.
    guess = Party.CALLER if at - ended <= SAME_MOMENT else Party.OFFICER
    return end_talk(attempt, at=ended, by=attempt.talk_ended_by or guess)


def _ended_by(call: Call) -> Party:
    if call.talks:
        return call.talks[-1].talk_ended_by or Party.CALLER
    if _is_failed(call) or call.phase is Phase.GOODBYE or call.admission is Admission.BLOCKED:
        return Party.SYSTEM
    return Party.CALLER


def _is_failed(call: Call) -> bool:
    """A fault of ours or of the network: nobody ever spoke to the caller, or our last words were an apology."""
    return call.fault_at is not None or call.phase is Phase.ARRIVING or call.admission is Admission.UNKNOWN


def disposition_of(call: Call) -> Disposition:
    """What became of an ended call: the first that holds, in the order of the public contract."""
    if call.admission is Admission.BLOCKED:
        return Disposition.REJECTED
    if call.talks:
        return Disposition.ANSWERED
    if call.admission is Admission.CLOSED:
        return Disposition.CLOSED
    if call.ended_by is Party.CALLER:
        return Disposition.ABANDONED
    if _is_failed(call):
        return Disposition.FAILED
    return Disposition.MISSED
