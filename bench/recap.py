"""The command `python -m bench recap`: what the recap of a busy day costs, in a database with a long past."""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from bench import history
from bench.databases import POSTGRESQL, SQLITE, databases
from bench.recap_day import fill_day, found_busy_office, office_of
from bench.served import ROOT
from bench.table import aligned
from tests.postgres_server import PostgresUnavailable

CALLS = 2_000
EARLIER_CALLS = 1_000_000
QUICK_EARLIER_CALLS = 20_000
HEADINGS = ("", "ms", "first ms", "peak MB", "size kB")

Told = Mapping[str, Any]


@click.command()
@click.option("--history", "earlier", type=click.IntRange(0), help=f"Earlier calls [default: {EARLIER_CALLS:,}]")
@click.option("--quick", is_flag=True, help=f"{QUICK_EARLIER_CALLS:,} earlier calls, one round, in under a minute.")
@click.option("--database", type=click.Choice(["sqlite", "postgresql", "both"]), default="both", show_default=True)
@click.option("--calls", default=CALLS, show_default=True, type=click.IntRange(10, 2_050), help="Calls of the day.")
def recap(earlier: int | None, quick: bool, database: str, calls: int) -> None:
    """Measure the recap of one busy day, step by step.

    "ms" is the median of some rounds, "first ms" the first of them; "peak MB" the most that the step's own objects
    held at once, "size kB" what it made. Filling a past of a million calls takes minutes; the steps take seconds.
    """
    most = earlier if earlier is not None else QUICK_EARLIER_CALLS if quick else EARLIER_CALLS
    for kind in {"sqlite": [SQLITE], "postgresql": [POSTGRESQL], "both": [SQLITE, POSTGRESQL]}[database]:
        began = time.monotonic()
        try:
            told = _measured(kind, most, calls, rounds=1 if quick else 5)
        except PostgresUnavailable as reason:
            click.echo(f"NOT MEASURED: {kind} - {reason}", err=True)
            continue
        click.echo(f"{kind}: recap of {told['calls']:,} calls, {most:,} earlier ones\n")
        for line in aligned([HEADINGS, *_rows(told["steps"])]):
            click.echo(line)
        click.echo(f"The whole process held {told['resident_bytes'] / 2**20:.0f} MB at most.\n")
        click.echo(f"Took {time.monotonic() - began:.0f} s, filling included.", err=True)


def _measured(kind: str, most: int, calls: int, *, rounds: int) -> Told:
    """What the steps told in a process of their own."""
    with databases(kind) as makes, tempfile.TemporaryDirectory(prefix="piket-bench-") as folder:
        url, var = makes.fresh(), Path(folder)
        found_busy_office(url, var)
        fill_office(url, var, most, calls)
        command = [sys.executable, "-m", "bench.recap_steps", url, folder, str(rounds)]
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
        told: Told = json.loads(done.stdout)
        return told


def fill_office(url: str, var: Path, most: int, calls: int) -> None:
    """The past, then the day."""
    if most:
        history.fill(url, most)
    office = office_of(url, var)
    try:
        fill_day(office, calls)
    finally:
        office.database.close()


def _rows(steps: Mapping[str, Mapping[str, Any]]) -> Iterator[Sequence[str]]:
    for name, taken in steps.items():
        yield (
            name,
            f"{taken['seconds'] * 1000:.0f}",
            f"{taken['first_seconds'] * 1000:.0f}",
            f"{taken['peak_bytes'] / 2**20:.1f}",
            f"{taken['size'] / 1024:.0f}" if taken["size"] is not None else "",
        )
    whole = sum(taken["seconds"] for taken in steps.values())
    yield "together", f"{whole * 1000:.0f}"
