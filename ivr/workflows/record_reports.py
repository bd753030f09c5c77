"""Record what the network tells afterwards: status callbacks of officers' legs and of the call itself."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from ivr.domain.callflow.attempts import apply_leg_report, believable
from ivr.domain.callflow.ending import end_call
from ivr.domain.events import LegReport, LegState
from ivr.store.turns import add_callback
from ivr.workflows.find_call import find_call
from ivr.workflows.office import Office
from ivr.workflows.record_call import record_call
from ivr.workflows.take_in_call import take_in_call


def record_leg_report(office: Office, call_sid: str, attempt_turn: int, report: LegReport, *, now: datetime) -> bool:
    """A status callback of the leg that rang an officer. False when it told nothing new.

    Callbacks come in any order, doubled, late or never (Twilio docs, status callbacks): each is written down
    once, and what it says is believed where it can still be true.
    """
    with office.database.writing() as connection:
        call = find_call(connection, office, call_sid)
        attempt = call.attempt(attempt_turn) if call else None
        if call is None or attempt is None or attempt.leg_sid not in (None, report.leg_sid):
            return False
        assert call.id is not None
        if not add_callback(connection, call_id=call.id, report=report, received_at=now):
            return False
        told = call.with_attempt(apply_leg_report(attempt, report, now=now))
        if call.ended_at is not None:
            told = end_call(told, at=call.ended_at)
        else:
            told = replace(told, last_event_at=now)
        record_call(connection, office, call, told, now=now)
        return True


@dataclass(frozen=True)
class CallReport:
    """The status callback of the caller's own call, with what is needed if it is the first we hear of it."""

    report: LegReport
    from_number: str | None
    to_number: str
    lasted_seconds: int


def record_call_report(office: Office, told: CallReport, *, now: datetime) -> bool:
    """The status callback of the caller's own call: its end. False when it told nothing new.

    A call never seen before was lost on its way to us: it is on record as failed.
    """
    report = told.report
    with office.database.writing() as connection:
        call = find_call(connection, office, report.leg_sid)
        if call is None:
            if not report.state.is_final:
                return False
            ended_at = believable(report.at, after=now - timedelta(days=1), now=now) or now
            call = take_in_call(
                connection,
                office,
                sid=report.leg_sid,
                from_number=told.from_number,
                to_number=told.to_number,
                arrived_at=ended_at - timedelta(seconds=told.lasted_seconds),
            )
        assert call.id is not None
        if not add_callback(connection, call_id=call.id, report=report, received_at=now):
            return False
        if report.state.is_final:
            at = believable(report.at, after=call.arrived_at, now=now) or call.ended_at or now
            ended = end_call(call, at=at, by_fault=report.state is LegState.FAILED)
            record_call(connection, office, call, ended, now=now)
        return True
