"""Which arrivals a recap covers: over weekends, holidays, nights, zones and changed hours."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.domain.hotline import HolidayPolicy, Hotline, Span, SpecialDay
from ivr.store.tables import recaps
from recap.compose import compose_daily
from recap.period import NoServiceDay, closing_of, period_of, previous_service_day
from tests.calls.world import MONDAY, wib
from tests.domain.samples import hotline, spans
from tests.recap.records import Records


def covered(office: Hotline, on: str) -> tuple[str, str]:
    """The period of a day on the hotline's clocks."""
    period = period_of(office, date.fromisoformat(on))
    return tuple(f"{at.astimezone(office.zone):%m-%d %H:%M}" for at in (period.starts_at, period.ends_at))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("on", "starts", "ends"),
    [
        ("2026-11-24", "11-23 17:00", "11-24 17:00"),
        ("2026-11-23", "11-20 17:00", "11-23 17:00"),  # Friday evening and the weekend belong to Monday
        ("2026-12-28", "12-23 17:00", "12-28 17:00"),  # Christmas, cuti bersama and a weekend
    ],
)
def test_a_recap_covers_what_arrived_since_the_previous_closing(on: str, starts: str, ends: str) -> None:
    assert covered(hotline(), on) == (starts, ends)


def test_the_day_is_the_hotlines_own() -> None:
    office = hotline(zone=ZoneInfo("Asia/Jayapura"))

    period = period_of(office, MONDAY)

    assert period.ends_at == datetime(2026, 11, 23, 8, tzinfo=UTC)


def test_the_offices_own_holiday_has_no_recap_and_its_calls_come_with_the_next() -> None:
    closed = SpecialDay(date(2026, 11, 24), "Libur kantor", "SE-1/2026")
    office = hotline(holidays=HolidayPolicy(added=(closed,)))

    with pytest.raises(NoServiceDay, match="Selasa, 24 November 2026 bukan hari layanan \\(Libur kantor\\)"):
        period_of(office, date(2026, 11, 24))
    assert covered(office, "2026-11-25") == ("11-23 17:00", "11-25 17:00")


def test_split_hours_close_once() -> None:
    office = hotline(hours={day: spans("07:00-12:00", "13:00-16:00") for day in range(5)})

    assert covered(office, "2026-11-24") == ("11-23 16:00", "11-24 16:00")


def test_a_night_shift_belongs_to_the_day_it_starts_on() -> None:
    office = hotline(hours={0: spans("20:00-04:00"), 1: spans("08:00-17:00")})

    assert covered(office, "2026-11-24") == ("11-24 04:00", "11-24 17:00")


def test_day_and_night_without_end_the_days_meet_at_midnight() -> None:
    office = hotline(hours={day: (Span(time(0), time(0)),) for day in range(7)})
    office = replace(office, holidays=HolidayPolicy(country="ID", with_joint_leave=False))

    assert covered(office, "2026-11-24") == ("11-24 00:00", "11-25 00:00")


def test_the_first_service_day_of_all_begins_at_its_midnight() -> None:
    office = hotline(hours={})

    with pytest.raises(NoServiceDay):
        period_of(office, MONDAY)
    assert previous_service_day(office, MONDAY) is None


weeks = st.dictionaries(
    st.integers(0, 6),
    st.lists(st.tuples(st.integers(0, 23), st.integers(0, 23)), min_size=1, max_size=2),
    min_size=1,
)


@given(weeks, st.sampled_from(["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"]))
def test_periods_adjoin_whatever_the_hours(week: dict[int, list[tuple[int, int]]], zone: str) -> None:
    hours = {day: tuple(Span(time(a), time(b)) for a, b in pairs) for day, pairs in week.items()}
    office = hotline(hours=hours, zone=ZoneInfo(zone))
    first = date(2026, 6, 1)
    days = [date.fromordinal(first.toordinal() + n) for n in range(21)]
    periods = [period_of(office, day) for day in days if closing_of(office, day)]

    for before, after in pairwise(periods):
        assert before.ends_at == after.starts_at <= after.ends_at


def keep(records: Records, on: date, starts: str, ends: str, **more: Any) -> None:
    """A recap that was made."""
    row = {
        "hotline": "ppatk", "kind": "daily", "on": on, "revision": 1, "starts_at": wib(starts), "ends_at": wib(ends),
        "made_at": wib(ends), "contents": "{}",
    }  # fmt: skip
    with records.office.database.writing() as connection:
        connection.execute(recaps.insert(), row | more)


def test_a_recap_begins_where_the_one_before_ended_although_the_hours_changed(records: Records) -> None:
    keep(records, date(2026, 11, 20), "2026-11-19 17:00", "2026-11-20 16:00")
    records.call("2026-11-20 16:30", caller="+6281300000001")

    made = compose_daily(records.office, records.hotline, MONDAY, now=records.office.clock())

    assert (made.starts_at, made.ends_at) == (wib("2026-11-20 16:00"), wib("2026-11-23 17:00"))
    assert made.built.arrived == 1


def test_a_recap_made_again_covers_what_it_covered(records: Records) -> None:
    keep(records, MONDAY, "2026-11-20 17:00", "2026-11-23 15:00")
    keep(records, MONDAY, "2026-11-20 17:00", "2026-11-23 15:00", revision=2)

    made = compose_daily(records.office, records.hotline, MONDAY, now=records.office.clock())

    assert made.ends_at == wib("2026-11-23 15:00")


def test_a_recap_of_another_hotline_or_month_changes_nothing(records: Records) -> None:
    keep(records, MONDAY, "2026-11-20 17:00", "2026-11-23 15:00", hotline="lain")
    keep(records, MONDAY, "2026-11-20 17:00", "2026-11-23 15:00", kind="monthly")

    made = compose_daily(records.office, records.hotline, MONDAY, now=records.office.clock())

    assert made.ends_at == wib("2026-11-23 17:00")
