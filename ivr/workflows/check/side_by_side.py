"""Looks at several things at once, and never waits for any of them without an end."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread

from config.command_line import command
from ivr.workflows.check.findings import Finding

TELL_EVERY_SECONDS = 2.0

Waiting = Callable[[Sequence[str], float], None]
"""Told now and then: the names of the looks that are still under way, and how many seconds it took so far."""


@dataclass(frozen=True)
class Look:
    """Something to look at; `findings` may take its time, and may fail."""

    name: str
    findings: Callable[[], Iterable[Finding]]


def look_at_all(looks: Sequence[Look], *, seconds: float, waiting: Waiting) -> list[Finding]:
    """What all looks found within so many seconds; one that failed or is not done is a finding of its own.

    The threads are daemons: what hangs ends with the process.
    """
    done: SimpleQueue[tuple[Look, list[Finding]]] = SimpleQueue()
    began_at = time.monotonic()
    open_looks = dict.fromkeys(looks)
    for look in looks:
        Thread(target=lambda look=look: done.put((look, _found(look))), name=f"check {look.name}", daemon=True).start()
    found: list[Finding] = []
    while open_looks and (left := began_at + seconds - time.monotonic()) > 0:
        try:
            look, of_look = done.get(timeout=min(left, TELL_EVERY_SECONDS))
        except Empty:
            waiting([look.name for look in open_looks], time.monotonic() - began_at)
            continue
        del open_looks[look]
        found += of_look
    for look in open_looks:
        text = f"Pemeriksaan {look.name} tidak selesai dalam {seconds:.0f} detik"
        found.append(Finding("X02", text, f"Periksa sambungan jaringannya, lalu jalankan {command('check')} lagi"))
    return found


def _found(look: Look) -> list[Finding]:
    try:
        return list(look.findings())
    except Exception as fault:  # a look that breaks must not hide what the others see
        text = f"Pemeriksaan {look.name} gagal: {type(fault).__name__}: {fault}"
        return [Finding("X01", text, "Laporkan kepada pemelihara Piket beserta keluaran ini")]
