"""Answer one turn of an officer's leg: the whisper, and the key that accepts or declines."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from ivr.domain.call import Attempt, Call
from ivr.domain.callflow.officer import officer_step
from ivr.domain.events import OfficerEvent, describe
from ivr.domain.hotline import Hotline
from ivr.domain.instructions import LetGo, OfficerInstruction
from ivr.domain.speech import say
from ivr.store.turns import add_turn, find_answer
from ivr.workflows.find_call import find_call
from ivr.workflows.office import Office
from ivr.workflows.record_call import record_call


@dataclass(frozen=True)
class OfficerTurn:
    """One request of the leg that rings an officer. `attempt` is the caller's turn that waits for it."""

    call_sid: str
    attempt: int
    leg_sid: str
    turn: int
    event: OfficerEvent


SpeakToOfficer = Callable[[OfficerInstruction, Hotline, OfficerTurn], str]
"""Puts an instruction into the network's words; a question is answered as the turn after this one."""


def handle_officer_event(office: Office, asked: OfficerTurn, *, now: datetime, speak: SpeakToOfficer) -> str:
    """The document for this turn of the officer's leg. Asked again, the same document, and nothing happens twice.

    A leg that belongs to no attempt on record is let go. Raises Busy when the database cannot be had in time.
    """
    with office.database.writing() as connection:
        call = find_call(connection, office, asked.call_sid)
        attempt = call.attempt(asked.attempt) if call else None
        if call is None or attempt is None or not _is_its_leg(attempt, asked):
            return speak(LetGo((say("officer.caller_gone"),)), office.hotlines.first, asked)
        earlier = find_answer(connection, asked.leg_sid, asked.turn)
        if earlier:
            return earlier
        hotline = office.hotline_of(call)
        seen = _seen(call, attempt, asked, now)
        step = officer_step(seen, asked.attempt, asked.event, leg_turn=asked.turn, hotline=hotline, now=now)
        record_call(connection, office, call, step.call, now=now)
        answer = speak(step.instruction, hotline, asked)
        if earlier is None:
            assert call.id is not None
            kind, detail = describe(asked.event)
            add_turn(
                connection,
                call_id=call.id,
                leg_sid=asked.leg_sid,
                turn=asked.turn,
                at=now,
                event=kind,
                detail=detail,
                answer=answer,
            )
        return answer


def _is_its_leg(attempt: Attempt, asked: OfficerTurn) -> bool:
    return attempt.leg_sid is None or attempt.leg_sid == asked.leg_sid


def _seen(call: Call, attempt: Attempt, asked: OfficerTurn, now: datetime) -> Call:
    """The call, knowing which leg rings the officer."""
    return replace(call.with_attempt(replace(attempt, leg_sid=asked.leg_sid)), last_event_at=now)
