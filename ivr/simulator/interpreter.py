"""Runs TwiML on a leg from top to bottom, from document to document, until the leg ends.

Source: Twilio docs, "TwiML for Programmable Voice"; "Voice failover best practices".
"""

from __future__ import annotations

from ivr.simulator.call import Leg, Redirected, Status
from ivr.simulator.documents import ERROR_SOURCE, Source, fetch
from ivr.simulator.findings import TwimlFailure
from ivr.simulator.scene import Scene, Stage
from ivr.simulator.signals import Steps
from ivr.simulator.twiml_parser import Document
from ivr.simulator.verbs import VERBS


class Interpreter:
    """Knows the verbs; holds nothing of any call."""

    def live(self, leg: Leg, source: Source) -> Steps[None]:
        """Run documents until one runs out of verbs, then hang up; a failure goes to the fallback URL."""
        following: Source | None = source
        failed = False
        while following is not None:
            current = following
            try:
                following = yield from self.perform_from(leg, current, Scene.MAIN)
            except Redirected as order:
                following, failed = order.source, False
            except TwimlFailure as failure:
                leg.network.debugger.fail(leg, failure)
                following = self.rescue(leg, failure, current)
                failed = following is ERROR_SOURCE
        # Hanging up is something only an answered call can hear, so a document without verbs answers too.
        leg.end(by="error" if failed else "service", status=Status.COMPLETED)

    def perform_from(self, leg: Leg, source: Source, scene: Scene) -> Steps[Source | None]:
        """Fetch one document and run it; returns where to go next."""
        document = yield from fetch(leg, source)
        return (yield from self.perform(leg, document, scene))

    def perform(self, leg: Leg, document: Document, scene: Scene) -> Steps[Source | None]:
        """Run the verbs of a document; returns the next source, or None when it ran out of verbs."""
        for verb in document.verbs:
            stage = Stage(leg=leg, verb=verb, document=document, scene=scene)
            if not scene.allows(verb.tag):
                stage.refuse()
                continue
            if stage.answers_the_call():
                leg.answer()
            following = yield from VERBS[verb.tag](stage)
            if following is not None:
                return following
        return None

    def rescue(self, leg: Leg, failure: TwimlFailure, source: Source) -> Source:
        """Return what a failing document is replaced by: the fallback once, then the error prompt."""
        if leg.fallback is None or source.is_fallback:
            return ERROR_SOURCE
        return Source(
            leg.fallback.url,
            leg.fallback.method,
            {"ErrorCode": str(failure.code), "ErrorUrl": failure.url},
            is_fallback=True,
        )
