"""The table that is printed: each figure beside its floor, medians over rounds with their spread."""

from collections.abc import Iterator, Sequence

from bench.contest import FLOOR, Outcome
from bench.figures import Figure, over_rounds, percentile, ratios
from bench.rounds import Kind, Measured

HEADINGS = ("", "CPU us", "(spread)", "floors", "(spread)", "db us", "per s", "p50 ms", "p99 ms", "p50 ms", "p99 ms")


def table(outcome: Outcome, *, open_per_second: float) -> str:
    """The whole outcome as lines of text."""
    rows = list(_rows(outcome))
    lines = [outcome.database, "", *aligned([HEADINGS, *rows])]
    lines += ["", "per s, p50, p99: a closed loop, the next request of a lane follows its answer at once."]
    lines.append(f"The last two: latency while {open_per_second:.0f} webhooks a second come in.")
    for name in outcome.contestants:
        started, resident = outcome.started_seconds[name], outcome.resident_megabytes[name]
        lines.append(f"{name}: first answer {started:.2f} s after its start; {resident:.0f} MB (all processes)")
    return "\n".join(lines)


def _rows(outcome: Outcome) -> Iterator[Sequence[str]]:
    for kind in Kind:
        yield (kind.value,)
        floors = [taken.server_us for taken in outcome.closed[FLOOR, kind]]
        for name in outcome.contestants:
            taken = outcome.closed[name, kind]
            costs = [one.server_us for one in taken]
            over_floor = ratios(costs, floors)
            yield (
                f"  {name}",
                *_with_spread(over_rounds(costs), 0),
                *_with_spread(over_floor, 2),
                f"{over_rounds([one.database_us for one in taken]).middle:.0f}",
                f"{over_rounds([one.per_second for one in taken]).middle:.0f}",
                *_percentiles(taken),
                *_percentiles(outcome.open.get((name, kind), ())),
            )


def _with_spread(figure: Figure, places: int) -> tuple[str, str]:
    return f"{figure.middle:.{places}f}", f"({figure.low:.{places}f}-{figure.high:.{places}f})"


def _percentiles(taken: Sequence[Measured]) -> tuple[str, str]:
    if not taken:
        return "-", "-"
    every = [latency for one in taken for latency in one.latencies]
    return f"{percentile(every, 0.5) * 1000:.1f}", f"{percentile(every, 0.99) * 1000:.1f}"


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows of cells as lines; the first column to the left, the others to the right, short rows left open."""
    columns = max(len(row) for row in rows)
    filled = [(*row, *[""] * (columns - len(row))) for row in rows]
    widths = [max(len(row[column]) for row in filled) for column in range(columns)]
    return [
        "  ".join(
            cell.ljust(width) if place == 0 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in filled
    ]
