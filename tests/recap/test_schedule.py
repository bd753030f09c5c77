"""When recaps are made: after closing, once, also late; revisions at the next opening; months on their first day."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from ivr.domain.people import Role
from ivr.store.recaps import Kind
from recap.daily import sending_time
from tests.calls.world import MONDAY, own_hotline, wib
from tests.recap.mail_room import MailRoom, mail_room

DAILY = "Rekapitulasi Telepon Harian Call Center PPATK - "


def test_the_recap_comes_at_the_hour_of_the_hotline_file_and_once(room: MailRoom) -> None:
    room.coordinator("Maya")
    assert room.at("17:29").ticks() == []
    assert room.at("17:30").ticks() == [f"{DAILY}Senin, 23 November 2026"]
    assert room.at("17:31").ticks() == []
    assert room.at("23:59").ticks() == []


def test_each_coordinator_gets_one_and_nobody_else(room: MailRoom) -> None:
    maya, putri = room.coordinator("Maya"), room.coordinator("Putri")
    room.coordinator("Lama", active=False)
    room.records.officer("Ketua", "pti", role=Role.LEADER)
    room.at("17:30").ticks()

    assert sorted(letter.key for letter in room.letters()) == [
        f"recap:ppatk:2026-11-23:1:{maya}",
        f"recap:ppatk:2026-11-23:1:{putri}",
    ]
    assert sorted(str(mail["To"]) for mail in room.arrived().values()) == [f"Maya <{maya}>", f"Putri <{putri}>"]
    (mail, _) = room.arrived().values()
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Date"] == "Mon, 23 Nov 2026 17:30:00 +0700"


def test_a_day_without_calls_says_so(room: MailRoom) -> None:
    room.coordinator("Maya")
    room.at("17:30").ticks()

    (mail,) = room.arrived().values()
    text = mail.get_body(("plain",))
    assert text is not None
    assert "Tidak ada panggilan masuk." in text.get_content()


def test_running_calls_are_awaited_for_half_an_hour(room: MailRoom) -> None:
    room.coordinator("Maya")
    room.records.call("16:55", None)
    assert room.at("17:30").ticks() == []
    assert room.at("17:59").ticks() == []
    assert room.at("18:00").ticks() == [f"{DAILY}Senin, 23 November 2026"]


def test_a_call_after_closing_is_not_awaited(room: MailRoom) -> None:
    room.coordinator("Maya")
    room.records.call("17:10", None)
    assert room.at("17:30").ticks() == [f"{DAILY}Senin, 23 November 2026"]


def test_days_that_were_missed_are_caught_up_oldest_first(room: MailRoom) -> None:
    room.coordinator("Maya")
    room.records.call("2026-11-18 09:00")
    room.at("2026-11-23 06:00").makes()
    assert [letter.key.split(":")[2] for letter in room.letters()] == ["2026-11-18", "2026-11-19", "2026-11-20"]


def test_catching_up_has_an_end(room: MailRoom) -> None:
    room.coordinator("Maya")
    room.records.call("2026-06-01 09:00")
    room.at("2026-11-23 06:00").makes()
    days = sorted(letter.key.split(":")[2] for letter in room.letters() if len(letter.key.split(":")[2]) == 10)
    assert (days[0], days[-1], len(days)) == ("2026-11-09", "2026-11-20", 10)


def test_an_installation_of_today_owes_no_recap_of_last_week(room: MailRoom) -> None:
    room.coordinator("Maya")
    assert room.at("09:00").ticks() == []


def test_a_roster_shows_that_the_hotline_was_in_service(room: MailRoom) -> None:
    room.coordinator("Maya")
    room.records.officer("Andi", "pti")
    room.records.duty("Andi", "pti", on=date(2026, 11, 20))
    assert room.at("09:00").ticks() == [f"{DAILY}Jumat, 20 November 2026"]


def test_a_holiday_sends_nothing(room: MailRoom) -> None:
    room.coordinator("Maya")
    room.records.call("2026-12-23 09:00")
    room.at("2026-12-23 17:30").ticks()
    for day in range(24, 28):  # cuti bersama, Christmas, the weekend
        assert room.at(f"2026-12-{day} 17:30").ticks() == []
    assert room.at("2026-12-28 17:30").ticks() == [f"{DAILY}Senin, 28 Desember 2026"]


def test_forms_of_the_evening_lead_to_one_revision_at_the_next_opening(room: MailRoom) -> None:
    room.coordinator("Maya")
    room.records.on_duty("Andi", "pti")
    first = room.records.talk("09:00", "Andi", "pti")
    second = room.records.talk("10:00", "Andi", "pti")
    third = room.records.talk("11:00", "Andi", "pti")
    room.at("17:30").ticks()
    room.records.fill(first, "Andi", name="Ibu Rahma", problem="LTKT")
    assert room.at("20:00").ticks() == []
    room.records.fill(second, "Andi", name="Pak Joko")
    assert room.at("2026-11-24 06:59").ticks() == []

    assert room.at("2026-11-24 07:00").ticks() == [f"{DAILY}Senin, 23 November 2026 - revisi 2"]
    (mail,) = [mail for mail in room.arrived().values() if "revisi" in mail["Subject"]]
    text = mail.get_body(("plain",))
    assert text is not None
    assert "Ibu Rahma" in text.get_content()
    assert "[diubah]" in text.get_content()

    room.records.fill(third, "Andi", name="Bu Sri")
    assert room.at("2026-11-24 10:00").ticks() == []
    assert room.at("2026-11-24 17:30").ticks() == [f"{DAILY}Selasa, 24 November 2026"]
    assert room.at("2026-11-25 07:00").ticks() == [f"{DAILY}Senin, 23 November 2026 - revisi 3"]
    assert room.at("2026-11-25 07:01").ticks() == []


def test_nothing_new_is_no_revision(room: MailRoom) -> None:
    room.coordinator("Maya")
    room.records.on_duty("Andi", "pti")
    late = room.records.talk("09:00", "Andi", "pti")
    room.at("17:30").ticks()
    assert room.at("2026-11-24 07:00").ticks() == []
    # The question was asked this morning; what comes now waits for tomorrow, also with another worker.
    room.records.fill(late, "Andi", name="Ibu Rahma")
    assert room.at("2026-11-24 08:00").ticks() == []
    room.at("2026-11-24 17:30").ticks()
    assert room.at("2026-11-25 07:00").ticks() == [f"{DAILY}Senin, 23 November 2026 - revisi 2"]


def test_a_revision_waits_over_the_weekend(room: MailRoom) -> None:
    room.coordinator("Maya")
    room.records.officer("Andi", "pti")
    late = room.records.talk("2026-11-20 09:00", "Andi", "pti")
    room.at("2026-11-20 17:30").ticks()
    room.records.fill(late, "Andi", name="Ibu Rahma")
    assert room.at("2026-11-21 07:00").ticks() == []
    assert room.at("2026-11-23 07:00").ticks() == [f"{DAILY}Jumat, 20 November 2026 - revisi 2"]


def test_the_month_comes_at_the_first_opening_of_the_next(room: MailRoom) -> None:
    room.coordinator("Maya")
    room.records.call("2026-10-30 09:00")
    room.at("2026-10-30 17:30").ticks()
    assert room.at("2026-11-01 12:00").ticks() == []  # a Sunday
    assert room.at("2026-11-02 06:59").ticks() == []
    (subject,) = room.at("2026-11-02 07:00").ticks()
    assert "Bulan" in subject
    assert "Oktober 2026" in subject
    assert [letter.key.rpartition(":")[0] for letter in room.letters()][-1] == "recap:ppatk:2026-10:1"
    assert room.at("2026-11-02 07:01").ticks() == []
    assert room.latest(date(2026, 10, 1), Kind.MONTHLY) is not None


def test_a_failing_hotline_does_not_keep_the_others_back(migrated_database_url: str, tmp_path: Path) -> None:
    other = own_hotline(tmp_path, ("key: ppatk", "key: kedua"), ('"+622150001000"', '"+622150001001"'))
    files = f"{Path('config/ppatk.yaml').resolve()},{other}"
    with mail_room(migrated_database_url, tmp_path, hotlines=files) as room:
        assert room.at("17:30").makes() == 2


@pytest.mark.parametrize(
    ("hours", "recap_at", "expected"),
    [
        ("07:00-17:00", "17:30", "2026-11-23 17:30"),
        ("07:00-17:00", "17:00", "2026-11-23 17:00"),
        ("07:00-18:00", "17:30", "2026-11-23 18:00"),  # an hour before closing would be tomorrow's: at closing
        ("07:00-17:00", "06:30", "2026-11-24 06:30"),
        ("20:00-02:00", "03:00", "2026-11-24 03:00"),
        ("20:00-02:00", "17:30", "2026-11-24 17:30"),
        ("00:00-23:59", "00:15", "2026-11-24 00:15"),
    ],
)
def test_the_hour_of_sending_is_the_first_after_closing(
    hours: str, recap_at: str, expected: str, tmp_path: Path, sqlite_databases: object
) -> None:
    from ivr.workflows.open_hotlines import open_hotlines

    path = own_hotline(
        tmp_path,
        ('mon-fri: "07:00-17:00"', f'mon-fri: "{hours}"'),
        ('at: "17:30"', f'at: "{recap_at}"'),
        ('  mon-thu: "12:00-13:00"\n  fri: "11:30-13:30"', "  sun: []"),
    )
    hotline = open_hotlines((path,)).first

    assert sending_time(hotline, MONDAY) == wib(expected)
    assert sending_time(hotline, MONDAY + timedelta(days=6)) is None
