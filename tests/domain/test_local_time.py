"""Parts of the day, dates and clocks in the words people read."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from ivr.domain import local_time
from tests.domain.samples import JAKARTA


@pytest.mark.parametrize(
    ("clock", "part"),
    [
        ("00:00", "malam"),
        ("03:59", "malam"),
        ("04:00", "pagi"),
        ("10:59", "pagi"),
        ("11:00", "siang"),
        ("14:59", "siang"),
        ("15:00", "sore"),
        ("18:29", "sore"),
        ("18:30", "malam"),
        ("23:59", "malam"),
    ],
)
def test_the_greeting_changes_at_fixed_times(clock: str, part: str) -> None:
    assert local_time.part_of_day(time.fromisoformat(clock)) == part
    assert local_time.part_of_day(datetime.combine(date(2026, 11, 23), time.fromisoformat(clock), JAKARTA)) == part


def test_dates_are_written_as_indonesians_write_them() -> None:
    assert local_time.long_date(date(2026, 11, 23)) == "Senin, 23 November 2026"
    assert local_time.plain_date(date(2026, 8, 1)) == "1 Agustus 2026"
    assert local_time.day_and_month(date(2026, 8, 1)) == "1 Agustus"
    assert [local_time.day_name(date(2026, 11, day)) for day in range(23, 30)] == [
        "Senin",
        "Selasa",
        "Rabu",
        "Kamis",
        "Jumat",
        "Sabtu",
        "Minggu",
    ]
    assert local_time.clock(time(7, 5)) == "07.05"


@pytest.mark.parametrize(
    ("zone", "name"),
    [("Asia/Jakarta", "WIB"), ("Asia/Makassar", "WITA"), ("Asia/Jayapura", "WIT"), ("Asia/Singapore", "UTC+08")],
)
def test_zones_have_their_indonesian_names(zone: str, name: str) -> None:
    assert local_time.zone_name(local_time.to_local(datetime(2026, 11, 23, tzinfo=UTC), ZoneInfo(zone))) == name


def test_a_moment_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a time zone"):
        local_time.to_local(datetime(2026, 11, 23), JAKARTA)  # noqa: DTZ001


def test_local_and_utc_are_two_views_of_one_moment() -> None:
    at = local_time.to_utc(date(2026, 11, 23), time(6, 59), JAKARTA)
    assert at == datetime(2026, 11, 22, 23, 59, tzinfo=UTC)
    assert local_time.to_local(at, JAKARTA).isoformat() == "2026-11-23T06:59:00+07:00"


def test_a_span_that_ends_at_midnight_ends_at_24() -> None:
    assert local_time.clock_span(time(7), time(17)) == "07.00-17.00"
    assert local_time.clock_span(time(0), datetime(2026, 11, 24, tzinfo=JAKARTA)) == "00.00-24.00"


def test_a_moment_of_another_day_is_told_with_its_date() -> None:
    at, midnight = datetime(2026, 11, 23, 23, 30, tzinfo=JAKARTA), datetime(2026, 11, 24, tzinfo=JAKARTA)
    assert local_time.clock_near(at, at=at, zone=JAKARTA) == "23.30"
    assert f"sampai pukul {local_time.clock_near(midnight, at=at, zone=JAKARTA)}" == (
        "sampai pukul 00.00 (24 November 2026)"
    )
    assert local_time.clock_near(at, at=at, zone=JAKARTA, with_zone=True) == "23.30 WIB"
    assert local_time.clock_near(midnight, at=at, zone=JAKARTA, with_zone=True) == "00.00 WIB (24 November 2026)"
