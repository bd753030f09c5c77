"""The load: lanes of prepared requests, each on its own kept connection, from one thread that does little else.

Lanes run beside each other; within a lane a request follows the answer of the one before it.
"""

import heapq
import selectors
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass

from bench.webhooks import Webhook

LONGEST_WAIT = 30.0  # seconds without any answer: then the server hangs, and so would we
END_OF_HEAD = b"\r\n\r\n"

Lane = Sequence[Webhook]


class WrongAnswer(Exception):
    """A server answered something else than the script expects; the message holds the answer."""


@dataclass(frozen=True)
class Load:
    """What a load met: how long it took, and each request's latency, in seconds."""

    seconds: float
    latencies: tuple[float, ...]


def run(port: int, lanes: Sequence[Lane], *, per_second: float | None = None) -> Load:
    """Send every request of every lane to 127.0.0.1.

    Without `per_second` the next request of a lane follows at once (a closed loop). With it the lanes together keep
    that rate, and a request that had to wait for its lane counts from the moment at which it was due.
    Raises WrongAnswer, TimeoutError.
    """
    with selectors.DefaultSelector() as selector:
        runners = [_Runner(port, lane, selector) for lane in lanes if lane]
        interval = len(runners) / per_second if per_second else 0.0
        began = time.perf_counter()
        waiting = [
            (began + place * interval / len(runners), place) for place, _ in enumerate(runners)
        ]  # a heap of (due, runner) for the lanes that have nothing under way
        latencies: list[float] = []
        try:
            while waiting or selector.get_map():
                now = time.perf_counter()
                while waiting and waiting[0][0] <= now:
                    due, place = heapq.heappop(waiting)
                    runners[place].send(place, due)
                pause = max(0.0, waiting[0][0] - now) if waiting else LONGEST_WAIT
                ready = selector.select(pause)
                if not ready and not waiting:
                    raise TimeoutError(f"no answer for {LONGEST_WAIT:.0f} seconds")
                for key, _ in ready:
                    place = key.data
                    runner = runners[place]
                    if runner.receive():
                        answered = time.perf_counter()
                        latencies.append(answered - runner.counts_from)
                        if runner.has_more:
                            due = runner.due + interval if interval else answered
                            runner.is_late = due < answered and bool(interval)
                            heapq.heappush(waiting, (due, place))
        finally:
            for runner in runners:
                runner.close()
        return Load(time.perf_counter() - began, tuple(latencies))


class _Runner:
    """One lane on its way."""

    def __init__(self, port: int, lane: Lane, selector: selectors.BaseSelector) -> None:
        self._port = port
        self._socket = _connected(port)
        self._lane = lane
        self._sent = 0
        self._received = b""
        self._selector = selector
        self.due = 0.0
        self.counts_from = 0.0
        self.is_late = False

    @property
    def has_more(self) -> bool:
        return self._sent < len(self._lane)

    def send(self, place: int, due: float) -> None:
        """Send the next request; a few hundred bytes always fit into the socket's buffer."""
        self.due = due
        # That we ourselves woke up a little late is not the server's doing.
        self.counts_from = due if self.is_late else time.perf_counter()
        self._socket.sendall(self._lane[self._sent].request)
        self._sent += 1
        self._selector.register(self._socket, selectors.EVENT_READ, place)

    def receive(self) -> bool:
        """Read what came; True when the answer is complete. Raises WrongAnswer."""
        part = self._socket.recv(65536)
        self._received += part
        head, found, body = self._received.partition(END_OF_HEAD)
        if part and (not found or len(body) < _content_length(head)):
            return False
        asked = self._lane[self._sent - 1]
        if b" 200 " not in head[:13] or asked.expects not in body:
            raise WrongAnswer(f"{_first_line(asked.request)} was answered: {self._received.decode(errors='replace')}")
        self._received = b""
        self._selector.unregister(self._socket)
        if b"connection: close" in head.lower():  # servers for tests and for development do not keep it
            self.close()
            self._socket = _connected(self._port)
        return True

    def close(self) -> None:
        self._socket.close()


def _connected(port: int) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port), timeout=LONGEST_WAIT)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def _content_length(head: bytes) -> int:
    _, _, rest = head.lower().partition(b"content-length:")
    return int(rest.split(b"\r\n", 1)[0] or 0)


def _first_line(request: bytes) -> str:
    return request.split(b"\r\n", 1)[0].decode()
