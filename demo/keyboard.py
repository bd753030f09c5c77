"""The keys of a terminal one by one, or of a pipe; the terminal is given back as it was."""

import os
import select
import sys
import termios
import tty
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

ENTER, ESCAPE, TAB, BACKSPACE = "\n", "\x1b", "\t", "\x7f"
END = ""  # the pipe is at its end, or Ctrl+D


class Keyboard:
    """Reads keys without waiting for a whole line."""

    def __init__(self, stream: IO[str]) -> None:
        self._fd = stream.fileno()
        self._is_over = False

    def keys(self, *, within_seconds: float) -> Iterator[str]:
        """The keys typed by now, after waiting so long for the first; END once when there will be no more."""
        if self._is_over or not select.select([self._fd], [], [], within_seconds)[0]:
            return
        typed = os.read(self._fd, 256).decode(errors="ignore")
        if not typed or "\x04" in typed:
            self._is_over = True
        if typed.startswith(ESCAPE) and len(typed) > 1:
            return  # an arrow or a function key
        yield from typed.replace("\r", ENTER).replace("\b", BACKSPACE).replace("\x04", "")
        if self._is_over:
            yield END


@contextmanager
def keyboard() -> Iterator[Keyboard]:
    """The keyboard while the block lasts; Ctrl+C still interrupts."""
    stream = sys.stdin
    if not stream.isatty():
        yield Keyboard(stream)
        return
    before = termios.tcgetattr(stream)
    try:
        tty.setcbreak(stream)
        yield Keyboard(stream)
    finally:
        termios.tcsetattr(stream, termios.TCSADRAIN, before)
