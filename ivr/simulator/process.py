"""A process: a generator that the loop carries from one signal to the next."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ivr.simulator.signals import Signal, Steps


class Interruption(Exception):
    """What is thrown into a process to stop what it waits for."""


class Process:
    """A running generator; `done` fires with its result, or with None when it was interrupted."""

    def __init__(self, steps: Steps[Any], *, soon: Callable[[Callable[[], None]], None]) -> None:
        self.done = Signal()
        self._steps = steps
        self._soon = soon
        self._turn = 0
        self._awaiting: Signal | None = None
        soon(lambda: self._resume(0, None))

    def interrupt(self, reason: Interruption) -> None:
        """Throw `reason` into the generator at its next pause; nothing happens to one that is done."""
        self._soon(lambda: self._throw(reason))

    def _resume(self, turn: int, value: Any) -> None:
        if turn == self._turn and not self.done.fired:
            self._carry_on(lambda: self._steps.send(value))

    def _throw(self, reason: Interruption) -> None:
        if self.done.fired:
            return
        if self._awaiting is not None:
            self._awaiting.abandon()
        self._carry_on(lambda: self._steps.throw(reason))

    def _carry_on(self, step: Callable[[], Signal]) -> None:
        self._turn += 1
        turn = self._turn
        self._awaiting = None
        try:
            signal = step()
        except StopIteration as end:
            self.done.fire(end.value)
        except Interruption:
            self.done.fire(None)
        except BaseException:
            self.done.fire(None)
            raise
        else:
            self._awaiting = signal
            signal.then(lambda value: self._soon(lambda: self._resume(turn, value)))
