"""Which verbs, attributes and nestings TwiML knows; everything else is a warning and is ignored.

Source: Twilio docs, the page of each TwiML verb; error page 12200.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from ivr.simulator.twiml_parser import Document, Node

Complain = Callable[[int, str], None]

SSML = frozenset(["break", "emphasis", "lang", "p", "phoneme", "prosody", "s", "say-as", "sub", "w", "amazon:effect"])
CALLBACK = "statusCallback statusCallbackMethod statusCallbackEvent "
RECORDING = "recordingStatusCallback recordingStatusCallbackMethod recordingStatusCallbackEvent "
MACHINE = (
    "machineDetection amdStatusCallback amdStatusCallbackMethod machineDetectionTimeout "
    "machineDetectionSpeechThreshold machineDetectionSpeechEndThreshold machineDetectionSilenceTimeout "
)


@dataclass(frozen=True, slots=True)
class Grammar:
    """What one element may carry: attributes, child elements, text; and the code of a wrong child."""

    attributes: frozenset[str]
    children: frozenset[str] = frozenset()
    takes_text: bool = False
    child_code: int = 12200
    child_attributes: dict[str, frozenset[str]] = field(default_factory=dict)


def _grammar(attributes: str = "", children: str = "", *, text: bool = False, child_code: int = 12200) -> Grammar:
    return Grammar(frozenset(attributes.split()), frozenset(children.split()), text, child_code)


GRAMMAR: dict[str, Grammar] = {
    "Response": _grammar("", "Say Play Pause Gather Dial Redirect Hangup Reject Record Enqueue Leave"),
    "Say": Grammar(frozenset({"voice", "loop", "language"}), SSML, takes_text=True),
    "Play": _grammar("loop digits", text=True),
    "Pause": _grammar("length"),
    "Gather": _grammar(
        "input action method timeout speechTimeout maxSpeechTime profanityFilter finishOnKey numDigits "
        "partialResultCallback partialResultCallbackMethod language hints bargeIn debug actionOnEmptyResult "
        "speechModel enhanced",
        "Say Play Pause",
        child_code=13320,
    ),
    "Dial": _grammar(
        "action method timeout hangupOnStar timeLimit callerId record trim recordingConfigurationId answerOnBridge "
        "ringTone recordingTrack sequential referUrl referMethod events passports callReason " + RECORDING,
        "Number Sip Queue Client Conference Application WhatsApp Sim",
        text=True,
        child_code=13215,
    ),
    "Number": _grammar("sendDigits url method byoc " + CALLBACK + MACHINE, text=True),
    "Sip": _grammar("username password url method codecs " + CALLBACK + MACHINE, text=True),
    "Queue": _grammar("url method reservationSid postWorkActivitySid", text=True),
    "Client": _grammar("url method " + CALLBACK, "Identity Parameter", text=True),
    "Conference": _grammar(
        "muted beep startConferenceOnEnter endConferenceOnExit waitUrl waitMethod maxParticipants record region coach "
        "trim eventCallbackUrl jitterBufferSize participantLabel recordingConfigurationId " + CALLBACK + RECORDING,
        text=True,
    ),
    "Redirect": _grammar("method", text=True),
    "Hangup": _grammar(),
    "Reject": _grammar("reason"),
    "Record": _grammar(
        "action method timeout finishOnKey maxLength playBeep trim transcribe transcribeCallback "
        "recordingConfigurationId " + RECORDING
    ),
    "Enqueue": _grammar("action maxQueueSize method waitUrl waitUrlMethod workflowSid", "Task", text=True),
    "Leave": _grammar(),
}


def vetted(document: Document, complain: Complain) -> Document:
    """Return the document without what Twilio would ignore, complaining of each such thing."""
    root = _vetted_node(replace(document.root, children=document.verbs), complain)
    _vet_reject(root, complain)
    return replace(document, verbs=root.children, root=root)


def _vetted_node(node: Node, complain: Complain) -> Node:
    grammar = GRAMMAR.get(node.tag)
    if grammar is None:  # speech markup, whose inside is the voice's own business
        return node
    for name in node.attributes:
        if name not in grammar.attributes:
            complain(12200, f"<{node.tag}> has no attribute {name!r}{_case_hint(name, grammar.attributes)}")
    if node.has_loose_text and not grammar.takes_text:
        complain(12200, f"text directly inside <{node.tag}>")
    kept = []
    for child in node:
        if child.tag in grammar.children:
            kept.append(_vetted_node(child, complain))
        else:
            hint = _case_hint(child.tag, grammar.children)
            complain(grammar.child_code, f"<{child.tag}> is not allowed in <{node.tag}>{hint}")
    attributes = {name: value for name, value in node.attributes.items() if name in grammar.attributes}
    return replace(node, attributes=attributes, children=tuple(kept))


def _vet_reject(root: Node, complain: Complain) -> None:
    if any(verb.tag == "Reject" for verb in root.children[1:]):
        complain(12200, "<Reject> only works as the first verb")


def _case_hint(name: str, known: frozenset[str]) -> str:
    right = [each for each in known if each.lower() == name.lower()]
    return f" (case matters: {right[0]})" if right else ""
