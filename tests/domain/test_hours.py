"""When the hotline serves: hours, breaks, holidays, midnight, and when it comes back."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.domain.hotline import HolidayPolicy, Hotline, Span, SpecialDay
from ivr.domain.hours import Opening, State, Stretch, opening, service_day, service_spans
from tests.domain.samples import JAKARTA, at, hotline, spans

OFFICE = hotline()


def local(moment: datetime | None, zone: ZoneInfo = JAKARTA) -> str | None:
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}" if moment else None


def seen(open_: Opening) -> tuple[str, str, str | None, str | None]:
    return open_.state.value, open_.day.isoformat(), local(open_.closes_at), local(open_.reopens_at)


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2026-11-23 06:59:59", ("closed", "2026-11-23", None, "2026-11-23 07:00")),
        ("2026-11-23 07:00:00", ("open", "2026-11-23", "2026-11-23 17:00", None)),
        ("2026-11-23 11:59:59", ("open", "2026-11-23", "2026-11-23 17:00", None)),
        ("2026-11-23 12:00:00", ("break", "2026-11-23", "2026-11-23 17:00", None)),
        ("2026-11-23 13:00:00", ("open", "2026-11-23", "2026-11-23 17:00", None)),
        ("2026-11-27 11:30:00", ("break", "2026-11-27", "2026-11-27 17:00", None)),
        ("2026-11-27 13:29:59", ("break", "2026-11-27", "2026-11-27 17:00", None)),
        ("2026-11-23 17:00:00", ("closed", "2026-11-23", None, "2026-11-24 07:00")),
        ("2026-11-27 17:00:00", ("closed", "2026-11-27", None, "2026-11-30 07:00")),
        ("2026-11-28 10:00:00", ("closed", "2026-11-28", None, "2026-11-30 07:00")),
        ("2026-12-23 18:00:00", ("closed", "2026-12-23", None, "2026-12-28 07:00")),
        ("2026-12-24 09:00:00", ("holiday", "2026-12-24", None, "2026-12-28 07:00")),
        ("2026-12-25 05:00:00", ("holiday", "2026-12-25", None, "2026-12-28 07:00")),
    ],
)
def test_the_office_week(when: str, expected: tuple[str, str, str | None, str | None]) -> None:
    assert seen(opening(OFFICE, at(when))) == expected


def test_a_holiday_is_named() -> None:
    found = opening(OFFICE, at("2026-12-24 09:00")).holiday
    assert found
    assert found.name == "Cuti Bersama Hari Raya Natal"


def test_a_holiday_on_a_weekend_explains_nothing() -> None:
    assert opening(OFFICE, at("2026-05-31 09:00")).state is State.CLOSED


def test_a_break_knows_its_own_end() -> None:
    found = opening(OFFICE, at("2026-11-27 12:00"))
    assert found.pause == Stretch(at("2026-11-27 11:30"), at("2026-11-27 13:30"))
    assert found.span == Stretch(at("2026-11-27 07:00"), at("2026-11-27 17:00"))


def test_several_spans_make_one_service_day() -> None:
    office = hotline(hours={0: spans("13:00-16:00", "08:00-12:00")})
    assert seen(opening(office, at("2026-11-23 12:30"))) == ("closed", "2026-11-23", None, "2026-11-23 13:00")
    assert service_day(office, date(2026, 11, 23)) == Stretch(at("2026-11-23 08:00"), at("2026-11-23 16:00"))
    assert service_day(office, date(2026, 11, 24)) is None


def test_adjoining_spans_close_once() -> None:
    office = hotline(hours={0: spans("08:00-12:00", "12:00-16:00")})
    assert local(opening(office, at("2026-11-23 09:00")).closes_at) == "2026-11-23 16:00"


def test_the_night_belongs_to_the_day_it_starts_on() -> None:
    office = hotline(hours={0: spans("20:00-06:00")}, breaks={0: spans("23:30-00:30")})
    assert seen(opening(office, at("2026-11-24 00:15"))) == ("break", "2026-11-23", "2026-11-24 06:00", None)
    assert seen(opening(office, at("2026-11-24 05:59"))) == ("open", "2026-11-23", "2026-11-24 06:00", None)
    assert seen(opening(office, at("2026-11-24 06:00"))) == ("closed", "2026-11-24", None, "2026-11-30 20:00")


def test_a_holiday_closes_the_night_that_starts_on_it_and_no_other() -> None:
    own = HolidayPolicy(added=(SpecialDay(date(2026, 11, 24), "Hari Jadi Kantor", "SK 1"),))
    office = hotline(hours=dict.fromkeys(range(7), spans("20:00-06:00")), holidays=own)
    assert seen(opening(office, at("2026-11-24 05:00"))) == ("open", "2026-11-23", "2026-11-24 06:00", None)
    assert seen(opening(office, at("2026-11-24 06:00"))) == ("holiday", "2026-11-24", None, "2026-11-25 20:00")
    assert seen(opening(office, at("2026-11-25 02:00"))) == ("holiday", "2026-11-25", None, "2026-11-25 20:00")
    assert seen(opening(office, at("2026-11-25 07:00"))) == ("closed", "2026-11-25", None, "2026-11-25 20:00")


def test_a_hotline_that_never_closes_names_no_closing() -> None:
    office = hotline(hours=dict.fromkeys(range(7), spans("00:00-00:00")), breaks={}, holidays=HolidayPolicy("SG"))
    assert seen(opening(office, at("2026-11-23 00:00"))) == ("open", "2026-11-23", None, None)
    assert opening(office, at("2026-11-23 23:59:59")).day == date(2026, 11, 23)


def test_a_hotline_without_hours_never_reopens() -> None:
    assert seen(opening(hotline(hours={}), at("2026-11-23 10:00"))) == ("closed", "2026-11-23", None, None)


TIMES = st.builds(time, st.integers(0, 23), st.sampled_from([0, 30]))
WEEKS = st.dictionaries(st.integers(0, 6), st.lists(st.builds(Span, TIMES, TIMES), max_size=3).map(tuple))
ZONES = st.sampled_from([JAKARTA, ZoneInfo("Asia/Jayapura"), ZoneInfo("Europe/Amsterdam")])
MOMENTS = st.datetimes(datetime(2026, 3, 16), datetime(2026, 4, 8)).map(  # noqa: DTZ001  (Idul Fitri, clocks change)
    lambda moment: moment.replace(tzinfo=UTC)
)


def serves(office: Hotline, moment: datetime) -> bool:
    """The reference: look at every span of the days around, one after the other."""
    today = moment.astimezone(office.zone).date()
    return any(
        span.start <= moment < span.end
        for back in range(3)
        for span in service_spans(office, today - timedelta(days=back))
    )


@given(week=WEEKS, pauses=WEEKS, zone=ZONES, moment=MOMENTS)
def test_at_any_moment_there_is_exactly_one_true_state(
    week: dict[int, tuple[Span, ...]], pauses: dict[int, tuple[Span, ...]], zone: ZoneInfo, moment: datetime
) -> None:
    office = hotline(hours=week, breaks=pauses, zone=zone)
    found = opening(office, moment)
    assert found.is_open == serves(office, moment)
    assert (found.span is not None) == found.is_open
    assert (found.pause is not None) == (found.state is State.BREAK)
    assert (found.holiday is not None) == (found.state is State.HOLIDAY)
    if found.is_open:
        assert found.reopens_at is None
        assert found.span
        assert found.span.holds(moment)
        if found.closes_at:
            assert moment < found.closes_at
            assert not serves(office, found.closes_at)
            assert serves(office, found.closes_at - timedelta(seconds=1))
    elif found.reopens_at:
        assert found.reopens_at > moment
        assert serves(office, found.reopens_at)
        assert not serves(office, found.reopens_at - timedelta(seconds=1))
    else:
        assert not any(week.values())
