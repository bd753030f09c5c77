"""Things a process can wait for: a signal, a timer, the first of several."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any, TypeAlias, TypeVar

T = TypeVar("T")

#: A process in the making: it yields the signals it waits for and returns a T.
Steps: TypeAlias = Generator["Signal", Any, T]


class Signal:
    """Something that happens once, with a value."""

    def __init__(self) -> None:
        self.fired = False
        self.value: Any = None
        self._waiters: list[Callable[[Any], None]] = []

    def fire(self, value: Any = None) -> None:
        """Happen now; a second time changes nothing."""
        if self.fired:
            return
        self.fired, self.value = True, value
        waiters, self._waiters = self._waiters, []
        for waiter in waiters:
            waiter(value)

    def then(self, waiter: Callable[[Any], None]) -> None:
        """Call `waiter` with the value when this happens, at once if it already has."""
        if self.fired:
            waiter(self.value)
        else:
            self._waiters.append(waiter)

    def forget(self, waiter: Callable[[Any], None]) -> None:
        """Undo `then`."""
        if waiter in self._waiters:
            self._waiters.remove(waiter)

    def abandon(self) -> None:
        """Be told that the process waiting for this no longer does."""


class Timer(Signal):
    """A signal that the loop fires at a set time, unless abandoned before."""

    def __init__(self) -> None:
        super().__init__()
        self.cancelled = False

    def abandon(self) -> None:
        self.cancelled = True


class FirstOf(Signal):
    """Fires with the first of several signals that fires; timers that lost are cancelled."""

    def __init__(self, *signals: Signal) -> None:
        super().__init__()
        self._watched = [(signal, self._waiter_for(signal)) for signal in signals]
        for signal, waiter in self._watched:
            if not self.fired:
                signal.then(waiter)
        if self.fired:
            self._let_go()

    def _waiter_for(self, signal: Signal) -> Callable[[Any], None]:
        def happened(_: Any) -> None:
            if not self.fired:
                self._let_go(winner=signal)
                self.fire(signal)

        return happened

    def _let_go(self, *, winner: Signal | None = None) -> None:
        for signal, waiter in getattr(self, "_watched", []):
            if signal is not winner:
                signal.forget(waiter)
                if isinstance(signal, Timer) and not signal.fired:
                    signal.abandon()

    def abandon(self) -> None:
        self._let_go()
