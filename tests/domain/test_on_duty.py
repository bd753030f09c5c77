"""Who answers at a moment: duties, substitutes, covers, operators, order, and every reason."""

from dataclasses import replace
from datetime import date

import pytest

from ivr.domain.hotline import RingPolicy
from ivr.domain.on_duty import Answering, who_answers
from ivr.domain.people import Person, Role
from ivr.domain.roster import Duty, DutyBoard, Line, Task
from tests.domain.samples import (
    AGUS,
    BUDI,
    CITRA,
    DEWI,
    EKO,
    EVERYBODY,
    FITRI,
    RINA,
    SARI,
    at,
    board,
    duty,
    hotline,
    person,
    spans,
)

OFFICE = hotline()
MORNING, LUNCH, EVENING = "2026-11-23 09:00", "2026-11-23 12:30", "2026-11-23 16:59"
TUESDAY = date(2026, 11, 24)
COVER, SUBSTITUTE = Task.COVER, Task.SUBSTITUTE


def ask(unit: str, when: str, duty_board: DutyBoard) -> Answering:
    return who_answers(OFFICE, unit, at=at(when), board=duty_board)


def names(people: tuple[Person, ...]) -> list[str]:
    return [someone.name for someone in people]


def on_duty(unit: str, when: str, *duties: Duty) -> list[str]:
    return names(ask(unit, when, board(*duties)).officers)


def reasons(answering: Answering) -> list[str]:
    """The chain without the constant first line: `key value value`."""
    return [" ".join([reason.key, *map(str, reason.values.values())]) for reason in answering.reasons[1:]]


def test_the_officers_of_the_unit_are_on_duty_the_whole_service_day() -> None:
    roster = duty(AGUS, "pelaporan"), duty(BUDI, "pelaporan"), duty(CITRA, "pti")
    assert on_duty("pelaporan", "2026-11-23 07:00", *roster) == ["Agus", "Budi"]
    assert on_duty("pelaporan", EVENING, *roster) == ["Agus", "Budi"]
    assert on_duty("pti", MORNING, *roster) == ["Citra"]
    assert on_duty("humas", MORNING, *roster) == []
    assert on_duty("pelaporan", "2026-11-24 09:00", *roster) == []


def test_a_duty_may_have_hours_of_its_own() -> None:
    roster = duty(AGUS, "pelaporan", hours="07:00-12:00"), duty(BUDI, "pelaporan", hours="12:00-17:00")
    assert on_duty("pelaporan", "2026-11-23 11:59", *roster) == ["Agus"]
    assert on_duty("pelaporan", "2026-11-23 12:00", *roster) == ["Budi"]


@pytest.mark.parametrize("when", ["2026-11-23 06:59", "2026-11-23 17:00", "2026-11-22 09:00", "2026-12-25 09:00"])
def test_nobody_answers_while_closed(when: str) -> None:
    answering = ask("operator", when, board(duty(RINA, "operator", hours="00:00-00:00", on=at(when).date())))
    assert (answering.officers, answering.free, answering.fallback) == ((), (), None)


def test_a_substitute_takes_over_the_whole_duty() -> None:
    roster = duty(DEWI, "humas"), duty(EKO, "humas", SUBSTITUTE, replaces=DEWI)
    assert on_duty("humas", MORNING, *roster) == ["Eko"]


def test_a_substitute_with_hours_takes_over_for_these() -> None:
    roster = duty(DEWI, "humas"), duty(EKO, "humas", SUBSTITUTE, hours="10:00-12:00", replaces=DEWI)
    assert on_duty("humas", "2026-11-23 09:59", *roster) == ["Dewi"]
    assert on_duty("humas", "2026-11-23 10:00", *roster) == ["Eko"]
    assert on_duty("humas", "2026-11-23 12:00", *roster) == ["Dewi"]


def test_substitutes_are_substituted_and_circles_end() -> None:
    chain = (
        duty(DEWI, "humas"),
        duty(EKO, "humas", SUBSTITUTE, replaces=DEWI),
        duty(FITRI, "humas", SUBSTITUTE, replaces=EKO),
    )
    assert on_duty("humas", MORNING, *chain) == ["Fitri"]
    assert on_duty("humas", MORNING, *chain, duty(DEWI, "humas", SUBSTITUTE, replaces=FITRI)) == ["Fitri"]


def test_two_officers_can_swap() -> None:
    roster = (
        duty(AGUS, "pelaporan", hours="07:00-12:00"),
        duty(BUDI, "pelaporan", hours="12:00-17:00"),
        duty(BUDI, "pelaporan", SUBSTITUTE, replaces=AGUS),
        duty(AGUS, "pelaporan", SUBSTITUTE, replaces=BUDI),
    )
    assert on_duty("pelaporan", MORNING, *roster) == ["Budi"]
    assert on_duty("pelaporan", EVENING, *roster) == ["Agus"]


def test_the_substitute_of_another_unit_changes_nothing() -> None:
    assert on_duty("humas", MORNING, duty(DEWI, "humas"), duty(EKO, "pti", SUBSTITUTE, replaces=DEWI)) == ["Dewi"]


def test_a_named_cover_answers_in_the_break() -> None:
    roster = duty(DEWI, "humas"), duty(EKO, "humas", COVER, replaces=DEWI)
    assert on_duty("humas", "2026-11-23 11:59", *roster) == ["Dewi"]
    assert on_duty("humas", LUNCH, *roster) == ["Eko"]
    assert on_duty("humas", "2026-11-23 13:00", *roster) == ["Dewi"]


def test_friday_has_its_own_break() -> None:
    friday = date(2026, 11, 27)
    roster = duty(DEWI, "humas", on=friday), duty(EKO, "humas", COVER, on=friday)
    assert on_duty("humas", "2026-11-27 11:30", *roster) == ["Eko"]
    assert on_duty("humas", "2026-11-27 13:29", *roster) == ["Eko"]
    assert on_duty("humas", "2026-11-27 13:30", *roster) == ["Dewi"]


def test_a_cover_for_nobody_in_particular_covers_all_without_a_cover_of_their_own() -> None:
    both = duty(AGUS, "pelaporan"), duty(BUDI, "pelaporan")
    assert on_duty("pelaporan", LUNCH, *both, duty(FITRI, "pelaporan", COVER)) == ["Fitri"]
    assert on_duty(
        "pelaporan", LUNCH, *both, duty(FITRI, "pelaporan", COVER), duty(EKO, "pelaporan", COVER, replaces=BUDI)
    ) == ["Fitri", "Eko"]


def test_nobody_covers_so_the_officer_stays_on() -> None:
    answering = ask("humas", LUNCH, board(duty(DEWI, "humas")))
    assert names(answering.officers) == ["Dewi"]
    assert answering.posts[0].lacks_cover
    assert reasons(answering) == [
        "hours.break 12.00 13.00",
        "duty.whole_day Dewi Senin",
        "break.uncovered Dewi",
        "order.never_used 1 Dewi",
        "fallback.unit Operator",
    ]


def test_a_cover_for_the_absent_officer_also_covers_the_substitute() -> None:
    roster = (
        duty(DEWI, "humas"),
        duty(EKO, "humas", SUBSTITUTE, replaces=DEWI),
        duty(FITRI, "humas", COVER, replaces=DEWI),
    )
    assert on_duty("humas", LUNCH, *roster) == ["Fitri"]


def test_a_cover_can_be_substituted() -> None:
    roster = (
        duty(DEWI, "humas"),
        duty(EKO, "humas", COVER),
        duty(FITRI, "humas", SUBSTITUTE, replaces=EKO),
    )
    assert on_duty("humas", LUNCH, *roster) == ["Fitri"]
    assert reasons(ask("humas", LUNCH, board(*roster))) == [
        "hours.break 12.00 13.00",
        "duty.whole_day Dewi Senin",
        "break.cover_substituted Eko Fitri",
        "break.covered Dewi Fitri",
        "order.never_used 1 Fitri",
        "fallback.unit Operator",
    ]


def test_a_cover_who_cannot_be_rung_leaves_the_officer_on() -> None:
    away = replace(EKO, is_active=False)
    people = [away if someone.id == EKO.id else someone for someone in EVERYBODY]
    answering = ask("humas", LUNCH, board(duty(DEWI, "humas"), duty(EKO, "humas", COVER), people=people))
    assert names(answering.officers) == ["Dewi"]
    assert "break.cover_unreachable Dewi Eko" in reasons(answering)
    assert "break.uncovered Dewi" in reasons(answering)


def test_people_who_cannot_be_rung_are_named_but_not_rung() -> None:
    people = (person(1, "Agus", "pelaporan", active=False), person(2, "Budi", "pelaporan", phone=False))
    answering = ask("pelaporan", MORNING, board(duty(AGUS, "pelaporan"), duty(BUDI, "pelaporan"), people=people))
    assert answering.officers == ()
    assert reasons(answering) == [
        "duty.whole_day Agus Senin",
        "duty.whole_day Budi Senin",
        "telephone.inactive Agus",
        "telephone.missing Budi",
        "fallback.unit Operator",
    ]


def test_one_person_is_listed_once_and_may_serve_two_units() -> None:
    roster = (
        duty(AGUS, "pelaporan", hours="07:00-12:00"),
        duty(AGUS, "pelaporan", hours="08:00-17:00"),
        duty(AGUS, "pti"),
    )
    assert on_duty("pelaporan", MORNING, *roster) == ["Agus"]
    assert on_duty("pti", MORNING, *roster) == ["Agus"]


def test_operators_stand_on_duty_without_a_roster_line() -> None:
    assert on_duty("operator", MORNING) == ["Rina", "Sari"]
    elsewhere = person(9, "Tono", "pti", role=Role.OPERATOR)
    assert names(ask("operator", MORNING, board(people=[*EVERYBODY, elsewhere])).officers) == ["Rina", "Sari"]


def test_a_roster_line_replaces_the_standing_operators_of_that_day() -> None:
    assert on_duty("operator", MORNING, duty(EKO, "operator")) == ["Eko"]
    assert on_duty("operator", EVENING, duty(EKO, "operator", hours="07:00-12:00")) == []
    assert on_duty("operator", MORNING, duty(EKO, "operator", on=TUESDAY)) == ["Rina", "Sari"]


def test_operators_are_substituted_and_covered_like_others() -> None:
    roster = duty(EKO, "operator", SUBSTITUTE, replaces=RINA), duty(FITRI, "operator", COVER, replaces=SARI)
    assert on_duty("operator", MORNING, *roster) == ["Eko", "Sari"]
    assert on_duty("operator", LUNCH, *roster) == ["Eko", "Fitri"]


def test_an_operator_on_standing_duty_stays_on_in_the_break_without_a_gap() -> None:
    answering = ask("operator", LUNCH, board(people=[RINA]))
    assert not answering.posts[0].lacks_cover
    assert reasons(answering) == [
        "hours.break 12.00 13.00",
        "duty.standing Rina",
        "break.standing Rina",
        "order.never_used 1 Rina",
        "fallback.none",
    ]


def test_a_duty_runs_past_midnight() -> None:
    night = hotline(hours=dict.fromkeys(range(7), spans("20:00-06:00")), breaks={0: spans("23:30-00:30")})
    roster = board(
        duty(AGUS, "pelaporan"),
        duty(BUDI, "pelaporan", hours="22:00-02:00"),
        duty(FITRI, "pelaporan", COVER, replaces=AGUS),
        duty(CITRA, "pelaporan", on=TUESDAY),
    )

    def at_night(when: str) -> list[str]:
        return names(who_answers(night, "pelaporan", at=at(when), board=roster).officers)

    assert at_night("2026-11-23 21:00") == ["Agus"]
    assert at_night("2026-11-24 00:15") == ["Fitri", "Budi"]
    assert at_night("2026-11-24 01:00") == ["Agus", "Budi"]
    assert at_night("2026-11-24 05:59") == ["Agus"]
    assert at_night("2026-11-24 06:00") == []
    assert at_night("2026-11-24 20:00") == ["Citra"]


def test_the_telephone_that_rested_longest_rings_first() -> None:
    three = duty(AGUS, "pelaporan"), duty(BUDI, "pelaporan"), duty(CITRA, "pelaporan")
    lines = {
        AGUS: Line(last_used_at=at("2026-11-23 08:50")),
        BUDI: Line(last_used_at=at("2026-11-20 15:00")),
    }
    answering = ask("pelaporan", MORNING, board(*three, lines=lines))
    assert names(answering.officers) == ["Citra", "Budi", "Agus"]
    assert reasons(answering)[3:6] == [
        "order.never_used 1 Citra",
        "order.longest_idle 2 Budi 15.00 (20 November 2026)",
        "order.longest_idle 3 Agus 08.50",
    ]


def test_the_office_may_ring_in_the_order_of_the_roster() -> None:
    as_rostered = hotline(ring=RingPolicy(order="as_rostered"))
    lines = {BUDI: Line(last_used_at=at("2026-11-23 08:50"))}
    answering = who_answers(
        as_rostered,
        "pelaporan",
        at=at(MORNING),
        board=board(duty(BUDI, "pelaporan"), duty(AGUS, "pelaporan"), lines=lines),
    )
    assert names(answering.officers) == ["Budi", "Agus"]


def test_a_busy_telephone_is_listed_but_not_free() -> None:
    roster = board(duty(AGUS, "pelaporan"), duty(BUDI, "pelaporan"), lines={AGUS: Line(is_busy=True)})
    answering = ask("pelaporan", MORNING, roster)
    assert names(answering.officers) == ["Agus", "Budi"]
    assert names(answering.free) == ["Budi"]
    assert "order.busy Agus" in reasons(answering)


def test_closed_hours_are_explained() -> None:
    empty = board()
    first = ask("humas", "2026-12-24 09:00", empty).reasons
    assert [reason.key for reason in first] == ["hours.holiday_by_decree", "hours.reopens"]
    assert first[0].values["holiday"] == "Cuti Bersama Hari Raya Natal"
    assert str(first[0].values["decree"]).startswith("SKB Tiga Menteri")
    assert first[1].values["date"] == "Senin, 28 Desember 2026"
    assert [r.key for r in ask("humas", "2026-11-22 09:00", empty).reasons] == ["hours.no_service_day", "hours.reopens"]
    assert [r.key for r in ask("humas", "2026-11-23 18:00", empty).reasons] == ["hours.closed", "hours.reopens"]


def test_an_empty_roster_says_nobody() -> None:
    assert reasons(ask("humas", MORNING, board())) == [
        "duty.nobody Direktorat Kerjasama dan Humas",
        "fallback.unit Operator",
    ]


def test_an_unknown_unit_is_a_fault_of_the_caller() -> None:
    with pytest.raises(KeyError):
        ask("arsip", MORNING, board())
