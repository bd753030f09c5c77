"""The keys of a telephone as the network hears them: only while something listens."""

from __future__ import annotations

from collections import deque

from ivr.simulator.signals import Signal

KEYPAD = "0123456789*#"


class Keys:
    """A buffer that is open while a verb collects digits; keys pressed at other times are lost."""

    def __init__(self) -> None:
        self.is_open = False
        self._typed: deque[str] = deque()
        self._arrival = Signal()
        self._opening = Signal()

    def open(self) -> None:
        """Start to collect, with nothing typed."""
        self.is_open = True
        self._typed.clear()
        self._arrival = Signal()
        self._opening.fire()
        self._opening = Signal()

    def close(self) -> None:
        self.is_open = False

    def push(self, key: str) -> bool:
        """Take a key; returns whether anybody listens."""
        if self.is_open:
            self._typed.append(key)
            self._arrival.fire()
        return self.is_open

    def take(self) -> str | None:
        """Return the oldest key not yet taken."""
        return self._typed.popleft() if self._typed else None

    def forget_typed(self) -> None:
        self._typed.clear()

    def arrival(self) -> Signal:
        """Return a signal of the next key, already fired when one is waiting."""
        self._arrival = Signal()
        if self._typed:
            self._arrival.fire()
        return self._arrival

    def opening(self) -> Signal:
        """Return a signal of the moment when something listens, already fired when it does."""
        if self.is_open:
            now = Signal()
            now.fire()
            return now
        return self._opening
