"""The arithmetic behind the benchmarks' table."""

import pytest

from bench.figures import Figure, over_rounds, percentile, ratios


def test_rounds_become_their_median_and_spread() -> None:
    assert over_rounds([3.0, 1.0, 8.0]) == Figure(3.0, 1.0, 8.0)


def test_a_ratio_is_taken_round_by_round() -> None:
    assert ratios([2.0, 6.0, 20.0], [1.0, 2.0, 10.0]) == Figure(2.0, 2.0, 3.0)


def test_a_floor_of_nothing_has_no_ratio() -> None:
    assert ratios([2.0], [0.0]) == Figure(0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("share", "value"), [(0.0, 1.0), (0.01, 1.0), (0.5, 50.0), (0.501, 51.0), (0.99, 99.0), (1.0, 100.0)]
)
def test_a_percentile_is_a_value_that_was_measured(share: float, value: float) -> None:
    assert percentile([float(n) for n in range(100, 0, -1)], share) == value


def test_nothing_has_no_percentile() -> None:
    assert percentile([], 0.99) == 0.0
