"""The queue of writers before one SQLite file.

SQLite lets one transaction write at a time; the others sleep in its busy handler, with growing pauses, so
the unlucky wait long. Queuing all threads on a lock and all processes on a lock file beside the database
keeps the longest wait short without giving up full durability.
"""

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Busy(Exception):
    """The database could not be had in time; the caller of the verb decides what to say."""


class WriteQueue:
    """Lets one writer of all threads and processes pass at a time."""

    def __init__(self, path: str, *, wait_seconds: float) -> None:
        """Queue on the lock file at `path` (made when missing); a writer waits at most `wait_seconds`."""
        self._path = path
        self._wait_seconds = wait_seconds
        self._threads = threading.Lock()
        self._file: int | None = None

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Hold the queue's front. Raises Busy when it is not reached in time."""
        give_up_at = time.monotonic() + self._wait_seconds
        if not self._threads.acquire(timeout=self._wait_seconds):
            raise Busy("the write queue of this process did not move in time")
        try:
            self._lock_file(give_up_at)
            try:
                yield
            finally:
                fcntl.flock(self._descriptor(), fcntl.LOCK_UN)
        finally:
            self._threads.release()

    def _lock_file(self, give_up_at: float) -> None:
        pause = 0.0002
        while True:
            try:
                fcntl.flock(self._descriptor(), fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            except BlockingIOError:
                if time.monotonic() > give_up_at:
                    raise Busy("another process holds the database's write lock") from None
                time.sleep(pause)
                pause = min(pause * 1.5, 0.002)
            except OSError as fault:
                raise Busy(f"the lock file {self._path} cannot be had: {fault.strerror}") from fault

    def _descriptor(self) -> int:
        """Opened late, so that a process made by fork does not share its parent's lock."""
        if self._file is None:
            self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        return self._file

    def close(self) -> None:
        """Close the lock file."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
