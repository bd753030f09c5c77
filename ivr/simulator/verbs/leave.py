"""<Leave>: a caller who waits in a queue leaves it and goes on after <Enqueue>.

Source: Twilio docs, TwiML <Leave>.
"""

from __future__ import annotations

from ivr.simulator.queues import LeftQueue
from ivr.simulator.scene import Stage
from ivr.simulator.signals import Steps


def leave(stage: Stage) -> Steps[None]:
    """Step out of the queue."""
    yield from ()
    raise LeftQueue(stage.leg.sid)
