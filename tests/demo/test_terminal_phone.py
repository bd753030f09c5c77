"""The command `phone` at a pseudo-terminal: against a running demonstration, on a stage of its own, and in a pipe."""

import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest

from demo.stage import Stage
from tests.demo.api import until
from tests.demo.conftest import ROOT

PATIENCE_SECONDS = 100


class Terminal:
    """Somebody at a terminal."""

    def __init__(self, environment: dict[str, str], *arguments: str) -> None:
        self.screen, inner = pty.openpty()
        self.told = ""
        self.process = subprocess.Popen(
            [sys.executable, "app.py", "phone", *arguments],
            cwd=ROOT,
            env=environment,
            stdin=inner,
            stdout=inner,
            stderr=inner,
            start_new_session=True,
            preexec_fn=_take_terminal,
        )
        os.close(inner)

    def sees(self, words: str) -> "Terminal":
        """Wait for words that have not been read yet."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while words not in self.told:
            assert time.monotonic() < deadline, f"{words!r} was never told:\n{self.told}"
            if select.select([self.screen], [], [], 0.1)[0]:
                self.told += os.read(self.screen, 4096).decode(errors="replace")
        self.told = self.told.partition(words)[2]
        return self

    def rest(self) -> str:
        """What was told and not seen yet."""
        while select.select([self.screen], [], [], 0.1)[0]:
            try:
                self.told += os.read(self.screen, 4096).decode(errors="replace")
            except OSError:  # nobody writes here any more
                break
        return self.told

    def types(self, keys: str) -> "Terminal":
        os.write(self.screen, keys.encode())
        return self

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self.screen)


def _take_terminal() -> None:
    """Make the terminal this process's own, so that its Ctrl+C arrives."""
    import fcntl
    import termios

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


@pytest.fixture
def sit_down(command_environment: dict[str, str]) -> Iterator[Callable[..., Terminal]]:
    seats: list[Terminal] = []

    def start(*arguments: str) -> Terminal:
        seats.append(Terminal(command_environment, *arguments))
        return seats[-1]

    yield start
    for seat in seats:
        seat.close()


def test_a_call_at_the_terminal_against_a_running_demonstration(
    sit_down: Callable[..., Terminal], stage: Stage
) -> None:
    seat = sit_down("--port", stage.url.rpartition(":")[2], "--caller", "bank")
    seat.sees("Memakai peragaan yang berjalan di").sees("Bank Sejahtera menelepon Call Center PPATK, (021) 5000-1000")
    seat.types("\n").sees("Anda dengar: Selamat pagi.").types("2").sees("Telepon Dewi Anggraini berdering")
    seat.types("\n").sees("Dewi Anggraini dengar: Panggilan Call Center PPATK")
    until(lambda: stage.handsets["dewi.anggraini"].telephone.leg.keys.is_open)
    seat.types("1").sees("Anda berbicara dengan Dewi Anggraini").types("\x1b").sees("Jika masih memerlukan bagian lain")
    seat.sees("panggilan selesai").sees("Catatan lengkap ✓").sees("terjawab").types("d").sees("> Bank Sejahtera")
    seat.types("q")
    assert seat.process.wait(timeout=PATIENCE_SECONDS) == 0


def test_ctrl_c_in_the_middle_of_a_call_on_its_own_stage(sit_down: Callable[..., Terminal]) -> None:
    seat = sit_down("--port", "1024", "--at", "2026-11-23 09:00", "--speed", "8")
    seat.sees("Peragaan dimulai untuk telepon ini saja.").sees("Enter panggil").types("\n").sees("Selamat pagi.")
    seat.types("\x03")
    assert seat.process.wait(timeout=PATIENCE_SECONDS) == 0
    assert "Traceback" not in seat.rest()


def test_keys_from_a_pipe_are_pressed_and_its_end_hangs_up(command_environment: dict[str, str], stage: Stage) -> None:
    command = [sys.executable, "app.py", "phone", "--port", stage.url.rpartition(":")[2]]
    played = subprocess.run(
        command,
        cwd=ROOT,
        env=command_environment,
        input="\n3",
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
    )
    assert (played.returncode, played.stderr) == (0, "")
    line = stage.lines["joko"]
    assert line.call is not None
    assert not line.is_in_use
