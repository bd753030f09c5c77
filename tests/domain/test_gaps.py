"""The look ahead: each kind of gap, told once, with the part of the day that it concerns."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from ivr.domain.gaps import Gap, GapKind, find_gaps
from ivr.domain.hotline import HolidayPolicy, SpecialDay, Unit
from ivr.domain.hours import Stretch
from ivr.domain.roster import Duty, DutyBoard, Task
from tests.domain.samples import (
    AGUS,
    BUDI,
    CITRA,
    DEWI,
    EKO,
    EVERYBODY,
    FITRI,
    JAKARTA,
    MONDAY,
    RINA,
    WEEKDAYS,
    at,
    board,
    duty,
    hotline,
    person,
    spans,
)

OFFICE = hotline()
COVER, SUBSTITUTE = Task.COVER, Task.SUBSTITUTE
COMPLETE = (
    duty(AGUS, "pelaporan"),
    duty(BUDI, "pelaporan"),
    duty(CITRA, "pti"),
    duty(DEWI, "humas"),
    duty(EKO, "humas", COVER),
    duty(FITRI, "pti", COVER, replaces=CITRA),
    duty(person(10, "Gita", "pelaporan"), "pelaporan", COVER),
)
PEOPLE = (*EVERYBODY, person(10, "Gita", "pelaporan"))


def told(gap: Gap) -> str:
    def clock(moment: datetime) -> str:
        return f"{moment.astimezone(JAKARTA):%H.%M}"

    words = [gap.kind.value, f"{gap.on:%d}", gap.unit]
    words += [f"{clock(gap.stretch.start)}-{clock(gap.stretch.end)}"] if gap.stretch else []
    words += [someone.name for someone in (gap.person, gap.other) if someone]
    words += [gap.other_unit] if gap.other_unit else []
    words += [f"{gap.present}/{gap.required}"] if gap.required else []
    return " ".join(words)


def gaps(duty_board: DutyBoard, *, first: date = MONDAY, last: date = MONDAY) -> list[str]:
    return [told(gap) for gap in find_gaps(OFFICE, duty_board, first, last)]


def of(*duties: Duty) -> list[str]:
    return gaps(board(*duties, people=PEOPLE))


def without(line: Duty) -> list[Duty]:
    return [other for other in COMPLETE if other != line]


def test_a_complete_roster_has_no_gaps() -> None:
    assert of(*COMPLETE) == []


def test_an_empty_day_is_short_in_every_unit_that_needs_officers() -> None:
    assert of() == [
        "short 23 pelaporan 07.00-17.00 0/2",
        "short 23 pti 07.00-17.00 0/1",
        "short 23 humas 07.00-17.00 0/1",
    ]


def test_a_unit_with_one_of_two_officers_is_short() -> None:
    assert of(*without(COMPLETE[1])) == ["short 23 pelaporan 07.00-17.00 1/2"]


def test_only_the_uncovered_part_of_the_day_is_short() -> None:
    part = duty(CITRA, "pti", hours="07:00-12:00"), duty(EKO, "pti", hours="13:00-15:30")
    assert of(*without(COMPLETE[2]), *part) == [
        "short 23 pti 12.00-13.00 0/1",
        "short 23 pti 15.30-17.00 0/1",
        "for_nobody 23 pti 12.00-13.00 Fitri Citra",
    ]


def test_a_break_that_nobody_covers_is_a_gap() -> None:
    assert of(*without(COMPLETE[4])) == ["no_cover 23 humas 12.00-13.00 Dewi"]


def test_a_break_covered_in_part_is_a_gap_for_the_rest() -> None:
    assert of(*without(COMPLETE[4]), duty(EKO, "humas", COVER, hours="12:00-12:30")) == [
        "no_cover 23 humas 12.30-13.00 Dewi"
    ]


def test_an_operator_on_standing_duty_needs_no_cover_but_a_rostered_one_does() -> None:
    assert of(*COMPLETE, duty(RINA, "operator")) == ["no_cover 23 operator 12.00-13.00 Rina"]


def test_someone_on_duty_who_cannot_be_rung_is_named() -> None:
    away = [replace(someone, is_active=False) if someone in (CITRA, EKO) else someone for someone in PEOPLE]
    assert gaps(board(*COMPLETE, people=away)) == [
        "short 23 pti 07.00-17.00 0/1",
        "unreachable 23 pti 07.00-17.00 Citra",
        "unreachable 23 humas 12.00-13.00 Eko",
        "no_cover 23 humas 12.00-13.00 Dewi",
    ]


def test_someone_away_with_a_substitute_is_no_gap() -> None:
    away = [replace(someone, is_active=False) if someone == CITRA else someone for someone in PEOPLE]
    roster = board(*COMPLETE, duty(FITRI, "pti", SUBSTITUTE, replaces=CITRA), people=away)
    assert gaps(roster) == ["no_cover 23 pti 12.00-13.00 Fitri"]


def test_one_person_cannot_be_in_two_units() -> None:
    assert of(*COMPLETE, duty(EKO, "pti", hours="11:00-12:30")) == [
        "no_cover 23 pti 12.00-12.30 Eko",
        "two_units 23 pti 12.00-12.30 Eko humas",
    ]


def test_a_line_on_a_closed_day_is_a_gap_and_nothing_else_is() -> None:
    own = HolidayPolicy(added=(SpecialDay(MONDAY, "Hari Jadi Kantor", "SK 1"),))
    closed = hotline(holidays=own)
    lines = duty(AGUS, "pelaporan"), duty(DEWI, "humas", hours="08:00-12:00")
    found = find_gaps(closed, board(*lines, people=PEOPLE), MONDAY, MONDAY)
    assert [told(gap) for gap in found] == [
        "outside_hours 23 pelaporan Agus",
        "outside_hours 23 humas 08.00-12.00 Dewi",
    ]


def test_a_line_outside_the_service_hours_is_a_gap() -> None:
    assert of(*COMPLETE, duty(FITRI, "humas", hours="18:00-20:00")) == ["outside_hours 23 humas 18.00-20.00 Fitri"]


def test_a_substitute_for_someone_who_is_not_on_duty_is_a_gap() -> None:
    assert of(*COMPLETE, duty(FITRI, "humas", SUBSTITUTE, replaces=AGUS)) == [
        "for_nobody 23 humas 07.00-17.00 Fitri Agus"
    ]


def test_the_number_required_differs_by_weekday() -> None:
    friday = MONDAY + timedelta(days=4)
    desk = {"desk": Unit("desk", "Desk", required=dict.fromkeys(WEEKDAYS, 2) | {4: 1})}
    office = hotline(units=desk, breaks={})
    one_each = board(*(duty(AGUS, "desk", on=MONDAY + timedelta(days=n)) for n in range(5)))
    found = find_gaps(office, one_each, MONDAY, friday)
    assert [f"{gap.on:%A} {gap.present}/{gap.required}" for gap in found] == [
        "Monday 1/2",
        "Tuesday 1/2",
        "Wednesday 1/2",
        "Thursday 1/2",
    ]


def test_a_night_is_looked_at_as_one_service_day() -> None:
    desk = {"desk": Unit("desk", "Desk", required=dict.fromkeys(range(7), 1))}
    office = hotline(units=desk, hours=dict.fromkeys(range(7), spans("20:00-06:00")), breaks={})
    sunday = MONDAY - timedelta(days=1)
    lines = duty(AGUS, "desk", on=sunday), duty(BUDI, "desk", hours="20:00-02:00")
    assert find_gaps(office, board(*lines), MONDAY, MONDAY) == (
        Gap(
            GapKind.SHORT,
            MONDAY,
            "desk",
            Stretch(at("2026-11-24 02:00"), at("2026-11-24 06:00")),
            required=1,
            present=0,
        ),
    )


def test_gaps_are_told_by_day() -> None:
    tuesday = MONDAY + timedelta(days=1)
    found = gaps(board(*COMPLETE, people=PEOPLE), last=tuesday)
    assert found == [
        f"short 24 {unit}" for unit in ("pelaporan 07.00-17.00 0/2", "pti 07.00-17.00 0/1", "humas 07.00-17.00 0/1")
    ]
