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
    call = replace(call, ended_at=at, ended_by=_ended_by(call, at=at))
    return replace(call, disposition=disposition_of(call))


def known_times(call: Call) -> tuple[datetime, ...]:
    """Every moment on record that the call's end cannot precede."""
    times = [call.arrived_at]
    for attempt in call.attempts:
        steps = (attempt.started_at, attempt.ring_ended_at, attempt.talk_started_at, attempt.talk_ended_at)
        times += [at for at in steps if at is not None]
    return tuple(times)


def _close(attempt: Attempt, *, at: datetime) -> Attempt:
    if not attempt.is_accepted:
        return close_attempt(attempt, Outcome.CANCELED, at=at)
    return end_talk(attempt, at=attempt.talk_ended_at or at, by=None)


def _ended_by(call: Call, *, at: datetime) -> Party:
    if call.talks:
        return _talk_ended_by(call.talks[-1], call_ended_at=at)
    if _is_failed(call) or call.phase is Phase.GOODBYE or call.admission is Admission.BLOCKED:
        return Party.SYSTEM
    return Party.CALLER


def _talk_ended_by(talk: Attempt, *, call_ended_at: datetime) -> Party:
    """Where the dial did not tell: when the caller hangs up both legs end together, else the caller stayed on.

    Derived anew each time and not kept, since a late callback may still move the end of the talk.
    """
    if talk.talk_ended_by is not None:
        return talk.talk_ended_by
    is_together = talk.talk_ended_at is None or call_ended_at - talk.talk_ended_at <= SAME_MOMENT
    return Party.CALLER if is_together else Party.OFFICER


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
