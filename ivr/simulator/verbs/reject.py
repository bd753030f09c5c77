"""<Reject>: an inbound call is refused without being answered.

Source: Twilio docs, TwiML <Reject>. The status that Twilio reports for a rejected call is not documented;
"busy" and "no-answer" are what comparable carriers report.
"""

from __future__ import annotations

from ivr.simulator.call import Direction, LegGone, Status
from ivr.simulator.scene import Stage
from ivr.simulator.signals import Steps


def reject(stage: Stage) -> Steps[None]:
    """Refuse the call as busy or as rejected; on an answered call it just ends it."""
    yield from ()
    reason = stage.values.choice("reason", ("rejected", "busy"), default="rejected", code=13810)
    leg = stage.leg
    if leg.is_answered or leg.direction is not Direction.INBOUND:
        stage.complain(12200, "<Reject> on a call that is already answered")
        leg.end(by="service")
    else:
        leg.end(by="service", status=Status.BUSY if reason == "busy" else Status.NO_ANSWER)
    raise LegGone
