"""<Dial><Queue>: the dialler takes the caller who has waited longest.

Source: Twilio docs, TwiML <Queue>.
"""

from __future__ import annotations

from ivr.simulator.dial_plan import Plan
from ivr.simulator.dial_report import DialReport
from ivr.simulator.scene import Stage
from ivr.simulator.signals import Steps


def take_from_queue(stage: Stage, plan: Plan, report: DialReport) -> Steps[None]:
    yield from ()
    raise NotImplementedError
