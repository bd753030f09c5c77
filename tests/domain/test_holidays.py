"""Which days are closed, by whose decree, and whether next year's calendar can be trusted."""

from datetime import date
from timeit import timeit

import pytest

from ivr.domain.holidays import Holiday, HolidayKind, holiday_on, holidays_between, is_year_known, official_decree
from ivr.domain.hotline import HolidayPolicy, SpecialDay

OFFICIAL = HolidayPolicy()
DECREE = "SKB Tiga Menteri Nomor 1497, 2, dan 5 Tahun 2025"


@pytest.mark.parametrize(
    ("day", "name", "kind"),
    [
        (date(2026, 12, 25), "Hari Raya Natal", HolidayKind.NATIONAL),
        (date(2026, 12, 24), "Cuti Bersama Hari Raya Natal", HolidayKind.JOINT_LEAVE),
        (date(2026, 3, 22), "Hari Kedua Idul Fitri", HolidayKind.NATIONAL),
        (date(2028, 2, 27), "Hari Raya Idul Fitri (perkiraan)", HolidayKind.NATIONAL),
    ],
)
def test_the_official_calendar_closes_the_day(day: date, name: str, kind: HolidayKind) -> None:
    assert holiday_on(day, OFFICIAL) == Holiday(day, name, kind, DECREE if day.year == 2026 else "")


def test_estimated_days_say_so() -> None:
    found = holiday_on(date(2028, 2, 27), OFFICIAL)
    assert found
    assert found.is_estimated
    assert found.spoken == "Hari Raya Idul Fitri", "callers hear it on the day itself"


def test_an_office_tells_the_decree_that_is_not_known_here() -> None:
    policy = HolidayPolicy(decrees={2027: "SKB Nomor 1"})
    new_year = holiday_on(date(2027, 1, 1), policy)
    assert new_year
    assert (new_year.decree, official_decree(2027, policy)) == ("SKB Nomor 1", "SKB Nomor 1")
    assert official_decree(2027, OFFICIAL) == "", "the other office's is its own"
    assert official_decree(2026, policy) == DECREE


def test_an_ordinary_day_is_no_holiday() -> None:
    assert holiday_on(date(2026, 11, 23), OFFICIAL) is None


def test_joint_leave_can_be_worked_through() -> None:
    policy = HolidayPolicy(with_joint_leave=False)
    assert holiday_on(date(2026, 12, 24), policy) is None
    assert holiday_on(date(2026, 12, 25), policy)


def test_the_office_adds_and_removes_days_by_decree() -> None:
    policy = HolidayPolicy(
        added=(SpecialDay(date(2026, 11, 24), "Hari Jadi Kantor", "SK 12/2026"),),
        removed=(SpecialDay(date(2026, 12, 24), "Layanan akhir tahun", "SE 9/2026"),),
    )
    assert holiday_on(date(2026, 11, 24), policy) == Holiday(
        date(2026, 11, 24), "Hari Jadi Kantor", HolidayKind.OFFICE, "SK 12/2026"
    )
    assert holiday_on(date(2026, 12, 24), policy) is None


def test_the_year_2026_is_as_decreed() -> None:
    year = holidays_between(date(2026, 1, 1), date(2026, 12, 31), OFFICIAL)
    kinds = [day.kind for day in year]
    assert (kinds.count(HolidayKind.NATIONAL), kinds.count(HolidayKind.JOINT_LEAVE)) == (17, 8)
    assert [day.on for day in year] == sorted(day.on for day in year)


def test_a_year_without_joint_leave_is_not_known_yet() -> None:
    assert is_year_known(2026, OFFICIAL)
    assert not is_year_known(2028, OFFICIAL)
    assert is_year_known(2028, HolidayPolicy(with_joint_leave=False))
    own = SpecialDay(date(2028, 2, 25), "Cuti bersama Idul Fitri", "SKB 2027")
    assert is_year_known(2028, HolidayPolicy(added=(own,)))


def test_another_country_without_joint_leave_is_known_by_its_national_days() -> None:
    assert is_year_known(2026, HolidayPolicy(country="SG"))


def test_looking_up_a_day_is_fast_enough_for_every_call() -> None:
    holiday_on(date(2026, 11, 23), OFFICIAL)
    seconds = min(timeit(lambda: holiday_on(date(2026, 11, 23), OFFICIAL), number=1000) for _ in range(5)) / 1000
    assert seconds < 20e-6  # about one microsecond; the margin is for busy machines
