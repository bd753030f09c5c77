"""Outside service hours: why, when again, and a reference number."""

import pytest

from tests.calls.conftest import MakeWorld
from tests.calls.world import MONDAY, World

OFFICE_HOURS = "Saat ini kami berada di luar jam layanan."


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-11-23 05:30", f"Selamat pagi. Anda terhubung dengan Call Center PPATK. {OFFICE_HOURS} "
                             "Kami buka kembali hari ini, Senin pukul 07.00 WIB."),
        ("2026-11-23 17:00", f"Selamat sore. Anda terhubung dengan Call Center PPATK. {OFFICE_HOURS} "
                             "Kami buka kembali besok, Selasa pukul 07.00 WIB."),
        ("2026-11-27 19:00", f"Selamat malam. Anda terhubung dengan Call Center PPATK. {OFFICE_HOURS} "
                             "Kami buka kembali Senin pukul 07.00 WIB."),
        ("2026-11-28 12:00", f"Selamat siang. Anda terhubung dengan Call Center PPATK. {OFFICE_HOURS} "
                             "Kami buka kembali Senin pukul 07.00 WIB."),
        ("2026-12-25 09:00", "Selamat pagi. Anda terhubung dengan Call Center PPATK. "
                             "Hari ini kami tutup karena Hari Raya Natal. Kami buka kembali Senin pukul 07.00 WIB."),
        ("2026-12-24 09:00", "Selamat pagi. Anda terhubung dengan Call Center PPATK. "
                             "Hari ini kami tutup karena Cuti Bersama Hari Raya Natal. "
                             "Kami buka kembali Senin pukul 07.00 WIB."),
        ("2028-02-28 09:00", "Selamat pagi. Anda terhubung dengan Call Center PPATK. "
                             "Hari ini kami tutup karena Hari Kedua Idul Fitri. "
                             "Kami buka kembali besok, Selasa pukul 07.00 WIB."),
    ],
)  # fmt: skip
def test_a_closed_office_says_why_and_when_it_reopens(make_world: MakeWorld, moment: str, words: str) -> None:
    world = make_world(moment)
    budi = world.dials()
    budi.hears(f"{words} Nomor referensi panggilan Anda 1. Terima kasih telah menghubungi Call Center PPATK.").ends()
    record = world.record()
    assert (record["disposition"], record["unit"], record["attempts"]) == ("closed", None, [])
    world.network.assert_faultless()


def test_a_caller_who_hangs_up_on_a_closed_office_still_counts_as_closed(make_world: MakeWorld) -> None:
    world = make_world("2026-11-28 12:00")
    world.dials().waits(2).hangs_up().ends()
    assert world.record()["disposition"] == "closed"


def test_the_office_closes_while_the_caller_chooses(make_world: MakeWorld) -> None:
    world = make_world("2026-11-23 16:59")
    world.on_duty("siti", "pti", "+6281200000002")
    budi = world.dials()
    budi.hears("Untuk Direktorat Pelaporan, tekan 1.")
    budi.presses("9").hears("tekan bintang").waits(1)
    budi.presses("9").hears("tekan bintang").waits(1)
    budi.presses("2").hears(f"{OFFICE_HOURS} Kami buka kembali besok, Selasa pukul 07.00 WIB.").ends()
    assert world.record()["disposition"] == "missed"


def test_lunch_is_service_time_and_the_cover_answers(make_world: MakeWorld) -> None:
    world = make_world("2026-11-23 12:15")
    world.on_duty("siti", "pti", "+6281200000002")
    dewi = world.officer("dewi", "pti", "+6281200000003")
    world.rosters("dewi", "pti", task="istirahat", replaces="siti")
    world.dials().hears("Selamat siang").presses("2")
    dewi.rings()
    assert [attempt["officer"] for attempt in world.record()["attempts"]] == ["dewi@kantor.example"]


def test_lunch_without_a_cover_rings_the_officer_on_duty(make_world: MakeWorld) -> None:
    world = make_world("2026-11-27 11:45")
    siti = world.officer("siti", "pti", "+6281200000002")
    world.rosters("siti", "pti", on=MONDAY.replace(day=27))
    world.dials().presses("2")
    siti.rings()


def test_a_substitute_answers_for_who_is_ill(world: World) -> None:
    world.on_duty("siti", "pti", "+6281200000002")
    dewi = world.officer("dewi", "pti", "+6281200000003")
    world.rosters("dewi", "pti", task="pengganti", replaces="siti")
    world.dials().presses("2")
    dewi.rings()


def test_near_closing_the_next_opening_is_the_better_advice(make_world: MakeWorld) -> None:
    world = make_world("2026-11-23 16:50")
    world.dials().presses("2").hears("Silakan menghubungi kami kembali besok, Selasa pukul 07.00 WIB. Terima kasih.")
