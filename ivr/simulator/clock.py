"""The two clocks that a virtual network can live by: one that jumps, one that runs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Anything that tells the time as an aware UTC datetime."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        ...


class VirtualClock:
    """A clock that stands still until the loop moves it to the next event.

    Raises ValueError when the start is a naive datetime.
    """

    def __init__(self, start: datetime) -> None:
        self._now = _aware(start)

    def now(self) -> datetime:
        return self._now

    def advance_to(self, when: datetime) -> None:
        """Move to `when`; never back, so that a late event cannot rewind a test."""
        self._now = max(self._now, _aware(when))


class RealClock:
    """The wall clock, optionally shifted, so that a demonstration can play on another day.

    `speed` lets it run so many times as fast; then waits are that much shorter, the service's too.
    """

    def __init__(self, *, offset: timedelta = timedelta(0), speed: float = 1.0) -> None:
        self._speed = speed
        self._set_at = datetime.now(UTC)
        self._showed = self._set_at + offset

    @classmethod
    def starting_at(cls, start: datetime, *, speed: float = 1.0) -> RealClock:
        """Return a clock that shows `start` now and runs on from there."""
        clock = cls(speed=speed)
        clock.move_to(start)
        return clock

    def now(self) -> datetime:
        return self._showed + (datetime.now(UTC) - self._set_at) * self._speed

    def move_to(self, when: datetime) -> None:
        """Show `when` now, forth or back; whoever waits by this clock must be told (`Network.move_clock`)."""
        self._showed, self._set_at = _aware(when), datetime.now(UTC)

    def really(self, seconds: float) -> float:
        """Return how long so many seconds of this clock last on the wall."""
        return seconds / self._speed


def _aware(when: datetime) -> datetime:
    if when.tzinfo is None:
        raise ValueError(f"a clock needs an aware datetime, not {when!r}")
    return when.astimezone(UTC)
