"""The loop: timed events in order, carried out by a clock that jumps or by one that runs."""

from __future__ import annotations

import heapq
import itertools
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from ivr.simulator.clock import VirtualClock
from ivr.simulator.process import Process
from ivr.simulator.signals import Signal, Steps, Timer

Action = Callable[[], None]


class Loop(ABC):
    """A heap of timed actions, one at a time under one lock, so that calls need no locks of their own."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self._heap: list[tuple[datetime, int, Action, Timer | None]] = []
        self._order = itertools.count()

    @abstractmethod
    def now(self) -> datetime:
        """Return the time of the network, aware UTC."""

    @abstractmethod
    def work(self, job: Callable[[], Any]) -> Signal:
        """Do something slow outside the loop (an HTTP request); the signal fires with its result."""

    @abstractmethod
    def drive(self, until: Callable[[], bool], *, within_seconds: float) -> bool:
        """Let time pass until the condition holds; False when it does not within the limit."""

    @abstractmethod
    def pass_time(self, seconds: float) -> None:
        """Let exactly this much time pass."""

    @abstractmethod
    def stop(self) -> None:
        """End the loop; safe to repeat."""

    @contextmanager
    def entered(self) -> Iterator[None]:
        """Hold the loop still while another thread looks or acts."""
        with self.lock:
            yield
            self._something_changed()

    def soon(self, action: Action) -> None:
        """Do this next, after what is already due."""
        self._push(self.now(), action, None)

    def at(self, when: datetime, action: Action) -> Timer:
        """Do this at a time; the timer returned can be abandoned."""
        timer = Timer()
        self._push(when, action, timer)
        return timer

    def timer(self, seconds: float) -> Timer:
        """Return a signal that fires after so many seconds."""
        timer = Timer()
        self._push(self.now() + timedelta(seconds=max(0.0, seconds)), timer.fire, timer)
        return timer

    def timer_at(self, when: datetime) -> Timer:
        """Return a signal that fires at a time, at once when that is past."""
        return self.timer((when - self.now()).total_seconds())

    def spawn(self, steps: Steps[Any]) -> Process:
        """Start a process; it takes its first step when the loop comes to it."""
        return Process(steps, soon=self.soon)

    def _push(self, when: datetime, action: Action, timer: Timer | None) -> None:
        heapq.heappush(self._heap, (when, next(self._order), action, timer))
        self._something_changed()

    def _next_due(self) -> datetime | None:
        while self._heap and self._heap[0][3] is not None and self._heap[0][3].cancelled:
            heapq.heappop(self._heap)
        return self._heap[0][0] if self._heap else None

    def _shift(self, by: timedelta) -> None:
        """Put off everything alike, so that the order stays."""
        self._heap = [(when + by, *rest) for when, *rest in self._heap]  # type: ignore[misc]

    def _pop(self) -> Action:
        return heapq.heappop(self._heap)[2]

    @abstractmethod
    def _something_changed(self) -> None:
        """Wake whoever waits for a change."""


class VirtualLoop(Loop):
    """A loop that jumps to the next event and never sleeps; the test's own thread drives it."""

    def __init__(self, clock: VirtualClock) -> None:
        super().__init__()
        self._clock = clock

    def now(self) -> datetime:
        return self._clock.now()

    def work(self, job: Callable[[], Any]) -> Signal:
        done = Signal()
        self.soon(lambda: done.fire(self._unlocked(job)))
        return done

    def drive(self, until: Callable[[], bool], *, within_seconds: float) -> bool:
        with self.lock:
            limit = self.now() + timedelta(seconds=within_seconds)
            while not until():
                due = self._next_due()
                if due is None or due > limit:
                    return False
                self._step(due)
            return True

    def pass_time(self, seconds: float) -> None:
        with self.lock:
            end = self.now() + timedelta(seconds=seconds)
            while (due := self._next_due()) is not None and due <= end:
                self._step(due)
            self._clock.advance_to(end)

    def stop(self) -> None:
        self._heap.clear()

    def _something_changed(self) -> None:
        """Nobody waits: the thread that would is the one that changed it."""

    def _step(self, due: datetime) -> None:
        action = self._pop()
        self._clock.advance_to(due)
        action()

    def _unlocked(self, job: Callable[[], Any]) -> Any:
        """Time stands still during a request, but the answering side may use the REST door meanwhile."""
        self.lock.release()
        try:
            return job()
        finally:
            self.lock.acquire()
