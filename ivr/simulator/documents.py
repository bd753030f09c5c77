"""Fetches the TwiML that a leg is to run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ivr.simulator.call import Leg
from ivr.simulator.exchange import Purpose
from ivr.simulator.signals import Steps
from ivr.simulator.twiml_parser import Document, Node, parse_twiml, read_answer
from ivr.simulator.twiml_rules import vetted
from ivr.simulator.values import Method

#: What a caller hears when no document can be had; Twilio's own recording, in English.
ERROR_PROMPT = "We're sorry, an application error has occurred. Goodbye."


@dataclass(frozen=True, slots=True)
class Source:
    """Where the next document comes from: a request with extra parameters, or TwiML at hand."""

    url: str = ""
    method: Method = "POST"
    params: Mapping[str, str] = field(default_factory=dict)
    document: Document | None = None
    twiml: str | None = None
    is_fallback: bool = False
    after_seconds: float = 0.0


ERROR_SOURCE = Source(document=Document((Node("Say", text=ERROR_PROMPT),), ""), is_fallback=True)


def fetch(leg: Leg, source: Source) -> Steps[Document]:
    """Return the document, without what Twilio would ignore; raises TwimlFailure."""

    def complain(code: int, text: str) -> None:
        leg.network.debugger.warn(leg, code, text, url=source.url)

    if source.after_seconds:
        yield leg.network.loop.timer(source.after_seconds)
    if source.document is not None:
        return vetted(source.document, complain)
    if source.twiml is not None:
        return vetted(parse_twiml(source.twiml.encode(), url=""), complain)
    answer = yield from leg.network.door.ask(
        leg, source.url, method=source.method, extra=source.params, purpose=Purpose.TWIML
    )
    return vetted(read_answer(answer, url=answer.url or source.url), complain)
