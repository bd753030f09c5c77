"""The reminder of one's own duty: word for word, to whom, when, once, and with a calendar file that can be read."""

from concurrent.futures import ThreadPoolExecutor
from datetime import time, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from icalendar import Calendar

from ivr.domain.roster import Duty, Task
from ivr.domain.roster_change import ChangeKind, Slot
from ivr.store.migrate import upgrade
from ivr.workflows.change_roster import change_roster
from ivr.workflows.remind_of_duties import remind_of_duties
from tests.calls.letters import letters, text_of
from tests.calls.world import MONDAY, World, own_hotline, wib, world_at
from tests.databases import SqliteDatabases
from tests.roster.rosters import TUESDAY, mails_to, office, people_of, rosters_all

ON_SQLITE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)

TO_ANDI = """\
Yth. Andi,

Anda bertugas di Call Center PPATK pada Selasa, 24 November 2026:

Piket Direktorat Pelaporan, pukul 07.00-17.00 WIB
Istirahat 12.00-13.00: digantikan Rina.
Bersama Dewi.

Pastikan telepon Anda menyala dan dapat dihubungi.

Berhalangan, juga bila mendadak? Catat sendiri penggantinya; ketua unit dan koordinator langsung dikabari:

Saya berhalangan:
{url}/substitutes/new

Lihat jadwal:
{url}/roster?week=2026-11-24

Ini keadaan Senin, 23 November 2026 pukul 16.00 WIB; perubahan sesudahnya tampak di halaman jadwal. \
Berkas kalender terlampir.
"""
TO_RINA = """\
Yth. Rina,

Anda bertugas di Call Center PPATK pada Selasa, 24 November 2026:

Pengganti istirahat Direktorat Pelaporan, pukul 12.00-13.00 WIB
Menjawab selama istirahat Andi.

Piket Direktorat Kerjasama dan Humas, pukul 13.00-17.00 WIB
Menggantikan Hadi.
Tidak ada petugas lain di unit ini.

Pastikan telepon Anda menyala dan dapat dihubungi.

Berhalangan, juga bila mendadak? Catat sendiri penggantinya; ketua unit dan koordinator langsung dikabari:

Saya berhalangan:
{url}/substitutes/new

Lihat jadwal:
{url}/roster?week=2026-11-24

Ini keadaan Senin, 23 November 2026 pukul 16.00 WIB; perubahan sesudahnya tampak di halaman jadwal. \
Berkas kalender terlampir.
"""
TO_HADI = """\
Yth. Hadi,

Anda bertugas di Call Center PPATK pada Selasa, 24 November 2026:

Piket Direktorat Kerjasama dan Humas, pukul 07.00-13.00 WIB
Istirahat 12.00-13.00: tidak ada penggantinya, tetap menjawab.
Tidak ada petugas lain di unit ini.

Pastikan telepon Anda menyala dan dapat dihubungi.

Berhalangan, juga bila mendadak? Catat sendiri penggantinya; ketua unit dan koordinator langsung dikabari:

Saya berhalangan:
{url}/substitutes/new

Lihat jadwal:
{url}/roster?week=2026-11-24

Ini keadaan Senin, 23 November 2026 pukul 16.00 WIB; perubahan sesudahnya tampak di halaman jadwal. \
Berkas kalender terlampir.
"""


def reminds(world: World, at: str) -> int:
    """One tick of the job."""
    return remind_of_duties(world.office, now=wib(at))


def calendar_in(mail: EmailMessage) -> Calendar:
    """The calendar file of a mail, read as a calendar program does."""
    (attached,) = mail.iter_attachments()
    assert (attached.get_filename(), attached.get_content_type()) == ("piket.ics", "text/calendar")
    assert attached.get_param("method") == "PUBLISH"
    return Calendar.from_ical(str(attached.get_content()))


def facts(calendar: Calendar) -> list[tuple[str, str, str, int]]:
    """Summary, start, end and sequence of its events."""
    return [
        (str(one["SUMMARY"]), f"{one.start:%d %H:%M %Z}", f"{one.end:%d %H:%M}", one.sequence)
        for one in calendar.events
    ]


def test_the_reminder_word_for_word(world: World) -> None:
    office(world)
    world.rosters("andi", "pelaporan", on=TUESDAY)
    world.rosters("dewi", "pelaporan", on=TUESDAY)
    world.rosters("rina", "pelaporan", task="istirahat", on=TUESDAY, replaces="andi")
    world.rosters("hadi", "humas", on=TUESDAY)
    world.rosters("rina", "humas", task="pengganti", on=TUESDAY, replaces="hadi", starts=time(13), ends=time(17))

    assert reminds(world, "2026-11-23 16:00") == 4

    assert people_of(world, "duty:ppatk:2026-11-24:") == ["andi", "dewi", "hadi", "rina"]
    (andi,), (rina,), (hadi,) = (mails_to(world, name, "duty:") for name in ("andi", "rina", "hadi"))
    assert andi["Subject"] == "Anda bertugas Selasa, 24 November 2026, pukul 07.00 WIB"
    assert text_of(andi) == TO_ANDI.format(url=world.url)
    assert text_of(rina) == TO_RINA.format(url=world.url)
    assert text_of(hadi) == TO_HADI.format(url=world.url)
    assert facts(calendar_in(andi)) == [("Piket Direktorat Pelaporan", "24 07:00 WIB", "24 17:00", 0)]
    assert facts(calendar_in(rina)) == [
        ("Pengganti istirahat Direktorat Pelaporan", "24 12:00 WIB", "24 13:00", 0),
        ("Piket Direktorat Kerjasama dan Humas", "24 13:00 WIB", "24 17:00", 0),
    ]
    (event,) = calendar_in(andi).events
    assert event["UID"] == f"duty-ppatk-2026-11-24-pelaporan-{world._ids['andi']}-duty-0@piket"
    (zone,) = calendar_in(andi).timezones
    assert (zone.tz_name, list(zone)) == ("Asia/Jakarta", ["TZID"]), "nothing else has a place there (RFC 5545, 3.6.5)"
    assert list(calendar_in(andi)) == ["VERSION", "PRODID", "CALSCALE", "METHOD"], "events, no calendar of its own"


@ON_SQLITE
def test_once_each_and_who_comes_onto_the_roster_later_hears_of_it_too(world: World) -> None:
    office(world)
    rosters_all(world, TUESDAY, but="hadi")
    ticks = ["15:59", "16:00", "16:01", "15:30", "16:00"]
    assert [reminds(world, f"2026-11-23 {hour}") for hour in ticks] == [0, 4, 0, 0, 0]

    put_on_duty(world, "rina")
    assert reminds(world, "2026-11-23 20:00") == 1  # so far she was to cover the break of somebody who is not there
    world.officer("budi", "humas", "+6281200000060")
    put_on_duty(world, "budi")
    assert reminds(world, "2026-11-24 06:59") == 1
    (budi,) = mails_to(world, "budi", "duty:")
    assert facts(calendar_in(budi)) == [("Piket Direktorat Kerjasama dan Humas", "24 07:00 WIB", "24 17:00", 2)]
    assert reminds(world, "2026-11-25 07:00") == 0


@ON_SQLITE
def test_who_was_replaced_who_stands_by_and_who_left_hear_nothing(world: World) -> None:
    office(world)
    world.officer("lama", "pti", "+6281200000061", active=False)
    world.rosters("lama", "pti", on=TUESDAY)
    world.rosters("andi", "pelaporan", on=TUESDAY)
    world.rosters("dewi", "pelaporan", task="pengganti", on=TUESDAY, replaces="andi", note="sakit")

    assert reminds(world, "2026-11-23 16:00") == 1
    (mail,) = letters(world)
    assert "Piket Direktorat Pelaporan, pukul 07.00-17.00 WIB\nMenggantikan Andi.\n" in text_of(mail)


@ON_SQLITE
def test_before_a_long_weekend_the_reminder_comes_on_the_last_service_day(world: World) -> None:
    office(world)
    monday = MONDAY + timedelta(days=35)
    world.rosters("andi", "pelaporan", on=monday)

    assert reminds(world, "2026-12-23 15:59") == 0
    assert reminds(world, "2026-12-23 16:00") == 1
    (mail,) = letters(world)
    assert mail["Subject"] == "Anda bertugas Senin, 28 Desember 2026, pukul 07.00 WIB"


def test_two_workers_remind_once(world: World) -> None:
    office(world)
    rosters_all(world, TUESDAY)
    with ThreadPoolExecutor(4) as workers:
        ticks = [workers.submit(reminds, world, "2026-11-23 16:00") for _ in range(4)]

    assert sum(tick.result() for tick in ticks) == 5
    assert len(letters(world)) == 5


def test_a_night_shift_in_wita_is_one_duty_past_midnight(sqlite_databases: SqliteDatabases, tmp_path: Path) -> None:
    night = own_hotline(
        tmp_path,
        ("Asia/Jakarta", "Asia/Makassar"),
        ('mon-fri: "07:00-17:00"', 'mon-sun: "00:00-24:00"'),
        ('  mon-thu: "12:00-13:00"\n  fri: "11:30-13:30"', "  {}"),
        ("# Pengirim surat", "mail_from: piket@kaltim.example\n# Pengirim surat"),
    )
    with world_at("2026-11-23 09:00", sqlite_databases.fresh(upgrade), tmp_path, hotlines=(night,)) as world:
        office(world)
        world.rosters("sari", "pti", on=TUESDAY, starts=time(20), ends=time(6))

        assert reminds(world, "2026-11-23 14:59") == 0
        assert reminds(world, "2026-11-23 15:00") == 1
        (mail,) = letters(world)
        assert "Piket Pusat Teknologi Informasi, pukul 20.00-06.00 (Rabu) WITA\n" in text_of(mail)
        calendar = calendar_in(mail)
        assert facts(calendar) == [("Piket Pusat Teknologi Informasi", "24 20:00 WITA", "25 06:00", 0)]
        assert str(calendar.events[0]["UID"]).endswith("@kaltim.example")
        assert reminds(world, "2026-11-24 15:00") == 0  # the end of it is no duty of Wednesday


def test_a_hotline_that_wants_no_reminders(sqlite_databases: SqliteDatabases, tmp_path: Path) -> None:
    silent = own_hotline(tmp_path, ('remind_at: "16:00"', "remind_at: tidak"))
    with world_at("2026-11-23 09:00", sqlite_databases.fresh(upgrade), tmp_path, hotlines=(silent,)) as world:
        rosters_all(office(world), TUESDAY)
        assert reminds(world, "2026-11-23 16:00") == 0


def put_on_duty(world: World, name: str) -> None:
    """Somebody is put on the roster of Humas."""
    line = Duty(TUESDAY, "humas", world._ids[name], Task.DUTY)
    with world.office.database.writing() as connection:
        slot = Slot(TUESDAY, "humas", Task.DUTY)
        change_roster(connection, "ppatk", {slot: [line]}, by=None, kind=ChangeKind.EDIT, now=world.office.clock())
