"""The first call: dial, menu, officer, talk, thanks, record."""

from tests.calls.world import BUDI, World

MENU = (
    "Untuk Direktorat Pelaporan, tekan 1. Untuk Pusat Teknologi Informasi, tekan 2. "
    "Untuk Direktorat Kerjasama dan Humas, tekan 3. Untuk Operator, tekan 0. "
    "Untuk mendengarkan pilihan ini kembali, tekan bintang."
)


def test_a_caller_reaches_the_officer_on_duty_and_it_is_on_record(world: World) -> None:
    siti = world.on_duty("siti", "pti", "+6281200000002")

    budi = world.dials()
    budi.hears(f"Selamat pagi. Anda terhubung dengan Call Center PPATK. {MENU}")
    budi.presses("2").hears("Mohon tunggu, Anda kami hubungkan dengan Pusat Teknologi Informasi.")
    siti.answers().hears(
        "Panggilan Call Center PPATK untuk Pusat Teknologi Informasi, dari nomor 0 8 1 3 0 0 0 0 0 0 0 1. "
        "Tekan 1 untuk menerima, atau 2 untuk menolak."
    )
    siti.presses("1").is_talking_to(BUDI).talks(95)
    siti.hangs_up()
    budi.hears("Jika masih memerlukan bagian lain, tekan bintang.")
    budi.hears("Terima kasih telah menghubungi Call Center PPATK, dan selamat pagi.").ends()

    record = world.record()
    assert record["disposition"] == "answered"
    assert (record["from"], record["to"], record["keys"]) == (BUDI, "+622150001000", "2")
    assert (record["unit"], record["officer"], record["ended_by"]) == ("pti", "siti@kantor.example", "officer")
    assert [attempt["outcome"] for attempt in record["attempts"]] == ["accepted"]
    assert record["arrived_at"] == "2026-11-23T09:00:00+07:00"
    assert record["talk_seconds"] == 95
    world.network.assert_faultless()
