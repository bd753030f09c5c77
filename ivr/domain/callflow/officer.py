"""The officer's leg before the talk: the whisper says unit and caller, and key 1 accepts the call."""

from dataclasses import replace
from datetime import datetime

from ivr.domain.call import Attempt, Call, Outcome
from ivr.domain.callflow.attempts import accept
from ivr.domain.events import KeyPressed, OfficerEvent, PickedUp, Silence
from ivr.domain.hotline import Hotline
from ivr.domain.instructions import AskOfficer, Connect, LetGo, OfficerInstruction, OfficerStep
from ivr.domain.phone import spoken
from ivr.domain.speech import Sentence, say

ACCEPT = "1"
DECLINE = "2"
MOST_ASKED = 2  # a slip of the finger is asked once more


def officer_step(
    call: Call, turn: int, event: OfficerEvent, *, leg_turn: int, hotline: Hotline, now: datetime
) -> OfficerStep:
    """The call after an event on the leg of the attempt that `turn` waits for, and what that leg is told.

    Only key 1 accepts, so that a personal voicemail never swallows a citizen (product: How a call must go, 4);
    where the hotline switched that off, picking up does.
    """
    attempt = call.attempt(turn)
    if attempt is not None and attempt.is_accepted and attempt.is_open and call.is_running:
        return OfficerStep(call, Connect())
    if attempt is None or attempt.outcome is not None or not attempt.is_open or not call.is_running:
        return OfficerStep(call, LetGo((say("officer.caller_gone"),)))
    match event:
        case PickedUp():
            attempt = replace(attempt, ring_ended_at=attempt.ring_ended_at or now)
            if not hotline.ring.press_1:
                return _step(call, accept(attempt, at=now), Connect((_whisper(call, attempt, hotline),)))
            return _step(call, attempt, _ask(call, attempt, hotline))
        case KeyPressed(key) if key == ACCEPT:
            return _step(call, accept(attempt, at=now), Connect())
        case KeyPressed(key) if key == DECLINE:
            return _step(call, replace(attempt, outcome=Outcome.DECLINED), LetGo((say("officer.declined"),)))
        case KeyPressed() if leg_turn < MOST_ASKED:
            return OfficerStep(call, _ask(call, attempt, hotline))
        case KeyPressed() | Silence():
            return _step(call, replace(attempt, outcome=Outcome.NO_ANSWER), LetGo((say("officer.passed_on"),)))


def _step(call: Call, attempt: Attempt, instruction: OfficerInstruction) -> OfficerStep:
    return OfficerStep(call.with_attempt(attempt), instruction)


def _ask(call: Call, attempt: Attempt, hotline: Hotline) -> AskOfficer:
    return AskOfficer((_whisper(call, attempt, hotline), say("officer.press_1")), hotline.ring.key_seconds)


def _whisper(call: Call, attempt: Attempt, hotline: Hotline) -> Sentence:
    unit = hotline.units[attempt.unit].name if attempt.unit in hotline.units else attempt.unit
    if call.from_number is None:
        return say("officer.whisper_withheld", hotline=hotline.name, unit=unit)
    return say("officer.whisper", hotline=hotline.name, unit=unit, number=spoken(call.from_number))
