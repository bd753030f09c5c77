"""Warnings of gaps in the roster to come: word for word, to whom, when, and once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from ivr.domain.people import Role
from ivr.domain.roster import Duty, Task
from ivr.domain.roster_change import ChangeKind, Slot
from ivr.store.migrate import upgrade
from ivr.workflows.change_roster import change_roster
from ivr.workflows.warn_of_gaps import warn_of_gaps
from tests.calls.letters import letters, text_of
from tests.calls.world import World, own_hotline, wib, world_at
from tests.databases import SqliteDatabases
from tests.roster.rosters import NEXT_MONDAY, TUESDAY, mails_to, office, people_of, rosters_all

ON_SQLITE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)

DAY_TO_MAYA = """\
Yth. Maya,

Jadwal Call Center PPATK untuk Selasa, 24 November 2026 belum lengkap. \
Menurut keadaan Senin, 23 November 2026 pukul 15.00 WIB:

Direktorat Pelaporan
- kurang petugas: ada 1 dari 2
- istirahat Andi tidak ada penggantinya, pukul 12.00-13.00
- Dewi menggantikan Budi, yang tidak bertugas saat itu, pukul 12.00-13.00

Pusat Teknologi Informasi
- kurang petugas: ada 0 dari 1
- Sari bertugas, tetapi tidak aktif

Direktorat Kerjasama dan Humas
- kurang petugas: ada 0 dari 1

Lengkapi jadwal:
{url}/roster?week=2026-11-24

Surat ini dikirim satu kali; kekurangan yang timbul sesudahnya tampak di halaman jadwal.
"""
DAY_TO_KETUT = """\
Yth. Ketut,

Jadwal Call Center PPATK untuk Selasa, 24 November 2026 belum lengkap. \
Menurut keadaan Senin, 23 November 2026 pukul 15.00 WIB:

Direktorat Pelaporan
- kurang petugas: ada 1 dari 2
- istirahat Andi tidak ada penggantinya, pukul 12.00-13.00
- Dewi menggantikan Budi, yang tidak bertugas saat itu, pukul 12.00-13.00

Lengkapi jadwal:
{url}/roster?week=2026-11-24

Surat ini dikirim satu kali; kekurangan yang timbul sesudahnya tampak di halaman jadwal.
"""
WEEK_TO_KETUT = """\
Yth. Ketut,

Jadwal Call Center PPATK untuk pekan 30 November sampai 4 Desember 2026 belum lengkap. \
Menurut keadaan Jumat, 27 November 2026 pukul 10.00 WIB:

Rabu, 2 Desember 2026
- Direktorat Pelaporan: kurang petugas: ada 1 dari 2
- Direktorat Pelaporan: istirahat Dewi tidak ada penggantinya, pukul 12.00-13.00

Jumat, 4 Desember 2026
- Direktorat Pelaporan: kurang petugas: ada 1 dari 2, pukul 07.00-12.00

Lengkapi jadwal:
{url}/roster?week=2026-11-30

Nama petugas diserahkan paling lambat satu hari sebelumnya. \
Surat ini dikirim satu kali; kekurangan yang timbul sesudahnya tampak di halaman jadwal.
"""
WEEK_TO_MAYA = """\
Yth. Maya,

Jadwal Call Center PPATK untuk pekan 30 November sampai 4 Desember 2026 belum lengkap. \
Menurut keadaan Jumat, 27 November 2026 pukul 10.00 WIB:

Kamis, 3 Desember 2026
- Direktorat Kerjasama dan Humas: kurang petugas: ada 0 dari 1

Lengkapi jadwal:
{url}/roster?week=2026-11-30

Nama petugas diserahkan paling lambat satu hari sebelumnya. \
Surat ini dikirim satu kali; kekurangan yang timbul sesudahnya tampak di halaman jadwal.
"""


def warns(world: World, at: str) -> int:
    """One tick of the job, at a local time in Jakarta whatever the clock showed before."""
    return warn_of_gaps(world.office, now=wib(at))


def test_the_day_before_word_for_word(world: World) -> None:
    office(world)
    world.officer("budi", "pelaporan", "+6281200000040")
    world.rosters("andi", "pelaporan", on=TUESDAY)
    world.rosters("dewi", "pelaporan", task="istirahat", on=TUESDAY, replaces="budi")
    world.officer("lama", "pti", "+6281200000041", active=False)
    world.rosters("sari", "pti", on=TUESDAY)
    world.rosters("hadi", "pti", task="istirahat", on=TUESDAY, replaces="sari")
    deactivate(world, "sari")

    assert warns(world, "2026-11-23 15:00") == 3

    assert people_of(world, "gaps:ppatk:2026-11-24:") == ["ketut", "maya", "putri"]
    (to_maya,), (to_ketut,) = mails_to(world, "maya", "gaps:"), mails_to(world, "ketut", "gaps:")
    assert to_maya["Subject"] == "Jadwal piket Selasa, 24 November 2026 belum lengkap"
    assert text_of(to_maya) == DAY_TO_MAYA.format(url=world.url)
    assert text_of(to_ketut) == DAY_TO_KETUT.format(url=world.url)


def test_the_week_before_word_for_word(world: World) -> None:
    office(world)
    for n in range(5):
        rosters_all(world, NEXT_MONDAY + timedelta(days=n), but={2: "andi", 3: "hadi"}.get(n, ""))
    dewi_from_noon(world, NEXT_MONDAY + timedelta(days=4))
    without_cover_of_dewi(world, NEXT_MONDAY + timedelta(days=2))

    assert warns(world, "2026-11-27 10:00") == 2

    assert people_of(world, "week-incomplete:ppatk:2026-11-30:") == ["ketut", "maya"]
    (to_maya,), (to_ketut,) = mails_to(world, "maya", "week-"), mails_to(world, "ketut", "week-")
    assert to_ketut["Subject"] == "Jadwal piket pekan 30 November sampai 4 Desember 2026 belum lengkap"
    assert text_of(to_ketut) == WEEK_TO_KETUT.format(url=world.url)
    assert text_of(to_maya) == WEEK_TO_MAYA.format(url=world.url)


@ON_SQLITE
def test_each_is_told_once_and_a_worker_that_slept_catches_up_while_it_is_useful(world: World) -> None:
    office(world)
    rosters_all(world, TUESDAY, but="hadi")
    ticks = ["14:59", "15:00", "15:01", "14:30", "15:00", "23:59"]

    assert [warns(world, f"2026-11-23 {hour}") for hour in ticks] == [0, 1, 0, 0, 0, 0]
    assert people_of(world, "gaps:") == ["maya"]

    rosters_all(world, TUESDAY + timedelta(days=1), but="hadi")
    assert warns(world, "2026-11-25 06:59") == 1
    assert warns(world, "2026-11-26 07:00") == 0


@ON_SQLITE
def test_whoever_had_nothing_to_mend_hears_of_a_gap_that_comes_later(world: World) -> None:
    office(world)
    rosters_all(world, TUESDAY, but="hadi")
    assert warns(world, "2026-11-23 15:00") == 1

    slot = Slot(TUESDAY, "pti", Task.DUTY)
    with world.office.database.writing() as connection:
        change_roster(connection, "ppatk", {slot: []}, by=None, kind=ChangeKind.EDIT, now=world.office.clock())

    assert warns(world, "2026-11-23 15:20") == 1
    assert people_of(world, "gaps:") == ["maya", "putri"]
    (to_putri,) = mails_to(world, "putri", "gaps:")
    assert "Menurut keadaan Senin, 23 November 2026 pukul 15.20 WIB:" in text_of(to_putri)


@ON_SQLITE
def test_a_complete_day_and_week_are_no_mail(world: World) -> None:
    office(world)
    for on in (TUESDAY, *(NEXT_MONDAY + timedelta(days=n) for n in range(5))):
        rosters_all(world, on)

    assert warns(world, "2026-11-23 15:00") == 0
    assert warns(world, "2026-11-27 10:00") == 0
    assert letters(world) == []


@ON_SQLITE
def test_before_a_long_weekend_the_last_service_day_is_the_day(world: World) -> None:
    office(world)

    assert warns(world, "2026-12-23 09:59") == 0  # Thursday is cuti bersama, Friday is Christmas
    assert warns(world, "2026-12-23 10:00") == 3
    assert people_of(world, "week-incomplete:ppatk:2026-12-28:") == ["ketut", "maya", "putri"]
    assert warns(world, "2026-12-24 15:00") == 3
    assert people_of(world, "gaps:ppatk:2026-12-28:") == ["ketut", "maya", "putri"]


@ON_SQLITE
def test_who_leads_and_coordinates_gets_one_mail_with_all_of_it(world: World) -> None:
    office(world)
    world.officer("wayan", "humas", "+6281200000050", role=Role.LEADER)
    world.officer("rudi", "", "+6281200000051", role=Role.ADMIN)
    world.officer("bekas", "", "+6281200000052", role=Role.COORDINATOR, active=False)
    both(world, "wayan")
    rosters_all(world, TUESDAY, but="hadi")

    assert warns(world, "2026-11-23 15:00") == 2
    assert people_of(world, "gaps:") == ["maya", "wayan"]


def test_two_workers_write_once(world: World) -> None:
    office(world)
    with ThreadPoolExecutor(4) as workers:
        ticks = [workers.submit(warns, world, "2026-11-27 15:00") for _ in range(4)]

    assert sum(tick.result() for tick in ticks) == 6
    assert sorted(people_of(world, "gaps:")) == sorted(people_of(world, "week-")) == ["ketut", "maya", "putri"]


def test_a_hotline_in_wita_is_warned_by_its_own_clocks(sqlite_databases: SqliteDatabases, tmp_path: Path) -> None:
    kaltim = own_hotline(tmp_path, ("Asia/Jakarta", "Asia/Makassar"), ('warn_at: "15:00"', 'warn_at: "14:00"'))
    with world_at("2026-11-23 09:00", sqlite_databases.fresh(upgrade), tmp_path, hotlines=(kaltim,)) as world:
        office(world)
        assert warns(world, "2026-11-23 12:59") == 0
        assert warns(world, "2026-11-23 13:00") == 3
        (mail,) = mails_to(world, "maya", "gaps:")
        assert "Menurut keadaan Senin, 23 November 2026 pukul 14.00 WITA:" in text_of(mail)


def deactivate(world: World, name: str) -> None:
    """Somebody leaves."""
    from ivr.store.tables import people

    with world.office.database.writing() as connection:
        connection.execute(people.update().where(people.c.id == world._ids[name]).values(is_active=False))


def both(world: World, name: str) -> None:
    """Somebody leads a unit and coordinates."""
    from ivr.store.tables import people

    with world.office.database.writing() as connection:
        connection.execute(people.update().where(people.c.id == world._ids[name]).values(roles="ketua|koordinator"))


def put(world: World, slot: Slot, lines: list[Duty]) -> None:
    """The roster as somebody edited it."""
    with world.office.database.writing() as connection:
        change_roster(connection, "ppatk", {slot: lines}, by=None, kind=ChangeKind.EDIT, now=now_of(world))


def dewi_from_noon(world: World, on: date) -> None:
    """Dewi comes only at noon."""
    slot = Slot(on, "pelaporan", Task.DUTY)
    andi, dewi = (Duty(on, "pelaporan", world._ids[name], Task.DUTY) for name in ("andi", "dewi"))
    put(world, slot, [andi, Duty(on, "pelaporan", dewi.person_id, Task.DUTY, starts=time(12))])


def without_cover_of_dewi(world: World, on: date) -> None:
    """Nobody covers a break."""
    put(world, Slot(on, "pelaporan", Task.COVER), [])


def now_of(world: World) -> datetime:
    """The world's clock."""
    return world.office.clock()
