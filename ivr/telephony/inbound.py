"""Reads Twilio's form into what happened, in our words; Twilio's own words stop here."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from ivr.domain.events import (
    Arrived,
    CallerEvent,
    DialEnded,
    DialStatus,
    KeyPressed,
    LegReport,
    LegState,
    OfficerEvent,
    PickedUp,
    Resumed,
    Silence,
)
from ivr.domain.phone import caller_number, dialled_address
from ivr.workflows.handle_call_event import CallerTurn
from ivr.workflows.record_reports import CallReport

Form = Mapping[str, str]

LAST_TURN = 9999
LAST_ID = 2**31 - 1  # what a column of ids can hold

_SID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_KEY = re.compile(r"[0-9*#]")
_OVER = frozenset({"completed", "busy", "no-answer", "failed", "canceled"})
_UNNUMBERED = 1000  # callbacks of servers that send no SequenceNumber are told apart by their status


class Unreadable(Exception):
    """The form lacks what every request of Twilio has; nothing can be put on record."""


def call_sid(form: Form) -> str:
    """The sid of the leg that asks. Raises Unreadable."""
    sid = form.get("CallSid", "")
    if not _SID.fullmatch(sid):
        raise Unreadable("no usable CallSid")
    return sid


def turn_number(asked: int) -> int:
    """A turn that a call can have reached. Raises Unreadable."""
    if asked > LAST_TURN:
        raise Unreadable("no call has so many turns")
    return asked


def record_id(asked: int) -> int:
    """An id that something on record can have. Raises Unreadable."""
    if asked > LAST_ID:
        raise Unreadable("nothing on record has such an id")
    return asked


def caller_turn(form: Form, turn: int, event: CallerEvent) -> CallerTurn:
    """A request of the caller's leg. Raises Unreadable."""
    return CallerTurn(
        call_sid=call_sid(form),
        from_number=caller_number(form.get("From")),
        to_number=_dialled(form),
        turn=turn,
        event=event,
    )


def arrived(_form: Form) -> CallerEvent:
    """A call comes in (Twilio docs, TwiML Voice: request parameters)."""
    return Arrived()


def key_or_silence(form: Form) -> KeyPressed | Silence:
    """The end of a <Gather>: `Digits` is empty or missing when nothing was pressed."""
    digits = form.get("Digits", "")
    if not digits:
        return Silence()
    return KeyPressed(digits if _KEY.fullmatch(digits) else "")


def silence(_form: Form) -> Silence:
    """The <Redirect> behind a <Gather> that heard nothing."""
    return Silence()


def resumed(_form: Form) -> CallerEvent:
    """The <Redirect> that takes a call up again."""
    return Resumed()


def dial_ended(form: Form) -> CallerEvent:
    """The action of a <Dial> (Twilio docs, TwiML <Dial>). An unknown status counts as failed."""
    try:
        status = DialStatus(form.get("DialCallStatus", ""))
    except ValueError:
        status = DialStatus.FAILED
    return DialEnded(
        status=status,
        is_bridged={"true": True, "false": False}.get(form.get("DialBridged", "").lower()),
        talk_seconds=_whole(form.get("DialCallDuration")),
        caller_left=form.get("CallStatus", "") in _OVER,
        leg_sid=_sid_or_none(form.get("DialCallSid")),
    )


def picked_up(_form: Form) -> OfficerEvent:
    """The whisper document is asked for: the officer's telephone was picked up (Twilio docs, <Number> url)."""
    return PickedUp()


def leg_report(form: Form) -> LegReport | None:
    """A status callback; None when its status is no word we know. Raises Unreadable."""
    sid = call_sid(form)
    try:
        state = LegState(form.get("CallStatus", ""))
    except ValueError:
        return None
    numbered = form.get("SequenceNumber", "")
    sequence = int(numbered) if numbered.isascii() and numbered.isdigit() and len(numbered) < 7 else None
    if sequence is None:
        sequence = _UNNUMBERED + list(LegState).index(state)
    return LegReport(leg_sid=sid, sequence=sequence, state=state, at=timestamp(form.get("Timestamp")))


def is_child(form: Form) -> bool:
    """Whether the request is about a leg that another call dialled."""
    return bool(form.get("ParentCallSid"))


def call_report(form: Form, report: LegReport) -> CallReport:
    """The status callback of the caller's own call (Twilio docs, number status callback)."""
    return CallReport(
        report=report,
        from_number=caller_number(form.get("From")),
        to_number=_dialled(form),
        lasted_seconds=min(_whole(form.get("CallDuration")), 24 * 3600),
    )


def timestamp(text: str | None) -> datetime | None:
    """Twilio's RFC 2822 time as aware UTC; None for what is none."""
    try:
        at = parsedate_to_datetime(text or "")
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _dialled(form: Form) -> str:
    """What was dialled, without what neither a database nor a document can hold."""
    return "".join(letter for letter in dialled_address(form.get("To")) if letter.isprintable())


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else 0


def _sid_or_none(text: str | None) -> str | None:
    return text if text and _SID.fullmatch(text) else None
