"""Closed for a while: before, at and after its end, over midnight, in a break, on a holiday, two at once."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.domain.hotline import Hotline
from ivr.domain.hours import State, opening, service_day, service_spans
from ivr.domain.notices import Notice, announced_at, closed_until, closing_at
from tests.domain.samples import JAKARTA, MONDAY, at, hotline, spans

OFFICE = hotline()


def closed(start: str, end: str, text: str = "Kami tutup sementara.", *, id: int = 1) -> Notice:
    return Notice(id, True, text, at(start), at(end), "Maya")


def seen(office: Hotline, when: str) -> tuple[str, str | None]:
    found = opening(office, at(when))
    again = found.reopens_at
    return found.state.value, f"{again.astimezone(JAKARTA):%Y-%m-%d %H:%M}" if again else None


MORNING = closed("2026-11-23 10:00", "2026-11-23 13:00")
OVERNIGHT = closed("2026-11-23 15:00", "2026-11-24 09:00")
TILL_EVENING = closed("2026-11-23 15:00", "2026-11-23 20:00")
CHRISTMAS = closed("2026-12-23 16:00", "2026-12-28 09:30")
TWO = (MORNING, closed("2026-11-23 11:00", "2026-11-23 12:00", "Kami pindah ruang.", id=2))
CHAIN = (MORNING, closed("2026-11-23 12:30", "2026-11-24 08:00", id=2))


@pytest.mark.parametrize(
    ("notices", "when", "expected"),
    [
        ((MORNING,), "2026-11-23 09:59:59", ("open", None)),
        ((MORNING,), "2026-11-23 10:00:00", ("suspended", "2026-11-23 13:00")),
        ((MORNING,), "2026-11-23 12:30:00", ("suspended", "2026-11-23 13:00")),  # the break
        ((MORNING,), "2026-11-23 12:59:59", ("suspended", "2026-11-23 13:00")),
        ((MORNING,), "2026-11-23 13:00:00", ("open", None)),
        ((OVERNIGHT,), "2026-11-23 15:00:00", ("suspended", "2026-11-24 09:00")),
        ((OVERNIGHT,), "2026-11-24 00:00:00", ("suspended", "2026-11-24 09:00")),
        ((OVERNIGHT,), "2026-11-24 08:59:59", ("suspended", "2026-11-24 09:00")),
        ((OVERNIGHT,), "2026-11-24 09:00:00", ("open", None)),
        ((TILL_EVENING,), "2026-11-23 16:00:00", ("suspended", "2026-11-24 07:00")),
        ((TILL_EVENING,), "2026-11-23 18:00:00", ("suspended", "2026-11-24 07:00")),
        ((TILL_EVENING,), "2026-11-23 20:00:00", ("closed", "2026-11-24 07:00")),
        ((CHRISTMAS,), "2026-12-25 10:00:00", ("suspended", "2026-12-28 09:30")),
        ((closed("2026-12-24 08:00", "2026-12-25 08:00"),), "2026-12-24 09:00:00", ("suspended", "2026-12-28 07:00")),
        (TWO, "2026-11-23 11:30:00", ("suspended", "2026-11-23 13:00")),
        (TWO, "2026-11-23 12:00:00", ("suspended", "2026-11-23 13:00")),
        (CHAIN, "2026-11-23 10:30:00", ("suspended", "2026-11-24 08:00")),
        # To come: the morning's opening is not one when it lies in a notice.
        ((closed("2026-11-24 06:00", "2026-11-24 10:00"),), "2026-11-23 18:00:00", ("closed", "2026-11-24 10:00")),
    ],
)
def test_a_closing_notice_holds_up_to_its_end(
    notices: tuple[Notice, ...], when: str, expected: tuple[str, str | None]
) -> None:
    assert seen(replace(OFFICE, notices=notices), when) == expected


def test_of_two_the_newer_words_are_spoken() -> None:
    office = replace(OFFICE, notices=TWO)
    texts = [notice.text if (notice := opening(office, at(when)).notice) else None
             for when in ("2026-11-23 10:30", "2026-11-23 11:30", "2026-11-23 12:30", "2026-11-23 13:30")]  # fmt: skip
    assert texts == ["Kami tutup sementara.", "Kami pindah ruang.", "Kami tutup sementara.", None]


def test_a_night_watch_keeps_its_day() -> None:
    night = hotline(
        hours={0: spans("20:00-06:00")}, breaks={}, notices=(closed("2026-11-24 01:00", "2026-11-24 02:00"),)
    )
    found = opening(night, at("2026-11-24 01:30"))
    assert (found.state, found.day, found.is_open) == (State.SUSPENDED, MONDAY, False)
    assert seen(night, "2026-11-24 01:30") == ("suspended", "2026-11-24 02:00")


def test_a_service_day_with_a_notice_stays_a_service_day() -> None:
    office = replace(OFFICE, notices=(CHRISTMAS, OVERNIGHT))
    assert service_spans(office, MONDAY) == service_spans(OFFICE, MONDAY)
    assert service_day(office, MONDAY) == service_day(OFFICE, MONDAY)


def test_an_announcement_closes_nothing_and_several_are_told_in_turn() -> None:
    news = tuple(
        Notice(number, False, text, at(start), at("2026-11-23 12:00"))
        for number, text, start in ((2, "Dua.", "2026-11-23 09:00"), (1, "Satu.", "2026-11-23 08:00"))
    )
    office = replace(OFFICE, notices=news)
    assert opening(office, at("2026-11-23 10:00")).state is State.OPEN
    assert [one.text for one in announced_at(news, at("2026-11-23 10:00"))] == ["Satu.", "Dua."]
    assert [one.text for one in announced_at(news, at("2026-11-23 08:30"))] == ["Satu."]
    assert announced_at(news, at("2026-11-23 12:00")) == ()


HOURS = st.integers(0, 24 * 8)


@given(
    st.lists(st.tuples(HOURS, st.integers(1, 60), st.booleans()), max_size=5),
    st.integers(0, 24 * 60 * 8),
)
def test_the_moment_of_reopening_is_the_first_at_which_it_is_open(
    written: list[tuple[int, int, bool]], minute: int
) -> None:
    start = at("2026-12-21 00:00")

    def moment(hours: int) -> datetime:
        return start + timedelta(hours=hours)

    notices = tuple(
        Notice(place, closes, "Tutup.", moment(begins), moment(begins + lasts))
        for place, (begins, lasts, closes) in enumerate(written)
    )
    office, now = replace(OFFICE, notices=notices), start + timedelta(minutes=minute)
    found = opening(office, now)
    if found.is_open:
        assert closing_at(notices, now) is None
        return
    again = found.reopens_at
    assert again is not None
    assert opening(office, again).is_open
    # Every change happens on a full hour of these weeks, so that half an hour is fine enough to find an earlier one.
    step = now
    while step < again:
        assert not opening(office, step).is_open
        step += timedelta(minutes=30)
    free = closed_until(notices, now)
    assert closing_at(notices, free) is None
