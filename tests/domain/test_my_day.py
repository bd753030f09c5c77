"""A person's part in a day, and until when they answer."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ivr.domain.my_day import MyDay, Part, answers_until, my_day
from ivr.domain.on_duty import who_answers
from ivr.domain.pause import Pause, PauseReason
from ivr.domain.roster import DutyBoard, Task
from tests.domain.samples import AGUS, BUDI, CITRA, EVERYBODY, MONDAY, RINA, SARI, at, board, duty, hotline

OFFICE = hotline()


def told(days: tuple[MyDay, ...]) -> list[str]:
    """`07.00-12.00 duty`, with ids and a mark for a break without cover."""
    zone = OFFICE.zone
    return [
        f"{stint.stretch.start.astimezone(zone):%H.%M}-{stint.stretch.end.astimezone(zone):%H.%M} {stint.part.value}"
        + "".join(f" {one}" for one in stint.others)
        + (" uncovered" if stint.lacks_cover else "")
        for day in days
        for stint in day.stints
    ]


def test_a_day_with_a_covered_break() -> None:
    rostered = board(duty(AGUS, "pelaporan"), duty(BUDI, "pelaporan", Task.COVER, replaces=AGUS))

    agus, budi = (my_day(OFFICE, rostered, who.id, on=MONDAY) for who in (AGUS, BUDI))

    assert told(agus) == ["07.00-12.00 duty", "12.00-13.00 covered 2", "13.00-17.00 duty"]
    assert agus[0].colleagues == (BUDI.id,)
    assert told(budi) == ["12.00-13.00 covers 1"]


def test_a_break_that_nobody_covers_is_marked_and_the_duty_goes_on() -> None:
    (day,) = my_day(OFFICE, board(duty(AGUS, "pelaporan")), AGUS.id, on=MONDAY)

    assert told((day,)) == ["07.00-12.00 duty", "12.00-13.00 duty uncovered", "13.00-17.00 duty"]
    assert answers_until(day.stints, at("2026-11-23 09:00")) == at("2026-11-23 17:00")


def test_a_covered_break_does_not_end_a_duty() -> None:
    rostered = board(duty(AGUS, "pelaporan"), duty(BUDI, "pelaporan", Task.COVER, replaces=AGUS))
    (day,) = my_day(OFFICE, rostered, AGUS.id, on=MONDAY)

    assert answers_until(day.stints, at("2026-11-23 09:00")) == at("2026-11-23 17:00")
    assert answers_until(day.stints, at("2026-11-23 12:30")) is None
    assert answers_until(day.stints, at("2026-11-23 17:00")) is None


def test_a_substitute_takes_over_for_part_of_the_day() -> None:
    rostered = board(
        duty(AGUS, "pelaporan"), duty(CITRA, "pelaporan", Task.SUBSTITUTE, replaces=AGUS, hours="13:00-17:00")
    )

    agus, citra = (my_day(OFFICE, rostered, who.id, on=MONDAY) for who in (AGUS, CITRA))

    assert told(agus) == ["07.00-12.00 duty", "12.00-13.00 duty uncovered", "13.00-17.00 replaced 3"]
    assert answers_until(agus[0].stints, at("2026-11-23 09:00")) == at("2026-11-23 13:00")
    assert told(citra) == ["13.00-17.00 substitutes 1"]


def test_an_operator_stands_by_unless_the_roster_names_somebody() -> None:
    assert told(my_day(OFFICE, board(), RINA.id, on=MONDAY)) == ["07.00-17.00 stands_by"]
    assert told(my_day(OFFICE, board(duty(SARI, "operator")), RINA.id, on=MONDAY)) == []


def test_who_is_on_no_line_has_no_day_and_nobody_has_one_on_a_sunday() -> None:
    assert my_day(OFFICE, board(duty(AGUS, "pelaporan")), BUDI.id, on=MONDAY) == ()
    assert my_day(OFFICE, board(), RINA.id, on=MONDAY - timedelta(days=1)) == ()


def test_two_units_are_two_days() -> None:
    rostered = board(duty(AGUS, "pelaporan"), duty(AGUS, "pti", hours="08:00-10:00"))

    days = my_day(OFFICE, rostered, AGUS.id, on=MONDAY)

    assert [day.unit for day in days] == ["pelaporan", "pti"]
    assert told(days[1:]) == ["08.00-10.00 duty"]


def test_a_cover_who_pauses_leaves_the_holder_on_now() -> None:
    noon = at("2026-11-23 12:10")
    paused = replace(BUDI, pause=Pause(PauseReason.MANUAL, noon, None))
    people = [paused if one is BUDI else one for one in EVERYBODY]
    rostered = board(duty(AGUS, "pelaporan"), duty(BUDI, "pelaporan", Task.COVER, replaces=AGUS), people=people)

    (agus,) = my_day(OFFICE, rostered, AGUS.id, on=MONDAY, now=noon)
    (budi,) = my_day(OFFICE, rostered, BUDI.id, on=MONDAY, now=noon)

    assert "12.10-13.00 duty uncovered" in told((agus,))
    assert told((budi,)) == ["12.00-13.00 covers 1"], "the own pause changes no duty"


BOARDS = [
    board(),
    board(duty(AGUS, "pelaporan"), duty(BUDI, "pelaporan")),
    board(duty(AGUS, "pelaporan"), duty(BUDI, "pelaporan", Task.COVER)),
    board(duty(AGUS, "pti", hours="16:00-02:00"), duty(CITRA, "pti", Task.SUBSTITUTE, replaces=AGUS)),
    board(duty(AGUS, "pelaporan"), duty(BUDI, "pelaporan", Task.COVER, replaces=AGUS, hours="11:00-12:30")),
]


@pytest.mark.parametrize("rostered", BOARDS)
@pytest.mark.parametrize("hours", range(20))
def test_whoever_answers_a_call_has_a_part_that_answers_and_nobody_else(rostered: DutyBoard, hours: int) -> None:
    moment = at("2026-11-23 06:30") + timedelta(minutes=37 * hours)
    for unit in OFFICE.units:
        answering = {one.id for one in who_answers(OFFICE, unit, at=moment, board=rostered).officers}
        for person in EVERYBODY:
            stints = [
                stint
                for day in my_day(OFFICE, rostered, person.id, on=MONDAY)
                for stint in day.stints
                if day.unit == unit and stint.stretch.holds(moment)
            ]
            assert any(stint.part.answers for stint in stints) == (person.id in answering), (unit, person.name)


def test_only_a_covered_and_a_replaced_person_do_not_answer() -> None:
    assert {part for part in Part if not part.answers} == {Part.COVERED, Part.REPLACED}
