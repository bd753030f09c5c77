"""The commands: `python -m bench` measures the webhooks, `python -m bench recap` the recap."""

import json
import time
from dataclasses import replace
from pathlib import Path

import click

from bench.contest import Outcome, Size, hold
from bench.databases import POSTGRESQL, SQLITE
from bench.load import WrongAnswer
from bench.recap import recap
from bench.served import Serving
from bench.table import table
from tests.postgres_server import PostgresUnavailable

FULL = Size(rounds=7, requests=400, open_seconds=3, open_per_second=100, earlier_calls=0)
QUICK = replace(FULL, rounds=3, requests=120, open_seconds=0.5)
EARLIER_CALLS = 1_000_000


@click.group(invoke_without_command=True)
@click.pass_context
@click.option("--quick", is_flag=True, help="Fewer and shorter rounds, in under a minute.")
@click.option("--history", is_flag=True, help=f"Also with {EARLIER_CALLS:,} earlier calls in the database.")
@click.option("--database", type=click.Choice(["sqlite", "postgresql", "both"]), default="both", show_default=True)
@click.option("--rounds", type=click.IntRange(1, 100), help=f"Rounds [default: {FULL.rounds}, --quick {QUICK.rounds}]")
@click.option("--processes", type=click.IntRange(1, 16), default=2, show_default=True, help="Of each server.")
@click.option("--threads", type=click.IntRange(1, 64), default=4, show_default=True, help="Of each process.")
@click.option("--json", "file", type=click.Path(dir_okay=False, path_type=Path), help="Write every figure there.")
def main(
    context: click.Context,
    quick: bool,
    history: bool,
    database: str,
    rounds: int | None,
    processes: int,
    threads: int,
    file: Path | None,
) -> None:
    """Measure the webhooks against their floor: a Flask handler that checks the signature, commits one row and
    answers.

    Both are served alike and asked in turns. "CPU us" is processor time, user and system, of all processes of the
    server for one webhook (or one whole call): on a shared machine the figure to trust. "floors" is the same as a
    multiple of the floor's, "db us" what PostgreSQL's own processes used.
    """
    if context.invoked_subcommand is not None:
        return
    size = QUICK if quick else FULL
    size = replace(size, rounds=rounds or size.rounds, earlier_calls=EARLIER_CALLS if history else 0)
    serving = Serving(processes, threads)
    kinds = {"sqlite": [SQLITE], "postgresql": [POSTGRESQL], "both": [SQLITE, POSTGRESQL]}[database]
    began = time.monotonic()
    outcomes = []
    for kind in kinds:
        try:
            outcomes.append(hold(kind, size, serving, lambda line: click.echo(line, err=True)))
        except PostgresUnavailable as reason:
            click.echo(f"NOT MEASURED: {kind} - {reason}", err=True)
        except (WrongAnswer, TimeoutError, RuntimeError) as fault:
            raise click.ClickException(str(fault)) from fault
    click.echo(f"\n{processes} processes with {threads} threads; {size.rounds} rounds of {size.requests} webhooks.\n")
    for outcome in outcomes:
        click.echo(table(outcome, open_per_second=size.open_per_second) + "\n")
    click.echo(f"Took {time.monotonic() - began:.0f} s.", err=True)
    if file is not None:
        file.write_text(json.dumps([plain(outcome) for outcome in outcomes], indent=1) + "\n")


main.add_command(recap)


def plain(outcome: Outcome) -> dict[str, object]:
    """An outcome as JSON holds it: every round, latencies in milliseconds."""
    return {
        "database": outcome.database,
        "started_seconds": outcome.started_seconds,
        "resident_megabytes": outcome.resident_megabytes,
        "rounds": [
            {
                "contestant": name,
                "kind": kind.value,
                "load": load,
                "server_us": taken.server_us,
                "database_us": taken.database_us,
                "per_second": taken.per_second,
                "latencies_ms": [round(latency * 1000, 3) for latency in taken.latencies],
            }
            for load, results in (("closed", outcome.closed), ("open", outcome.open))
            for (name, kind), rounds in results.items()
            for taken in rounds
        ],
    }


if __name__ == "__main__":
    main()
