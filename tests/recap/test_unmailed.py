"""A recap that nobody was there to get: mailed, as the first, when a coordinator comes."""

from datetime import date

import pytest

from ivr.store.recaps import Kind
from tests.recap.mail_room import MailRoom

MONDAYS = "Rekapitulasi Telepon Harian Call Center PPATK - Senin, 23 November 2026"
TUESDAYS = "Rekapitulasi Telepon Harian Call Center PPATK - Selasa, 24 November 2026"


@pytest.fixture
def alone(room: MailRoom) -> MailRoom:
    """Monday's recap was made, and the hotline had no coordinator."""
    room.records.on_duty("Andi", "pti")
    room.records.talk("09:00", "Andi", "pti")
    assert room.at("17:30").makes() == 1
    assert room.letters() == []
    return room


def test_who_comes_ten_minutes_later_gets_it_once(alone: MailRoom) -> None:
    assert alone.at("17:31").ticks() == []
    alone.coordinator("Maya")
    assert alone.at("17:40").ticks() == [MONDAYS]
    assert alone.at("17:41").ticks() == []
    assert alone.at("2026-11-24 07:00").ticks() == []
    assert alone.at("2026-11-24 17:30").ticks() == [TUESDAYS]


def test_forms_of_the_evening_are_in_the_first_mail_and_make_no_revision(alone: MailRoom) -> None:
    alone.records.fill(1, "Andi", name="Ibu Rahma")
    alone.coordinator("Maya")
    assert alone.at("20:00").ticks() == [MONDAYS]
    assert alone.at("2026-11-24 07:00").ticks() == []


@pytest.mark.parametrize("is_changed", [True, False])
def test_at_the_next_opening_it_is_still_the_first(alone: MailRoom, is_changed: bool) -> None:
    if is_changed:
        alone.records.fill(1, "Andi", name="Ibu Rahma")
    alone.coordinator("Maya")
    assert alone.at("2026-11-24 07:00").ticks() == [MONDAYS]
    assert alone.at("2026-11-24 07:01").ticks() == []
    assert alone.at("2026-11-25 07:00").ticks()[-1:] != [MONDAYS]


def test_after_the_next_opening_only_news_are_mailed_and_still_as_the_first(alone: MailRoom) -> None:
    alone.at("2026-11-24 07:00").makes()
    alone.coordinator("Maya")
    assert alone.at("2026-11-24 08:00").ticks() == []
    assert alone.at("2026-11-24 17:30").ticks() == [TUESDAYS]
    alone.records.fill(1, "Andi", name="Ibu Rahma")
    assert alone.at("2026-11-25 07:00").ticks() == [MONDAYS]
    assert alone.at("2026-11-25 07:01").ticks() == []


def test_news_without_a_coordinator_make_no_revision(alone: MailRoom) -> None:
    alone.records.fill(1, "Andi", name="Ibu Rahma")
    alone.at("2026-11-24 07:00").makes()
    made = alone.latest()
    assert made is not None
    assert made.revision == 1


def test_who_comes_beside_others_gets_no_second_first(room: MailRoom) -> None:
    room.coordinator("Maya")
    assert room.at("17:30").ticks() == [MONDAYS]
    room.coordinator("Putri")
    assert room.at("17:40").ticks() == []


def test_the_month_too(room: MailRoom) -> None:
    room.records.call("2026-10-30 09:00")
    room.at("2026-11-02 07:00").makes()
    assert room.latest(date(2026, 10, 1), Kind.MONTHLY) is not None
    room.coordinator("Maya")
    subject = room.at("2026-11-03 09:00").ticks()[0]
    assert subject == "Rekapitulasi Telepon Bulanan Call Center PPATK - Oktober 2026"
    assert not [subject for subject in room.at("2026-11-03 09:01").ticks() if "Bulanan" in subject]
