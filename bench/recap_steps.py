"""The steps of one recap, timed in a process of their own: `python -m bench.recap_steps DATABASE_URL FOLDER ROUNDS`."""

import json
import resource
import sys
import time
import tracemalloc
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from bench.recap_day import AFTERWARDS, ON, office_of
from recap.build import build
from recap.collect import collect
from recap.layout import document_of
from recap.render_csv import render_csv
from recap.render_html import render_html
from recap.render_pdf import render_pdf
from recap.render_text import render_text
from recap.render_xlsx import render_xlsx

Steps = dict[str, Callable[[], Any]]
RENDERERS: dict[str, Callable[..., str | bytes]] = {
    "text": render_text,
    "html": render_html,
    "xlsx": render_xlsx,
    "pdf": render_pdf,
    "csv": render_csv,
}


def main(url: str, folder: str, rounds: int) -> None:
    """Print, as JSON, what each step took in seconds and at most held in bytes, and what the process held."""
    office = office_of(url, Path(folder))
    hotline = office.hotlines.first
    period, lines = collect(office, hotline, ON, now=AFTERWARDS)
    built = build(hotline, period, lines, now=AFTERWARDS, twilio_count=len(lines.calls))
    document = document_of(built)
    steps: Steps = {
        "collect": lambda: collect(office, hotline, ON, now=AFTERWARDS),
        "build": lambda: build(hotline, period, lines, now=AFTERWARDS, twilio_count=None),
        "word": lambda: document_of(built),
    }
    steps |= {name: partial(render, document) for name, render in RENDERERS.items()}
    told: dict[str, Any] = {"calls": len(lines.calls), "steps": {}}
    for name, step in steps.items():
        took = [_seconds(step) for _ in range(rounds)]
        made = step()
        told["steps"][name] = {
            "seconds": median(took),
            "first_seconds": took[0],
            "size": len(made) if isinstance(made, str | bytes) else None,
        }
    told["resident_bytes"] = _most_held()  # before the tracing, which takes memory itself
    for name, step in steps.items():
        told["steps"][name]["peak_bytes"] = _peak(step)
    office.database.close()
    sys.stdout.write(json.dumps(told))


def _seconds(step: Callable[[], Any]) -> float:
    began = time.perf_counter()
    step()
    return time.perf_counter() - began


def _most_held() -> int:
    """The most memory this process held. On Linux getrusage would tell of the process that started it, too."""
    if sys.platform == "darwin":
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


def _peak(step: Callable[[], Any]) -> int:
    """The most that Python objects made by a step took at once."""
    tracemalloc.start()
    step()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
