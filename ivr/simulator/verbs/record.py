"""Not yet."""

from __future__ import annotations

from ivr.simulator.documents import Source
from ivr.simulator.scene import Stage
from ivr.simulator.signals import Steps


def record(stage: Stage) -> Steps[Source | None]:
    yield from ()
    raise NotImplementedError
