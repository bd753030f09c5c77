"""A server under test: granian with one of the two applications, started, metered, and stopped by its pid."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.meter import family, resident_bytes
from bench.settings import child_environ

ROOT = Path(__file__).parents[1]
LONGEST_START = 30.0


@dataclass(frozen=True)
class Serving:
    """How both are served."""

    processes: int
    threads: int


@dataclass(frozen=True)
class Served:
    """A running server. `started_seconds`: from its start to its first answer."""

    name: str
    port: int
    pids: tuple[int, ...]
    started_seconds: float

    @property
    def url(self) -> str:
        """The public URL, which signatures are checked against."""
        return f"http://127.0.0.1:{self.port}"

    def resident_megabytes(self) -> float:
        """Memory of all its processes."""
        return sum(resident_bytes(pid) for pid in self.pids) / 1024**2


@contextmanager
def served(name: str, application: str, environ: Mapping[str, str], serving: Serving, log: Path) -> Iterator[Served]:
    """The server of `application` ("module:factory") on a free port of 127.0.0.1, while the block runs.

    Raises RuntimeError with the end of its log when it does not start.
    """
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--factory", "--no-access-log"]
    command += ["--log-level", "warning", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", str(serving.processes), "--blocking-threads", str(serving.threads), application]
    own = {"PUBLIC_URL": f"http://127.0.0.1:{port}"} | dict(environ)
    began = time.perf_counter()
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=child_environ(own), stdout=output, stderr=output)
    try:
        while not _answers(port):
            if process.poll() is not None or time.perf_counter() - began > LONGEST_START:
                raise RuntimeError(f"{name} did not start:\n{log.read_text(errors='replace')[-4000:]}")
            time.sleep(0.01)
        seconds = time.perf_counter() - began
        _await_processes(process.pid, serving.processes)
        yield Served(name, port, tuple(family(process.pid)), seconds)
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
            connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            return connection.recv(15).startswith(b"HTTP/1.1 200")
    except OSError:
        return False


def _await_processes(pid: int, processes: int) -> None:
    """The first process answers before the last one exists."""
    deadline = time.perf_counter() + 5
    while len(family(pid)) < processes + 1 and time.perf_counter() < deadline:
        time.sleep(0.01)
