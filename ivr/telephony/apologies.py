"""What is said after a fault of ours: Indonesian, whatever broke, and the call goes on where it can."""

import structlog
from flask import Request

from ivr.domain.hotline import Hotline
from ivr.domain.instructions import Connect, LetGo
from ivr.domain.phone import dialled_address, mask
from ivr.domain.speech import say
from ivr.telephony import inbound
from ivr.telephony.inbound import Unreadable
from ivr.telephony.twiml import Speaker
from ivr.workflows.handle_officer_event import OfficerTurn
from ivr.workflows.note_fault import note_fault
from ivr.workflows.office import Office

log = structlog.get_logger()


class Apologies:
    """Answers requests that the verbs could not; never raises, never needs the database to speak."""

    def __init__(self, office: Office, speaker: Speaker) -> None:
        self._office = office
        self._speaker = speaker

    def for_request(self, request: Request, fault: Exception) -> str:
        """The document after a fault.

        An officer who pressed 1 is connected all the same: the network will tell that they were bridged. A
        caller is asked for a moment's patience and taken up at the same turn; after a second fault the call
        ends politely and is marked failed.
        """
        form, place = request.form, request.view_args or {}
        sid, caller = form.get("CallSid", "")[:64], mask(form.get("From"))
        log.error("webhook failed", path=request.path, call_sid=sid, caller=caller, exc_info=fault)
        if "attempt" in place:
            return self._to_officer(form, place)
        if "turn" in place or request.path == "/voice":
            if "fault" not in request.args and not isinstance(fault, Unreadable):
                return self._speaker.apology(self._hotline(form), resume_at=place.get("turn", 0))
            self._note(form)
        return self._speaker.apology(self._hotline(form))

    def without_database(self, request: Request) -> str:
        """The polite end for the fallback URL: nothing is looked up, so nothing can fail."""
        code = request.form.get("ErrorCode", "")[:10]
        log.error("fallback answered", call_sid=request.form.get("CallSid", "")[:64], error_code=code)
        return self._speaker.apology(self._hotline(request.form))

    def _to_officer(self, form: inbound.Form, place: dict[str, object]) -> str:
        asked = OfficerTurn(str(place["call"]), 0, "", 0, inbound.silence(form))
        accepted = form.get("Digits") == "1"
        instruction = Connect() if accepted else LetGo((say("officer.passed_on"),))
        return self._speaker.to_officer(instruction, self._hotline(form), asked)

    def _note(self, form: inbound.Form) -> None:
        """So that the record says `failed`, if the database can be had by now."""
        try:
            note_fault(self._office, inbound.call_sid(form), now=self._office.clock())
        except Exception as fault:  # nothing may keep the caller from hearing the apology
            log.error("fault not noted", call_sid=form.get("CallSid", "")[:64], exc_info=fault)

    def _hotline(self, form: inbound.Form) -> Hotline:
        return self._office.hotlines.for_number(dialled_address(form.get("To"))) or self._office.hotlines.first
