"""What processes cost: processor time and memory, read from outside of them."""

import subprocess
import time
from collections.abc import Iterable
from pathlib import Path

PROC = Path("/proc")


def family(pid: int) -> list[int]:
    """A process and everything it started, directly or not."""
    children: dict[int, list[int]] = {}
    for child, parent in _parents():
        children.setdefault(parent, []).append(child)
    found = [pid]
    for one in found:
        found += children.get(one, [])
    return found


def cpu_seconds(pid: int) -> float:
    """Processor time, user and system, of all threads of a process so far; 0 when it is gone.

    Linux keeps it in nanoseconds, in a clock that other processes may read (man clock_getcpuclockid). Elsewhere
    `ps` tells it in hundredths of a second.
    """
    try:
        if PROC.exists():
            return time.clock_gettime((~pid << 3) | 2)
        hours, minutes, seconds = (["0", "0", *_ps(pid, "time").replace("-", ":").split(":")])[-3:]
        return int(hours) * 3600 + int(minutes) * 60 + float(seconds)
    except (OSError, ValueError):
        return 0.0


def resident_bytes(pid: int) -> int:
    """Memory that a process holds (RSS); 0 when it is gone."""
    try:
        if not PROC.exists():
            return int(_ps(pid, "rss")) * 1024
        for line in (PROC / str(pid) / "status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) * 1024
    except (OSError, ValueError):
        pass
    return 0


class Stopwatch:
    """The processor time of some processes since it was made. Processes that come later are counted whole."""

    def __init__(self, pids: Iterable[int]) -> None:
        self._before = {pid: cpu_seconds(pid) for pid in pids}

    def seconds(self, pids: Iterable[int]) -> float:
        """What these processes used since then."""
        return sum(max(0.0, cpu_seconds(pid) - self._before.get(pid, 0.0)) for pid in pids)


def _parents() -> Iterable[tuple[int, int]]:
    if not PROC.exists():
        for line in subprocess.run(["ps", "-axo", "pid=,ppid="], capture_output=True, text=True).stdout.splitlines():
            child, parent = line.split()
            yield int(child), int(parent)
        return
    for folder in PROC.iterdir():
        if folder.name.isdigit():
            try:
                # The name, in parentheses, may hold anything, also spaces and parentheses.
                yield int(folder.name), int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, IndexError):
                continue


def _ps(pid: int, column: str) -> str:
    return subprocess.run(["ps", "-o", f"{column}=", "-p", str(pid)], capture_output=True, text=True).stdout.strip()
