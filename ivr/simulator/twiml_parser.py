"""Turns the bytes of an answer into a TwiML document, as strictly as Twilio's parser.

Source: Twilio docs, "TwiML for Programmable Voice" (response types), error pages 11750, 12100, 12102, 12300.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree

from ivr.simulator.exchange import Answer
from ivr.simulator.findings import TwimlFailure

MAX_BYTES = 64 * 1024
XML_TYPES = {"text/xml", "application/xml", "text/html"}
AUDIO_TYPES = {
    "audio/mpeg",
    "audio/wav",
    "audio/wave",
    "audio/x-wav",
    "audio/aiff",
    "audio/x-aifc",
    "audio/x-aiff",
    "audio/x-gsm",
    "audio/gsm",
    "audio/ulaw",
}


@dataclass(frozen=True, slots=True)
class Node:
    """One element: its name, attributes, text (with that of its children) and child elements."""

    tag: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    children: tuple[Node, ...] = ()
    has_loose_text: bool = False

    def get(self, name: str) -> str | None:
        return self.attributes.get(name)

    def __iter__(self) -> Iterator[Node]:
        return iter(self.children)


@dataclass(frozen=True, slots=True)
class Document:
    """The verbs to run on a leg, and the URL that relative addresses in them refer to ("" when injected)."""

    verbs: tuple[Node, ...]
    url: str
    root: Node = field(default_factory=lambda: Node("Response"))


def read_answer(answer: Answer, *, url: str) -> Document:
    """Return the document in a successful answer; raises TwimlFailure with Twilio's code."""
    if not answer.is_success:
        code = answer.error_code or 11200
        raise TwimlFailure(code, answer.error_text or f"HTTP status {answer.status}", url=url)
    if len(answer.body) > MAX_BYTES:
        raise TwimlFailure(11750, f"{len(answer.body)} bytes of TwiML, at most {MAX_BYTES}", url=url)
    kind = answer.content_type.partition(";")[0].strip().lower()
    if kind in AUDIO_TYPES:
        return Document((Node("Play", text=url),), url)
    if not answer.body.strip():
        raise TwimlFailure(11770, "empty response body", url=url)
    if kind in XML_TYPES:
        return parse_twiml(answer.body, url=url)
    if kind == "text/plain":
        return _plain_text(answer, url=url)
    raise TwimlFailure(12300, f"content type {answer.content_type!r} is neither TwiML nor audio", url=url)


def parse_twiml(body: bytes, *, url: str) -> Document:
    """Return the document in these bytes; raises TwimlFailure 12100 or 12102."""
    if body.startswith(b"\xef\xbb\xbf"):
        raise TwimlFailure(12100, "a byte order mark stands before the document", url=url)
    if body[:1].isspace() and body.lstrip().startswith(b"<?xml"):
        raise TwimlFailure(12100, "blanks before <?xml", url=url)
    try:
        root = _node(ElementTree.fromstring(body))
    except ElementTree.ParseError as problem:
        raise TwimlFailure(12100, f"document parse failure: {problem}", url=url) from problem
    if root.tag != "Response":
        raise TwimlFailure(12102, f"the root element is <{root.tag}>, not <Response>", url=url)
    return Document(root.children, url, root)


def _plain_text(answer: Answer, *, url: str) -> Document:
    try:
        return parse_twiml(answer.body, url=url)
    except TwimlFailure:
        return Document((Node("Say", text=answer.text),), url)


def _node(element: ElementTree.Element) -> Node:
    own_text = [element.text or "", *(child.tail or "" for child in element)]
    return Node(
        tag=element.tag,
        attributes=dict(element.attrib),
        text="".join(element.itertext()),
        children=tuple(_node(child) for child in element),
        has_loose_text=any(part.strip() for part in own_text),
    )
