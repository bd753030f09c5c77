"""Answer one turn of the caller's leg: load, decide, speak, record."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from ivr.domain.call import Call
from ivr.domain.callflow.hunt import chain, ring_next
from ivr.domain.callflow.next_step import next_step
from ivr.domain.events import CallerEvent, describe
from ivr.domain.hotline import Hotline
from ivr.domain.instructions import CallerInstruction, Goodbye, ReturnTo, Search, Step
from ivr.store.engine import Busy, Connection
from ivr.store.turns import add_turn, find_answer
from ivr.workflows.load_board import load_board_at
from ivr.workflows.office import Office
from ivr.workflows.record_call import record_call
from ivr.workflows.take_in_call import take_in_call

MOST_DECISIONS = 8  # each new one means that another node took a telephone in between

SpeakToCaller = Callable[[CallerInstruction, Hotline, Call], str]
"""Puts an instruction into the network's words; `call.turn` is the turn it must ask next."""


@dataclass(frozen=True)
class CallerTurn:
    """One request of the caller's leg. `turn` says which of our answers it continues."""

    call_sid: str
    from_number: str | None
    to_number: str
    turn: int
    event: CallerEvent


def handle_call_event(office: Office, asked: CallerTurn, *, now: datetime, speak: SpeakToCaller) -> str:
    """The document for this turn. Asked again, the same document, and nothing happens twice.

    One transaction: the call, its attempts and the answered turn are on record, or nothing is. Raises Busy
    when the database cannot be had in time.
    """
    with office.database.writing() as connection:
        call = take_in_call(
            connection,
            office,
            sid=asked.call_sid,
            from_number=asked.from_number,
            to_number=asked.to_number,
            arrived_at=now,
            turn=asked.turn,
        )
        hotline = office.hotline_of(call)
        if asked.turn != call.turn:
            return _answer_again(connection, call, asked, hotline=hotline, now=now, speak=speak)
        step = _decide(connection, office, call, asked.event, now=now)
        answer = speak(step.instruction, hotline, step.call)
        _write_down(connection, call, asked, now=now, answer=answer)
        return answer


def _decide(connection: Connection, office: Office, call: Call, event: CallerEvent, *, now: datetime) -> Step:
    """The next step, saved. When another node takes the telephone first, decide again with a fresh board."""
    hotline = office.hotline_of(call)
    for _ in range(MOST_DECISIONS):
        step = next_step(call, event, hotline=hotline, now=now)
        if isinstance(step, Search):  # most steps need no officer, so they do not load the board
            units = [unit.key for unit in chain(step.unit, hotline)]
            board = load_board_at(connection, hotline, now=now, units=units)
            step = ring_next(step, hotline=hotline, board=board, now=now)
        after = replace(step.call, turn=call.turn + 1)
        if record_call(connection, office, call, after, now=now):
            return replace(step, call=after)
    raise Busy("every telephone that was free was taken by another call")


def _answer_again(
    connection: Connection, call: Call, asked: CallerTurn, *, hotline: Hotline, now: datetime, speak: SpeakToCaller
) -> str:
    """A turn that is not the one awaited: doubled, overtaken, or from a past this database does not know."""
    earlier = find_answer(connection, call.sid, asked.turn)
    if earlier:
        return earlier
    instruction = ReturnTo(call.turn) if call.is_running else Goodbye()
    answer = speak(instruction, hotline, call)
    if earlier is None and asked.turn < call.turn:
        _write_down(connection, call, asked, now=now, answer=answer)
    return answer


def _write_down(connection: Connection, call: Call, asked: CallerTurn, *, now: datetime, answer: str) -> None:
    assert call.id is not None
    kind, detail = describe(asked.event)
    add_turn(
        connection, call_id=call.id, leg_sid=call.sid, turn=asked.turn, at=now, event=kind, detail=detail, answer=answer
    )
