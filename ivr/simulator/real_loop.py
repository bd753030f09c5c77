"""The loop of a demonstration: a background thread that waits for real."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

from ivr.simulator.clock import RealClock
from ivr.simulator.loop import Loop
from ivr.simulator.signals import Signal

log = logging.getLogger(__name__)

#: More calls at once than this wait for their webhook answers in line.
WORKERS = 32


class RealLoop(Loop):
    """A loop in its own thread; requests run in a pool so that one slow answer holds up no other call."""

    def __init__(self, clock: RealClock) -> None:
        super().__init__()
        self._clock = clock
        self._changed = threading.Condition(self.lock)
        self._stopped = False
        self._pool = ThreadPoolExecutor(max_workers=WORKERS, thread_name_prefix="virtual-twilio-http")
        self._thread = threading.Thread(target=self._run, name="virtual-twilio", daemon=True)
        self._thread.start()

    def now(self) -> datetime:
        return self._clock.now()

    def work(self, job: Callable[[], Any]) -> Signal:
        done = Signal()

        def do() -> None:
            result = job()
            with self.lock:
                self.soon(lambda: done.fire(result))

        if not self._stopped:
            self._pool.submit(do)
        return done

    def drive(self, until: Callable[[], bool], *, within_seconds: float) -> bool:
        limit = self.now() + timedelta(seconds=within_seconds)
        with self._changed:
            while not until():
                left = (limit - self.now()).total_seconds()
                if left <= 0 or self._stopped:
                    return False
                self._changed.wait(self._clock.really(left))
            return True

    def pass_time(self, seconds: float) -> None:
        self.drive(lambda: False, within_seconds=seconds)

    def move_to(self, when: datetime) -> None:
        """Set the clock; what is waited for keeps its distance."""
        with self._changed:
            self._shift(when - self.now())
            self._clock.move_to(when)
            self._changed.notify_all()

    def stop(self) -> None:
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
        if threading.current_thread() is not self._thread:
            self._thread.join(timeout=5)
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _run(self) -> None:
        with self._changed:
            while not self._stopped:
                due = self._next_due()
                if due is not None and due <= self.now():
                    self._do(self._pop())
                    self._changed.notify_all()
                else:
                    wait = None if due is None else self._clock.really((due - self.now()).total_seconds())
                    self._changed.wait(wait)

    def _do(self, action: Callable[[], None]) -> None:
        try:
            action()
        except Exception:  # one broken call must not end the demonstration
            log.exception("the virtual network stumbled")

    def _something_changed(self) -> None:
        # Called with the lock held, except from `soon` of a stranger; taking it again is harmless.
        with self._changed:
            self._changed.notify_all()
