"""The queues in which callers wait, made when first used.

Source: Twilio docs, TwiML <Enqueue>, <Queue>, <Leave>.
"""

from __future__ import annotations

from ivr.simulator.process import Interruption


class LeftQueue(Interruption):
    """The caller stops waiting; `result` is Twilio's QueueResult."""

    def __init__(self, result: str) -> None:
        super().__init__(result)
        self.result = result
