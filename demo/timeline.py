"""The lines of all calls, numbered, so that a page can ask for what it has not seen yet."""

from collections import deque
from threading import Lock
from typing import Any
from zoneinfo import ZoneInfo

from demo.narration import Narrator
from ivr.domain.local_time import to_local
from ivr.simulator import Event

#: A long afternoon of calls; a page that was away longer than this has missed something.
MOST_LINES = 3000


class Timeline:
    """An observer of the network that keeps what it was told."""

    def __init__(self, narrator: Narrator, zone: ZoneInfo) -> None:
        self._narrator = narrator
        self._zone = zone
        self._lines: deque[dict[str, Any]] = deque(maxlen=MOST_LINES)
        self._lock = Lock()
        self.last = 0

    def __call__(self, event: Event) -> None:
        told = self._narrator.tell(event)
        if told is None:
            return
        with self._lock:
            self.last += 1
            self._lines.append(
                {
                    "n": self.last,
                    "call": event.call,
                    "time": f"{to_local(event.at, self._zone):%H.%M.%S}",
                    "who": told.who,
                    "what": told.what,
                    "tone": told.tone,
                }
            )

    def after(self, number: int) -> list[dict[str, Any]]:
        """The lines later than this one, oldest first."""
        with self._lock:
            return [line for line in self._lines if line["n"] > number]
