"""The arithmetic: medians over rounds with their spread, and percentiles of latencies."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Figure:
    """The median of some rounds, with the lowest and the highest."""

    middle: float
    low: float
    high: float


def over_rounds(values: Sequence[float]) -> Figure:
    """A figure from one value a round; there is at least one."""
    return Figure(median(values), min(values), max(values))


def ratios(values: Sequence[float], floors: Sequence[float]) -> Figure:
    """How many times the floor, round by round: what disturbed a round disturbed both."""
    return over_rounds([value / floor for value, floor in zip(values, floors, strict=True) if floor > 0] or [0.0])


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` (0 to 1) of all values do not exceed; 0 of nothing."""
    if not values:
        return 0.0
    ordered = sorted(values)
    place = -(-len(ordered) * share // 1) - 1
    return ordered[max(0, int(place))]
