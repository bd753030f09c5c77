"""Where the demonstration's clock can be set, for hotlines of every kind."""

from datetime import date, time
from pathlib import Path

import pytest

from demo.moments import moment_to_play, moments
from ivr.domain.hours import State, opening
from ivr.domain.local_time import to_utc
from ivr.workflows.open_hotlines import open_hotlines

HOTLINE = open_hotlines([Path(__file__).parents[2] / "config/ppatk.yaml"]).first


@pytest.mark.parametrize("day", [date(2026, 11, 20), date(2026, 11, 22), date(2026, 12, 24), date(2028, 2, 29)])
@pytest.mark.parametrize("at", [time(0), time(9), time(12, 30), time(23, 59)])
def test_each_moment_is_what_its_name_says(day: date, at: time) -> None:
    now = to_utc(day, at, HOTLINE.zone)
    found = {one.key: opening(HOTLINE, one.at) for one in moments(HOTLINE, now)}
    assert found.pop("now") == opening(HOTLINE, now)
    assert {key: state.state for key, state in found.items()} == {
        "morning": State.OPEN,
        "break": State.BREAK,
        "late": State.OPEN,
        "evening": State.CLOSED,
        "saturday": State.CLOSED,
        "holiday": State.HOLIDAY,
    }


@pytest.mark.parametrize(
    ("day", "at", "plays_on", "plays_at"),
    [
        (date(2026, 11, 23), time(10, 15), date(2026, 11, 23), time(10, 15)),  # open: now
        (date(2026, 11, 23), time(5), date(2026, 11, 23), time(9)),
        (date(2026, 11, 20), time(20), date(2026, 11, 23), time(9)),
        (date(2026, 12, 24), time(10), date(2026, 12, 28), time(9)),
    ],
)
def test_the_demonstration_plays_now_or_on_the_next_service_day(
    day: date, at: time, plays_on: date, plays_at: time
) -> None:
    now = to_utc(day, at, HOTLINE.zone)
    assert moment_to_play(HOTLINE, now) == to_utc(plays_on, plays_at, HOTLINE.zone)
