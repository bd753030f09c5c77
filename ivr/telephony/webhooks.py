"""The webhooks: three lines a route, one guard before them all."""

from collections.abc import Callable

import structlog
from flask import Blueprint, Response, abort, request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

from ivr.domain.events import CallerEvent, OfficerEvent
from ivr.telephony import inbound
from ivr.telephony.apologies import Apologies, Apology
from ivr.telephony.signature import Guard
from ivr.telephony.twiml import NOTHING, Speaker
from ivr.workflows.handle_call_event import handle_call_event
from ivr.workflows.handle_officer_event import OfficerTurn, handle_officer_event
from ivr.workflows.handle_test_call import handle_test_call, record_test_report
from ivr.workflows.office import Office
from ivr.workflows.record_reports import record_call_report, record_leg_report

FORM = "application/x-www-form-urlencoded"
LARGEST_FORM = 64 * 1024

log = structlog.get_logger()


def make_webhooks(office: Office) -> Blueprint:
    """The blueprint of everything Twilio asks for; every route of it is guarded."""
    hooks = Blueprint("telephony", __name__)
    settings = office.settings
    guard = Guard(settings.public_url, (settings.twilio_auth_token, settings.twilio_auth_token_next))
    speaker = Speaker(settings.public_url)
    apologies = Apologies(office, speaker)

    @hooks.before_request
    def verify() -> None:
        content = _read_content()
        if content is None or not guard.admits(request.environ, content, request.headers):
            log.warning("webhook refused", path=request.path, reason="signature or size")
            abort(403)

    @hooks.errorhandler(Exception)
    def apologise(fault: Exception) -> Response:
        if isinstance(fault, HTTPException):
            return Response(status=fault.code)
        return sorry(apologies.for_request(request, fault))

    def sorry(apology: Apology) -> Response:
        answer = twiml(apology.document)
        answer.call_on_close(lambda: apologies.note(apology))
        return answer

    def caller(turn: int, read: Callable[[inbound.Form], CallerEvent]) -> Response:
        asked = inbound.caller_turn(request.form, inbound.turn_number(turn), read(request.form))
        return twiml(handle_call_event(office, asked, now=office.clock(), speak=speaker.to_caller))

    def officer(call: str, attempt: int, turn: int, read: Callable[[inbound.Form], OfficerEvent]) -> Response:
        leg = inbound.call_sid(request.form)
        asked = OfficerTurn(call, attempt, leg, inbound.turn_number(turn), read(request.form))
        return twiml(handle_officer_event(office, asked, now=office.clock(), speak=speaker.to_officer))

    @hooks.post("/voice")
    @hooks.post("/voice/")
    def ring() -> Response:
        return caller(0, inbound.arrived)

    @hooks.post("/voice/key/<int:turn>")
    def key(turn: int) -> Response:
        return caller(turn, inbound.key_or_silence)

    @hooks.post("/voice/silence/<int:turn>")
    def silence(turn: int) -> Response:
        return caller(turn, inbound.silence)

    @hooks.post("/voice/dial/<int:turn>")
    def dial(turn: int) -> Response:
        return caller(turn, inbound.dial_ended)

    @hooks.post("/voice/resume/<int:turn>")
    def resume(turn: int) -> Response:
        return caller(turn, inbound.resumed)

    @hooks.post("/voice/officer/<call>/<int:attempt>/0")
    def whisper(call: str, attempt: int) -> Response:
        return officer(call, attempt, 0, inbound.picked_up)

    @hooks.post("/voice/officer/<call>/<int:attempt>/<int:turn>")
    def officer_key(call: str, attempt: int, turn: int) -> Response:
        return officer(call, attempt, turn, inbound.key_or_silence)

    @hooks.post("/voice/officer/<call>/<int:attempt>/<int:turn>/silence")
    def officer_silence(call: str, attempt: int, turn: int) -> Response:
        return officer(call, attempt, turn, inbound.silence)

    @hooks.post("/voice/leg/<call>/<int:attempt>")
    def leg(call: str, attempt: int) -> Response:
        report = inbound.leg_report(request.form)
        if report is not None:
            record_leg_report(office, call, attempt, report, now=office.clock())
        return twiml(NOTHING)

    def tested(test: int, read: Callable[[inbound.Form], OfficerEvent]) -> Response:
        leg, event = inbound.call_sid(request.form), read(request.form)
        return twiml(handle_test_call(office, test, leg, event, now=office.clock(), speak=speaker.to_tested))

    @hooks.post("/voice/test/<int:test>")
    def test_call(test: int) -> Response:
        return tested(inbound.record_id(test), inbound.picked_up)

    @hooks.post("/voice/test/<int:test>/key")
    def test_call_key(test: int) -> Response:
        return tested(inbound.record_id(test), inbound.key_or_silence)

    @hooks.post("/voice/test/<int:test>/status")
    def test_call_status(test: int) -> Response:
        report = inbound.leg_report(request.form)
        if report is not None:
            record_test_report(office, inbound.record_id(test), report)
        return twiml(NOTHING)

    @hooks.post("/voice/status")
    def status() -> Response:
        report = inbound.leg_report(request.form)
        if report is not None and not inbound.is_child(request.form):
            end = inbound.call_report(request.form, report)
            record_call_report(office, end, now=office.clock())
        return twiml(NOTHING)

    @hooks.post("/voice/fallback")
    def fallback() -> Response:
        return sorry(apologies.without_database(request))

    @hooks.post("/voice/<path:lost>")
    def elsewhere(lost: str) -> Response:
        log.warning("webhook for no known place", path=lost)
        return sorry(apologies.without_database(request))

    return hooks


def twiml(document: str) -> Response:
    """A TwiML answer."""
    return Response(document, content_type="text/xml; charset=utf-8")


def _read_content() -> MultiDict[str, str] | bytes | None:
    """The form, or the body of a request that brings none; None for what cannot be read within the limit."""
    request.max_content_length = LARGEST_FORM
    try:
        return request.form if request.mimetype == FORM else request.get_data()
    except HTTPException:
        return None
