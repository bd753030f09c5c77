"""Twilio is asked for the very period that the recap covers, also after the hours changed."""

from collections.abc import Sequence
from datetime import date, datetime

import pytest

from recap.day_asked import ask_for
from recap.make_due import make_due_recaps
from tests.calls.world import MONDAY, wib
from tests.recap.mail_room import MailRoom
from tests.recap.test_period import keep

RECORDED = (wib("2026-11-20 15:00"), wib("2026-11-23 15:00"))  # when the hotline closed at three


class Asked:
    """A telephone network that remembers what it was asked."""

    def __init__(self) -> None:
        self.periods: list[tuple[datetime, datetime]] = []

    def count_inbound(self, start: datetime, end: datetime, numbers: Sequence[str]) -> int | None:
        """One call."""
        self.periods.append((start, end))
        return 1


@pytest.fixture
def monday(room: MailRoom) -> MailRoom:
    """Friday's and Monday's recaps were made while the hotline closed at three; since then it closes at five."""
    keep(room.records, date(2026, 11, 20), "2026-11-19 15:00", "2026-11-20 15:00")
    keep(room.records, MONDAY, "2026-11-20 15:00", "2026-11-23 15:00")
    room.coordinator("Maya")
    room.records.call("09:00")
    room.records.call("16:00")  # belongs to Tuesday
    return room


def test_a_revision_is_counted_over_what_it_covers(monday: MailRoom) -> None:
    network = Asked()
    make_due_recaps(monday.office, network, now=wib("2026-11-24 07:00"))

    assert RECORDED in network.periods
    assert wib("2026-11-23 17:00") not in {end for _, end in network.periods}


def test_a_day_asked_for_is_counted_over_what_it_covers(monday: MailRoom) -> None:
    network = Asked()
    asked = ask_for(monday.office, monday.hotline, MONDAY, network, now=wib("2026-11-23 16:30"), is_over=True)

    assert network.periods == [RECORDED]
    assert asked.recap.built.twilio_difference == 0
