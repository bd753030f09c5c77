"""Close the calls whose last callback never came, asking the network first."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from ivr.domain.call import Call
from ivr.domain.callflow.ending import end_call, known_times
from ivr.store.calls import sids_running_since
from ivr.workflows.find_call import find_call
from ivr.workflows.office import Office
from ivr.workflows.record_call import record_call

SILENT_FOR = timedelta(minutes=3)
SPARE = timedelta(minutes=15)  # over the longest talk, when the network cannot be asked
MOST_AT_ONCE = 50
MOST_UNANSWERED = 3


class NetworkUnreachable(Exception):
    """The network's records cannot be had now; ask again later."""


@dataclass(frozen=True)
class Fate:
    """What the network knows of a call: still running, or ended (at `ended_at`, where it says)."""

    is_running: bool
    ended_at: datetime | None = None
    is_failed: bool = False


class CallRecords(Protocol):
    """The network's own records of calls."""

    def fate_of(self, call_sid: str) -> Fate | None:
        """What became of a call; None when the network knows no such call. Raises NetworkUnreachable."""


def close_silent_calls(office: Office, records: CallRecords, *, now: datetime) -> int:
    """Close running calls of which nothing was heard for a while and that the network no longer runs.

    Returns how many were closed. A network that cannot be asked is believed to run a call no longer than the
    longest talk; after a few questions without an answer the round asks no more, since each of them waits.
    """
    with office.database.reading() as connection:
        silent = sids_running_since(connection, now - SILENT_FOR, most=MOST_AT_ONCE)
    closed, unanswered = 0, 0
    for sid in silent:
        fate = None
        if unanswered < MOST_UNANSWERED:
            try:
                # before the transaction: the network is slow
                fate = records.fate_of(sid) or Fate(is_running=False, is_failed=True)
            except NetworkUnreachable:
                unanswered += 1
        if fate is not None and fate.is_running:
            _heard_of(office, sid, now=now)
        else:
            closed += _close(office, sid, fate, now=now)
    return closed


def _heard_of(office: Office, sid: str, *, now: datetime) -> None:
    """The network still runs the call: ask about it again later, and about the others first."""
    with office.database.writing() as connection:
        call = find_call(connection, office, sid)
        if call is not None and call.is_running:
            record_call(connection, office, call, replace(call, last_event_at=max(call.last_event_at, now)), now=now)


def _close(office: Office, sid: str, fate: Fate | None, *, now: datetime) -> bool:
    with office.database.writing() as connection:
        call = find_call(connection, office, sid)
        if call is None or not call.is_running or call.last_event_at > now - SILENT_FOR:
            return False
        longest = timedelta(seconds=office.hotline_of(call).ring.longest_talk_seconds)
        if fate is None and now - call.last_event_at < longest + SPARE:
            return False
        at = (fate.ended_at if fate else None) or _last_sign_of_life(call, longest)
        ended = end_call(call, at=min(at, now), by_fault=bool(fate and fate.is_failed))
        record_call(connection, office, call, ended, now=now)
        return True


def _last_sign_of_life(call: Call, longest_talk: timedelta) -> datetime:
    """The best that can be said of an end nobody saw: a talk without an end lasted at most its limit."""
    if call.talks and call.talks[-1].talk_ended_at is None and call.talks[-1].talk_started_at is not None:
        return call.talks[-1].talk_started_at + longest_talk
    return max(call.last_event_at, *known_times(call))
