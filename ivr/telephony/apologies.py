"""What is said after a fault of ours: Indonesian, whatever broke, and the call goes on where it can."""

import re
from dataclasses import dataclass
from datetime import datetime

import structlog
from flask import Request

from ivr.domain.hotline import Hotline
from ivr.domain.instructions import AskOfficer, Connect, LetGo, OfficerInstruction
from ivr.domain.phone import dialled_address, mask
from ivr.domain.speech import say
from ivr.telephony import inbound
from ivr.telephony.inbound import Unreadable
from ivr.telephony.twiml import NOTHING, Speaker
from ivr.workflows.handle_officer_event import OfficerTurn
from ivr.workflows.note_fault import note_fault
from ivr.workflows.office import Office

log = structlog.get_logger()


@dataclass(frozen=True)
class Apology:
    """The document after a fault. `ends_call`: the call it ends, which is to be noted once it is on its way."""

    document: str
    at: datetime
    ends_call: str | None = None


class Apologies:
    """Answers requests that the verbs could not; never raises, never needs the database to speak."""

    def __init__(self, office: Office, speaker: Speaker) -> None:
        self._office = office
        self._speaker = speaker
        self._our_turn = re.compile(
            re.escape(office.settings.public_url) + r"/voice(?:/|/(?:key|silence|dial|resume)/(?P<turn>[0-9]{1,4}))?"
        )

    def for_request(self, request: Request, fault: Exception) -> Apology:
        """The answer after a fault.

        A caller is asked for a moment's patience and taken up at the same turn; after a second fault the call
        ends politely. An officer is asked for the key without the whisper, and with key 1 connected all the
        same: the network will tell that they were bridged.
        """
        form, place = request.form, request.view_args or {}
        sid, caller = form.get("CallSid", "")[:64], mask(form.get("From"))
        trace = None if isinstance(fault, Unreadable) else fault  # what others sent has no place in our code
        log.error("webhook failed", path=request.path, call_sid=sid, caller=caller, why=str(fault), exc_info=trace)
        if request.path.startswith("/voice/officer/"):
            return self._to_officer(form, place)
        if request.path.startswith("/voice/test/"):
            return Apology(self._to_tested(request), self._office.clock())
        if request.path.startswith(("/voice/leg/", "/voice/status")):
            return Apology(NOTHING, self._office.clock())  # nobody listens; what the network told is in the log
        is_worth_a_try = "fault" not in request.args and not isinstance(fault, Unreadable)
        return self._to_caller(form, resume_at=place.get("turn", 0) if is_worth_a_try else None)

    def without_database(self, request: Request) -> Apology:
        """The answer of the fallback URL: nothing is looked up, so nothing can fail.

        When a turn of ours did not get through it is tried once more (Twilio docs, voice failover: ErrorUrl is
        the URL that failed); the turn may even have been answered, and then its answer is given again.
        """
        form = request.form
        failed = form.get("ErrorUrl", "")
        log.error(
            "fallback", path=request.path, call_sid=form.get("CallSid", "")[:64], code=form.get("ErrorCode", "")[:10]
        )
        if (ours := self._our_turn.fullmatch(failed)) is not None:
            return self._to_caller(form, resume_at=int(ours["turn"] or 0))
        return self._to_caller(form, resume_at=None)

    def note(self, apology: Apology) -> None:
        """So that the record says `failed`, if the database can be had by now."""
        if apology.ends_call is None:
            return
        try:
            note_fault(self._office, apology.ends_call, at=apology.at)
        except Exception as fault:  # the answer is on its way, and nobody waits for this
            log.error("fault not noted", call_sid=apology.ends_call, exc_info=fault)

    def _to_caller(self, form: inbound.Form, *, resume_at: int | None) -> Apology:
        document = self._speaker.apology(self._hotline(form), resume_at=resume_at)
        try:
            ends_call = inbound.call_sid(form) if resume_at is None else None
        except Unreadable:
            ends_call = None
        return Apology(document, self._office.clock(), ends_call)

    def _to_officer(self, form: inbound.Form, place: dict[str, object]) -> Apology:
        hotline = self._hotline(form)
        turn = place.get("turn", 0)
        asked = OfficerTurn(str(place["call"]), int(str(place["attempt"])), "", int(str(turn)), inbound.silence(form))
        instruction: OfficerInstruction
        if form.get("Digits") == "1" or (turn == 0 and not hotline.ring.press_1):
            instruction = Connect()
        elif turn == 0:
            instruction = AskOfficer((say("officer.press_1"),), hotline.ring.key_seconds)
        else:
            instruction = LetGo((say("officer.passed_on"),))
        return Apology(self._speaker.to_officer(instruction, hotline, asked), self._office.clock())

    def _to_tested(self, request: Request) -> str:
        """A test call is nobody's call: it ends politely, and no caller's record knows of it."""
        if request.path.endswith("/status"):
            return NOTHING
        return self._speaker.apology(self._hotline(request.form))

    def _hotline(self, form: inbound.Form) -> Hotline:
        """The number dialled tells, or on an officer's leg the number shown there."""
        hotlines = self._office.hotlines
        dialled, shown = (dialled_address(form.get(name)) for name in ("To", "From"))
        return hotlines.for_number(dialled) or hotlines.for_number(shown) or hotlines.first
