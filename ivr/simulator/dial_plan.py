"""Reads a <Dial> and its nouns into a plan: whom to ring, how long, and what to report.

Sources: Twilio docs, TwiML <Dial>, <Number>, <Sip>; error pages 13210-13224.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ivr.simulator.call import Leg, StatusWatch
from ivr.simulator.findings import TwimlFailure
from ivr.simulator.scene import Stage
from ivr.simulator.twiml_parser import Node
from ivr.simulator.values import MAX_CALL_SECONDS, Method, Values

MOST_NOUNS = 10
#: Twilio lets it ring about this much longer than `timeout` says.
EXTRA_RING_SECONDS = 5
E164 = re.compile(r"\+[1-9]\d{7,14}")
SIP_URI = re.compile(r"sips?:[^@\s]+@[^@\s]+")
EVENTS = frozenset({"initiated", "ringing", "answered", "completed"})
RECORD = (
    "do-not-record",
    "record-from-answer",
    "record-from-ringing",
    "record-from-answer-dual",
    "record-from-ringing-dual",
    "true",
    "false",
)


@dataclass(frozen=True, slots=True)
class Noun:
    """One telephone to ring: number or SIP address, whisper, digits to send, where to report."""

    target: str
    is_sip: bool = False
    whisper_url: str | None = None
    whisper_method: Method = "POST"
    send_digits: str = ""
    byoc: str = ""
    watch: StatusWatch | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A <Dial> ready to be carried out; `queue` instead of `nouns` takes a waiting caller."""

    action: str | None
    method: Method
    nouns: tuple[Noun, ...]
    queue: Node | None
    caller_id: str
    is_sequential: bool
    ring_seconds: int
    limit_seconds: int
    hangs_up_on_star: bool


def read_plan(stage: Stage) -> Plan:
    """Return the plan; wrong attribute values are complained of and defaulted."""
    values = stage.values
    values.choice("record", RECORD, default="do-not-record", code=13217)
    values.claim("answerOnBridge", default=False)
    nodes = [child for child in stage.verb if child.tag in ("Number", "Sip")]
    if len(nodes) > MOST_NOUNS:
        stage.complain(13215, f"{len(nodes)} numbers in one <Dial>, at most {MOST_NOUNS}")
    for other in stage.verb:
        if other.tag not in ("Number", "Sip", "Queue"):
            stage.complain(13215, f"<{other.tag}> cannot be dialled in this virtual network")
    nouns = tuple(_read_noun(stage.values_of(node)) for node in nodes[:MOST_NOUNS])
    if not stage.verb.children and stage.verb.text.strip():
        nouns = (Noun(stage.verb.text.strip()),)
    return Plan(
        action=values.url("action") or None,
        method=values.method(code=13210),
        nouns=nouns,
        queue=next((child for child in stage.verb if child.tag == "Queue"), None),
        caller_id=stage.verb.get("callerId") or "",
        is_sequential=values.claim("sequential", default=False, code=13218),
        ring_seconds=values.number("timeout", default=30, low=5, high=600, code=13212) + EXTRA_RING_SECONDS,
        limit_seconds=values.number("timeLimit", default=MAX_CALL_SECONDS, low=1, high=MAX_CALL_SECONDS, code=13216),
        hangs_up_on_star=values.claim("hangupOnStar", default=False, code=13213),
    )


def _read_noun(values: Values) -> Noun:
    node = values.node
    return Noun(
        target=node.text.strip(),
        is_sip=node.tag == "Sip",
        whisper_url=values.url("url") or None,
        whisper_method=values.method(code=13221),
        send_digits=values.keys("sendDigits", default="", allowed="0123456789#*wW", most=32, code=13222),
        byoc=node.get("byoc") or "",
        watch=_read_watch(values),
    )


def _read_watch(values: Values) -> StatusWatch | None:
    method = values.method("statusCallbackMethod", code=12200)
    events = frozenset((values.node.get("statusCallbackEvent") or "completed").split())
    for unknown in sorted(events - EVENTS):
        values.complain(12200, f"<{values.node.tag} statusCallbackEvent>: there is no event {unknown!r}")
    url = values.url("statusCallback")
    return StatusWatch(url, method, events & EVENTS) if url else None


def check_target(noun: Noun, *, url: str) -> None:
    """Raise TwimlFailure when this can never be dialled."""
    if noun.is_sip:
        if not SIP_URI.fullmatch(noun.target):
            raise TwimlFailure(13243, f"{noun.target!r} is not a SIP address", url=url)
    elif not noun.target.startswith("+"):
        raise TwimlFailure(13223, f"{noun.target!r} is not in E.164 form", url=url)
    elif not E164.fullmatch(noun.target):
        raise TwimlFailure(13224, f"{noun.target!r} is not a number that can be called", url=url)


def caller_id_for(leg: Leg, plan: Plan, *, url: str) -> str:
    """Return what the callee sees; raises TwimlFailure 13214 when the caller ID may not be used.

    Allowed are the From and To of the call and the numbers owned or verified; for calls that came by
    SIP or from a client only the latter.
    """
    network = leg.network
    wanted = plan.caller_id or leg.caller
    own = {*network.numbers, *network.verified_numbers}
    from_telephone = not leg.caller.startswith(("sip:", "client:"))
    if wanted in own or (from_telephone and wanted in (leg.caller, leg.number)):
        return wanted
    raise TwimlFailure(13214, f"caller ID {wanted!r} is neither of this call nor owned nor verified", url=url)
