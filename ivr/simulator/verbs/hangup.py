"""<Hangup>: the leg ends.

Source: Twilio docs, TwiML <Hangup>.
"""

from __future__ import annotations

from ivr.simulator.call import LegGone
from ivr.simulator.scene import Stage
from ivr.simulator.signals import Steps


def hangup(stage: Stage) -> Steps[None]:
    """End the leg at once."""
    yield from ()
    stage.leg.end(by="service")
    raise LegGone
