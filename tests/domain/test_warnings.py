"""When people hear of the roster to come: the service day before, around weekends, holidays and long closures."""

from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from ivr.domain.gaps import Gap, GapKind
from ivr.domain.hotline import HolidayPolicy, RosterPolicy, SpecialDay
from ivr.domain.people import Role
from ivr.domain.warnings import (
    day_to_remind_of,
    day_to_warn_of,
    gaps_for,
    led_units,
    week_gaps_for,
    week_to_warn_of,
)
from tests.domain.samples import at, hotline, person, spans

MAKASSAR = ZoneInfo("Asia/Makassar")


@pytest.mark.parametrize(
    ("now", "day"),
    [
        pytest.param("2026-11-23 14:59", None, id="Monday, too early"),
        pytest.param("2026-11-23 15:00", "2026-11-24", id="Monday for Tuesday"),
        pytest.param("2026-11-24 06:59", "2026-11-24", id="slept: still useful before the day begins"),
        pytest.param("2026-11-24 07:00", None, id="the day has begun"),
        pytest.param("2026-11-27 14:59", None, id="Friday, too early"),
        pytest.param("2026-11-27 15:00", "2026-11-30", id="Friday for Monday"),
        pytest.param("2026-11-29 12:00", "2026-11-30", id="all weekend"),
        pytest.param("2026-12-23 15:00", "2026-12-28", id="Christmas, and cuti bersama the day before"),
        pytest.param("2026-12-24 15:00", "2026-12-28", id="on cuti bersama itself it is still the same day"),
        pytest.param("2026-12-22 15:00", "2026-12-23", id="the day before the long weekend"),
        pytest.param("2026-03-17 15:00", "2026-03-25", id="Idul Fitri: the last service day before eight days off"),
        pytest.param("2026-03-17 14:59", None, id="not earlier"),
        pytest.param("2026-03-24 23:00", "2026-03-25", id="and until the day begins"),
    ],
)
def test_a_day_is_warned_of_from_the_service_day_before(now: str, day: str | None) -> None:
    due = day_to_warn_of(hotline(), at(now))

    assert (due.on.isoformat() if due else None) == day


@pytest.mark.parametrize(
    ("now", "monday"),
    [
        pytest.param("2026-11-27 09:59", None, id="Friday, too early"),
        pytest.param("2026-11-27 10:00", "2026-11-30", id="Friday at ten"),
        pytest.param("2026-11-26 23:00", None, id="not on Thursday"),
        pytest.param("2026-11-30 06:59", "2026-11-30", id="slept over the weekend"),
        pytest.param("2026-11-30 07:00", None, id="the week has begun"),
        pytest.param("2026-12-23 10:00", "2026-12-28", id="Christmas on Friday: Wednesday is the last service day"),
        pytest.param("2026-12-23 09:59", None, id="not before"),
        pytest.param("2026-03-17 10:00", "2026-03-23", id="Idul Fitri: before eight days off, the week they end in"),
        pytest.param("2026-03-25 06:59", "2026-03-23", id="up to its first service day"),
        pytest.param("2026-03-25 07:00", None, id="and no longer"),
        pytest.param("2026-12-31 10:00", "2027-01-04", id="New Year on Friday: the Thursday before"),
    ],
)
def test_a_week_is_warned_of_on_the_last_service_day_before_it(now: str, monday: str | None) -> None:
    due = week_to_warn_of(hotline(), at(now))

    assert (due.on.isoformat() if due else None) == monday


def test_a_week_without_service_is_no_weeks_warning() -> None:
    away = tuple(SpecialDay(date(2026, 11, 30) + timedelta(days=n), "Libur kantor", "SE 1") for n in range(5))
    shut = hotline(holidays=HolidayPolicy(added=away))
    due = week_to_warn_of(shut, at("2026-11-27 10:00"))

    assert due is not None
    assert due.on == date(2026, 12, 7)
    assert due.window.end == at("2026-12-07 07:00")


def test_the_hours_are_those_of_the_hotlines_own_clocks() -> None:
    kaltim = hotline(zone=MAKASSAR, roster=RosterPolicy(warn_at=time(15), remind_at=time(16)))

    assert day_to_warn_of(kaltim, at("2026-11-23 14:59", MAKASSAR)) is None
    assert day_to_warn_of(kaltim, at("2026-11-23 14:00")) is not None  # 15.00 WITA is 14.00 WIB
    assert day_to_remind_of(kaltim, at("2026-11-23 14:59")) is None
    assert day_to_remind_of(kaltim, at("2026-11-23 15:00")) is not None


def test_a_hotline_that_wants_no_reminders_gets_none() -> None:
    silent = hotline(roster=RosterPolicy(remind_at=None))

    assert day_to_remind_of(silent, at("2026-11-23 16:00")) is None
    assert day_to_warn_of(silent, at("2026-11-23 16:00")) is not None


def test_a_hotline_that_never_closes_is_warned_the_day_before() -> None:
    always = hotline(hours={day: spans("00:00-00:00") for day in range(7)}, breaks={}, holidays=HolidayPolicy("ID"))

    assert day_to_warn_of(always, at("2026-11-22 14:59")) is None
    due = day_to_warn_of(always, at("2026-11-22 23:59"))
    assert due is not None
    assert (due.on, due.window.end) == (date(2026, 11, 23), at("2026-11-23 00:00"))


def test_a_hotline_without_hours_is_never_warned_of() -> None:
    shut = hotline(hours={}, breaks={})

    assert day_to_warn_of(shut, at("2026-11-23 15:00")) is None
    assert week_to_warn_of(shut, at("2026-11-27 10:00")) is None


def test_who_hears_of_which_gap() -> None:
    maya = person(11, "Maya", role=Role.COORDINATOR)
    ketut = person(12, "Ketut", "pelaporan", role=Role.LEADER)
    left = person(13, "Lama", "humas", role=Role.LEADER, active=False)
    monday = date(2026, 11, 30)
    short = Gap(GapKind.SHORT, monday, "pelaporan", None, required=2, present=1)
    alone = Gap(GapKind.SHORT, monday, "humas", None, required=1, present=0)
    twice = Gap(GapKind.TWO_UNITS, monday, "pti", None, ketut, other_unit="pelaporan")
    late = Gap(GapKind.OUTSIDE_HOURS, monday, "pelaporan", None, ketut)
    gaps, led = (short, alone, twice, late), led_units([maya, ketut, left])

    assert led == {"pelaporan"}
    assert gaps_for(maya, gaps) == (short, alone, twice)
    assert gaps_for(ketut, gaps) == (short, twice)
    assert week_gaps_for(maya, gaps, led=led) == (alone, twice)
    assert week_gaps_for(ketut, gaps, led=led) == (short, twice)
    assert gaps_for(left, gaps) == ()
