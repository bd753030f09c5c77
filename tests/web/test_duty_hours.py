"""On duty until when, in which unit and beside whom: today's hours and the coming duties."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.calls.world import MONDAY, World, own_hotline, world_at
from tests.web.duty_desk import ON_SQLITE, call_now, desks, part
from tests.web.served import rows_of
from tests.web.visitor import signed_in


@pytest.fixture
def staffed(world: World) -> World:
    return desks(world)


# The own duty and pauses ---------------------------------------------------------------------------------------


def test_on_duty_until_when_and_who_covers_the_break(staffed: World) -> None:
    staffed.officer("dewi", "pelaporan", "+628120000105")
    staffed.rosters("dewi", "pelaporan", task="istirahat", replaces="andi")
    staffed.officer("tono", "pelaporan", "+628120000104")

    head = part(signed_in(staffed, "andi").gets("/duty").text, "post")
    assert head.startswith(
        "Anda piket untuk Direktorat Pelaporan sampai pukul 17.00. Istirahat pukul 12.00-13.00 digantikan oleh Dewi. "
        "Telepon Anda: 0812-0000-101 Bertugas"
    )
    assert part(signed_in(staffed, "sari").gets("/duty").text, "post").startswith(
        "Anda piket untuk Pusat Teknologi Informasi sampai pukul 17.00. "
        "Istirahat pukul 12.00-13.00 belum ada penggantinya: Anda tetap bertugas."
    )
    assert part(signed_in(staffed, "dewi").gets("/duty").text, "post").startswith(
        "Anda bertugas untuk Direktorat Pelaporan mulai pukul 12.00. Telepon Anda: 0812-0000-105 Tidak bertugas"
    )
    assert part(signed_in(staffed, "opi").gets("/duty").text, "post").startswith(
        "Anda siaga untuk Operator sampai pukul 17.00."
    )
    tono = part(signed_in(staffed, "tono").gets("/duty").text, "post")
    assert tono == "Anda tidak piket hari ini. Telepon Anda: 0812-0000-104 Tidak bertugas"


@ON_SQLITE
def test_during_the_break_and_for_a_substitute(staffed: World) -> None:
    staffed.officer("dewi", "pelaporan", "+628120000105")
    staffed.rosters("dewi", "pelaporan", task="istirahat", replaces="andi")
    staffed.officer("tono", "pti", "+628120000104")
    staffed.rosters("tono", "pti", task="pengganti", replaces="sari")
    staffed.dials("anonymous").waits(11100).ends()  # it is 12.05 now

    pages = {
        name: part(signed_in(staffed, name).gets("/duty").text, "post") for name in ("andi", "dewi", "sari", "tono")
    }
    heads = {name: page.partition(" Telepon")[0] for name, page in pages.items()}

    assert heads == {
        "andi": "Anda istirahat sampai pukul 13.00; Dewi menjawab untuk Direktorat Pelaporan.",
        "dewi": "Anda menggantikan istirahat Andi di Direktorat Pelaporan sampai pukul 13.00.",
        "sari": "Piket Anda di Pusat Teknologi Informasi digantikan oleh Tono.",
        "tono": "Anda menggantikan Sari di Pusat Teknologi Informasi sampai pukul 17.00. "
        "Istirahat sekarang tanpa pengganti, jadi Anda tetap bertugas.",
    }


@ON_SQLITE
@pytest.mark.parametrize(
    ("moment", "says"),
    [
        (
            "2026-11-21 10:00",
            "Layanan sedang tutup, buka kembali Senin, 23 November 2026 pukul 07.00 WIB. Anda tidak piket hari ini. "
            "Piket berikutnya: Senin, 23 November 2026, Direktorat Pelaporan.",
        ),
        (
            "2026-11-23 06:30",
            "Layanan sedang tutup, buka kembali Senin, 23 November 2026 pukul 07.00 WIB. "
            "Anda bertugas untuk Direktorat Pelaporan mulai pukul 07.00.",
        ),
        ("2026-11-23 17:30", "Layanan sedang tutup, buka kembali Selasa, 24 November 2026 pukul 07.00 WIB."),
    ],
)
def test_outside_service_hours(migrated_database_url: str, tmp_path: Path, moment: str, says: str) -> None:
    with world_at(moment, migrated_database_url, tmp_path) as world:
        world.on_duty("andi", "pelaporan", "+628120000101")

        head = part(signed_in(world, "andi").gets("/duty").text, "post")

        assert head.partition(" Telepon Anda")[0] == says
        assert "satu-satunya" not in head


@ON_SQLITE
def test_who_has_no_telephone_is_told_so(world: World) -> None:
    world.on_duty("andi", "pelaporan", "")

    head = part(signed_in(world, "andi").gets("/duty").text, "post")

    assert "Anda belum punya nomor telepon, jadi tidak dapat ditelepon. Hubungi koordinator." in head


@ON_SQLITE
def test_a_night_watch_keeps_its_call_past_midnight(migrated_database_url: str, tmp_path: Path) -> None:
    around_the_clock = own_hotline(tmp_path, ('mon-fri: "07:00-17:00"', 'mon-sun: "00:00-24:00"'))
    with world_at("2026-11-23 23:58", migrated_database_url, tmp_path, hotlines=(around_the_clock,)) as world:
        telephone = world.on_duty("andi", "pelaporan", "+628120000101")
        world.dials().presses("1")
        telephone.answers().presses("1").talks(180)

        andi = signed_in(world, "andi")

        assert call_now(andi).startswith("Sedang berbicara 0813-0000-0001 Direktorat Pelaporan Diterima pukul 23.58,")
        assert "Belum ada percakapan hari ini." in part(andi.gets("/duty").text, "talks")
        telephone.hangs_up()
        world.network.loop.pass_time(30)
        assert call_now(andi).startswith("Percakapan selesai pukul 00.01 0813-0000-0001")


@ON_SQLITE
def test_two_duties_in_two_units_are_both_there(staffed: World) -> None:
    staffed.rosters("andi", "pti")
    andi = signed_in(staffed, "andi")

    head = part(andi.gets("/duty").text, "post")
    assert "Anda piket untuk Direktorat Pelaporan sampai pukul 17.00." in head
    assert "Anda piket untuk Pusat Teknologi Informasi sampai pukul 17.00." in head

    staffed.network.telephone("+628120000102")
    staffed.dials().presses("2")
    staffed.network.telephone("+628120000101").rings()
    assert call_now(andi).startswith("Menelepon 0813-0000-0001 Pusat Teknologi Informasi")


@ON_SQLITE
def test_the_coming_duties_with_tasks_hours_and_colleagues(staffed: World) -> None:
    staffed.officer("dewi", "pelaporan", "+628120000105")
    tuesday, wednesday = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)
    staffed.rosters("dewi", "pelaporan", on=tuesday)
    staffed.rosters("andi", "pelaporan", task="istirahat", replaces="dewi", on=tuesday)
    staffed.rosters("dewi", "pelaporan", on=wednesday)
    staffed.rosters("andi", "pelaporan", task="pengganti", replaces="dewi", on=wednesday)
    staffed.rosters("andi", "pelaporan", on=MONDAY + timedelta(days=14))

    assert rows_of(signed_in(staffed, "andi").gets("/duty").text.partition("Jadwal saya")[2])[1:] == [
        "Senin, 23 November 2026 Direktorat Pelaporan 07.00-12.00, 13.00-17.00 piket "
        "12.00-13.00 piket, istirahat tanpa pengganti -",
        "Selasa, 24 November 2026 Direktorat Pelaporan 12.00-13.00 pengganti istirahat Dewi Dewi",
        "Rabu, 25 November 2026 Direktorat Pelaporan 07.00-12.00, 13.00-17.00 pengganti Dewi "
        "12.00-13.00 pengganti Dewi, istirahat tanpa pengganti -",
    ]
