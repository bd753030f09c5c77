"""Duties that need a substitute: whose they are, which lines let somebody substitute, and who answers then."""

from datetime import time, timedelta

import pytest

from ivr.domain.held_duty import HeldDuty, Standing, held_duties, standing_of, substitute_lines
from ivr.domain.hotline import Hotline
from ivr.domain.posts import posts_at
from ivr.domain.roster import Duty, DutyBoard, Task
from tests.domain.samples import AGUS, BUDI, CITRA, DEWI, MONDAY, RINA, SARI, at, board, duty, hotline, spans

TUESDAY = MONDAY + timedelta(days=1)
NIGHTS = hotline(hours={day: spans("00:00-00:00") for day in range(7)}, breaks={})


def held(desk: DutyBoard, of: Hotline, person_id: int) -> HeldDuty:
    (found,) = [one for one in held_duties(of, desk, first=MONDAY, last=MONDAY) if one.person_id == person_id]
    return found


def answering(of: Hotline, lines: list[Duty], unit: str, when: str) -> list[int]:
    return [one for post in posts_at(of, unit, at=at(when), board=board(*lines)) for one in post.answering]


def test_a_whole_duty_is_passed_on_whole_with_its_breaks() -> None:
    office, lines = hotline(), [duty(AGUS, "pelaporan")]
    (line,) = substitute_lines(office, held(board(*lines), office, AGUS.id), BUDI.id, starts=None, ends=None)

    assert line == duty(BUDI, "pelaporan", Task.SUBSTITUTE, replaces=AGUS)
    assert answering(office, [*lines, line], "pelaporan", "2026-11-23 12:30") == [BUDI.id]


def test_the_usual_times_typed_out_mean_the_whole_duty_and_one_end_keeps_the_other() -> None:
    office = hotline()
    agus = held(board(duty(AGUS, "pelaporan", hours="08:00-12:00")), office, AGUS.id)

    (whole,) = substitute_lines(office, agus, BUDI.id, starts=time(8), ends=time(12))
    assert (whole.starts, whole.ends) == (None, None)
    (later,) = substitute_lines(office, agus, BUDI.id, starts=time(10), ends=None)
    assert (later.starts, later.ends) == (time(10), time(12))


@pytest.mark.parametrize(("starts", "ends"), [(time(6), time(9)), (time(9), time(18)), (time(10), time(10))])
def test_times_outside_of_the_duty_are_refused(starts: time, ends: time) -> None:
    office = hotline()
    with pytest.raises(ValueError, match=r"^$"):
        substitute_lines(
            office, held(board(duty(AGUS, "pelaporan")), office, AGUS.id), BUDI.id, starts=starts, ends=ends
        )


@pytest.mark.parametrize(
    ("starts", "ends", "his", "hers"),
    [
        (None, None, [], ["2026-11-23 22:30", "2026-11-24 05:00"]),
        (time(22), time(2), ["2026-11-24 03:00"], ["2026-11-23 23:00", "2026-11-24 01:00"]),
        (time(2), None, ["2026-11-23 23:00", "2026-11-24 01:00"], ["2026-11-24 02:00", "2026-11-24 05:59"]),
    ],
)
def test_of_a_night_the_small_hours_belong_to_the_next_day(
    starts: time | None, ends: time | None, his: list[str], hers: list[str]
) -> None:
    lines = [duty(CITRA, "pti", hours="22:00-06:00")]
    night = held(board(*lines), NIGHTS, CITRA.id)
    lines += substitute_lines(NIGHTS, night, DEWI.id, starts=starts, ends=ends)

    assert [answering(NIGHTS, lines, "pti", when) for when in his] == [[CITRA.id]] * len(his)
    assert [answering(NIGHTS, lines, "pti", when) for when in hers] == [[DEWI.id]] * len(hers)


def test_an_operator_on_standing_duty_can_be_replaced_too() -> None:
    office = hotline()
    rina = held(board(), office, RINA.id)
    assert (rina.task, rina.unit) == (None, "operator")
    lines = list(substitute_lines(office, rina, CITRA.id, starts=None, ends=None))

    assert answering(office, lines, "operator", "2026-11-23 09:00") == [CITRA.id, SARI.id]


def test_who_is_replaced_already_says_by_whom() -> None:
    office = hotline()
    desk = board(duty(AGUS, "pelaporan"), duty(BUDI, "pelaporan", Task.SUBSTITUTE, replaces=AGUS))
    assert held(desk, office, AGUS.id).replaced_by == BUDI.id
    assert held(desk, office, BUDI.id).replaced_by is None


def test_how_others_stand_to_a_duty() -> None:
    office = hotline()
    lines = [
        duty(AGUS, "pelaporan"),
        duty(BUDI, "pelaporan", hours="13:00-17:00"),
        duty(CITRA, "pti"),
        duty(DEWI, "pelaporan", Task.COVER),
        duty(CITRA, "pti", on=TUESDAY),
    ]
    agus = held(board(*lines), office, AGUS.id)
    assert standing_of(office, agus, BUDI.id, [duty(BUDI, "pelaporan")]) is Standing.THERE
    helping = duty(BUDI, "pelaporan", Task.SUBSTITUTE, hours="08:00-09:00", replaces=AGUS)
    assert standing_of(office, agus, BUDI.id, [helping]) is Standing.FREE
    found = {one.name: standing_of(office, agus, one.id, lines) for one in (BUDI, CITRA, DEWI, SARI)}

    assert found == {
        "Budi": Standing.PARTLY,
        "Citra": Standing.ELSEWHERE,
        "Dewi": Standing.ELSEWHERE,
        "Sari": Standing.FREE,
    }
