"""The table of the benchmarks, as exact text."""

from bench.contest import FLOOR, PRODUCT, Outcome
from bench.rounds import Kind, Measured
from bench.table import aligned, table


def test_cells_stand_under_their_headings() -> None:
    assert aligned([("", "us", "ratio"), ("a section",), ("floor", "600", "1.00")]) == [
        "            us  ratio",
        "a section",
        "floor      600   1.00",
    ]


def test_every_figure_stands_beside_its_floor() -> None:
    def taken(us: float) -> Measured:
        return Measured(us, 20, 1000, (0.001, 0.003))

    closed = {(FLOOR, kind): [taken(600), taken(500)] for kind in Kind}
    closed |= {(PRODUCT, kind): [taken(1200), taken(1500)] for kind in Kind}
    opened = {(PRODUCT, Kind.ARRIVAL): [Measured(0, 0, 100, (0.002,))]}

    lines = table(
        Outcome("SQLite", closed, opened, {FLOOR: 0.3, PRODUCT: 1.25}, {FLOOR: 100, PRODUCT: 200}), open_per_second=100
    ).splitlines()

    assert [line.split() for line in lines if line.startswith("  product")][2] == (
        ["product", "1350", "(1200-1500)", "2.50", "(2.00-3.00)", "20", "1000", "1.0", "3.0", "2.0", "2.0"]
    )
    assert lines[-1] == "product: first answer 1.25 s after its start; 200 MB (all processes)"
