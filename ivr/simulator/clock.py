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
    """The wall clock, optionally shifted, so that a demonstration can play on another day."""

    def __init__(self, *, offset: timedelta = timedelta(0)) -> None:
        self._offset = offset

    @classmethod
    def starting_at(cls, start: datetime) -> RealClock:
        """Return a clock that shows `start` now and runs on from there."""
        return cls(offset=_aware(start) - datetime.now(UTC))

    def now(self) -> datetime:
        return datetime.now(UTC) + self._offset


def _aware(when: datetime) -> datetime:
    if when.tzinfo is None:
        raise ValueError(f"a clock needs an aware datetime, not {when!r}")
    return when.astimezone(UTC)
