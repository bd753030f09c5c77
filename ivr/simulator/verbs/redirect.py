"""<Redirect>: go on with another document.

Source: Twilio docs, TwiML <Redirect>.
"""

from __future__ import annotations

from ivr.simulator.documents import Source
from ivr.simulator.scene import Stage
from ivr.simulator.signals import Steps

#: What a round trip to the service costs, so that a loop of redirects cannot stop time.
ROUND_TRIP_SECONDS = 0.1


def redirect(stage: Stage) -> Steps[Source]:
    """Return the document that the text names; an empty text is this document again."""
    method = stage.values.method(code=13710)
    url = stage.values.absolute(stage.verb.text.strip())
    yield stage.leg.network.loop.timer(ROUND_TRIP_SECONDS)
    return Source(url, method)
