"""The verbs of TwiML, one file each: what a leg does, and which document comes next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from ivr.simulator.documents import Source
from ivr.simulator.scene import Stage
from ivr.simulator.signals import Steps
from ivr.simulator.verbs.dial import dial
from ivr.simulator.verbs.enqueue import enqueue
from ivr.simulator.verbs.gather import gather
from ivr.simulator.verbs.hangup import hangup
from ivr.simulator.verbs.leave import leave
from ivr.simulator.verbs.pause import pause
from ivr.simulator.verbs.play import play
from ivr.simulator.verbs.record import record
from ivr.simulator.verbs.redirect import redirect
from ivr.simulator.verbs.reject import reject
from ivr.simulator.verbs.say import say

#: A verb returns where the leg goes next, or None to go on with the following verb.
Verb = Callable[[Stage], Steps[Source | None]]

VERBS: Mapping[str, Verb] = MappingProxyType(
    {
        "Say": say,
        "Play": play,
        "Pause": pause,
        "Gather": gather,
        "Dial": dial,
        "Redirect": redirect,
        "Hangup": hangup,
        "Reject": reject,
        "Record": record,
        "Enqueue": enqueue,
        "Leave": leave,
    }
)
