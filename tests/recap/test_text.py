"""The recap as plain text, word for word."""

from datetime import date

from recap.compose import compose_daily, render_daily
from tests.calls.world import MONDAY
from tests.recap.records import Records
from tests.recap.samples import ordinary_monday

SUMMARY = """\
REKAPITULASI TELEPON HARIAN
Call Center PPATK
Senin, 23 November 2026

RINGKASAN
10 panggilan masuk, 6 terjawab (60%), 7 pembicaraan.

Jam layanan     : 07.00-17.00 WIB (istirahat 12.00-13.00)
Panggilan sejak : Jumat, 20 November 2026 pukul 17.00 WIB
sampai dengan   : Senin, 23 November 2026 pukul 17.00 WIB
Formulir terisi : 6 dari 7 pembicaraan (85,7%)
Disusun         : Senin, 23 November 2026 pukul 17.30 WIB

PERLU PERHATIAN
! 1 formulir belum diisi.
! 1 panggilan dalam jam layanan tidak terlayani dan penelepon belum terhubung
  kembali.
! 2 kekosongan atau kekeliruan dalam jadwal piket.

HASIL PANGGILAN
Hasil                           Dalam jam layanan  Di luar jam layanan  Jumlah
------------------------------------------------------------------------------
Terjawab                                        6                    0       6
Tidak terjawab                                  1                    0       1
Penelepon menutup lebih dahulu                  1                    0       1
Mendengar pengumuman tutup                      0                    2       2
------------------------------------------------------------------------------
Panggilan masuk                                 8                    2      10
10 = 6 + 1 + 1 + 2: jumlah cocok.
Menurut catatan Twilio: 9 panggilan masuk (tanpa yang dicatat manual), sesuai.
Di antaranya 1 dicatat manual oleh petugas, di luar sistem telepon.

WAKTU TUNGGU
Rata-rata sampai dijawab: 18 detik.
Terlama: 1 menit 2 detik (pukul 11.05, +6281300000005, tidak terjawab).

MENURUT UNIT KERJA
- Operator: masuk 1, terjawab 1, tidak terlayani 0, lainnya 0, bicara 1, lama
  bicara 40 detik
- Direktorat Pelaporan: masuk 3, terjawab 3, tidak terlayani 0, lainnya 0,
  bicara 3, lama bicara 15 menit
- Pusat Teknologi Informasi: masuk 3, terjawab 2, tidak terlayani 1, lainnya
  0, bicara 2, lama bicara 15 menit 15 detik
- Direktorat Kerjasama dan Humas: masuk 0, terjawab 0, tidak terlayani 0,
  lainnya 0, bicara 1, lama bicara 5 menit
- Belum memilih bagian: masuk 3, terjawab 0, tidak terlayani 1, lainnya 2,
  bicara 0, lama bicara 0 detik
- Jumlah: masuk 10, terjawab 6, tidak terlayani 2, lainnya 2, bicara 7, lama
  bicara 35 menit 55 detik
Tidak terlayani: 2 = 1 tidak terjawab + 1 penelepon menutup lebih dahulu.
Lainnya: 2 = 2 mendengar pengumuman tutup.

MENURUT PETUGAS
- Andi Wirawan: bicara 3, lama bicara 15 menit, formulir belum diisi 0,
  formulir terisi 100%, dering tidak diterima 0
- Dewi Anggraini: bicara 2, lama bicara 15 menit 15 detik, formulir belum
  diisi 1, formulir terisi 50%, dering tidak diterima 0
- Sari Lestari: bicara 0, lama bicara 0 detik, formulir belum diisi 0,
  formulir terisi -, dering tidak diterima 1
- Tono Prasetyo: bicara 1, lama bicara 5 menit, formulir belum diisi 0,
  formulir terisi 100%, dering tidak diterima 0
- Wulan Kusuma: bicara 1, lama bicara 40 detik, formulir belum diisi 0,
  formulir terisi 100%, dering tidak diterima 0

TIDAK TERLAYANI DALAM JAM LAYANAN
- 11.05: nomor +6281300000005, bagian Pusat Teknologi Informasi, hasil Tidak
  terjawab (1 menit 2 detik), terhubung kemudian ya, pukul 11.32
- 11.20: nomor +6281300000006, bagian Belum memilih bagian, hasil Penelepon
  menutup lebih dahulu (8 detik), terhubung kemudian belum

DI LUAR JAM LAYANAN
- 20/11 18.05: nomor +6281300000009, hasil Mendengar pengumuman tutup,
  terhubung kemudian belum
- 21/11 10.15: nomor tidak diketahui (disembunyikan), hasil Mendengar
  pengumuman tutup, terhubung kemudian tidak diketahui

FORMULIR BELUM DIISI
Petugas         No.  Diterima  Nomor
---------------------------------------------
Dewi Anggraini    1  08.12     +6281300000002
"""

SHEET = """\
==============================================================================
REKAPITULASI HARIAN

NAMA PETUGAS  : Andi Wirawan
UNIT KERJA    : Direktorat Pelaporan
Hari Piket    : Senin
Tanggal Piket : 23 November 2026

No. 1
  Nama Penelepon : Bapak Ahmad,
                   dari PT Bank Contoh,
                   No kontak:
                   0813-0000-0001 / 021-5550-100
                   ahmad@bank.example
  Jam Diterima   : 07.00
  Jam Selesai    : 07.05
  Permasalahan   : Registrasi GRIPS: perubahan user.
  Keterangan     : Tuntas

No. 2
  Nama Penelepon : Dirahasiakan
  Jam Diterima   : 10.30
  Jam Selesai    : 10.35
  Permasalahan   : disampaikan melalui kanal lain
  Keterangan     : aplikasi PLB

No. 3
  Nama Penelepon : Tamu Loket,
                   dari Koperasi Maju,
                   No kontak:
                   021-5550-200
  Jam Diterima   : 13.30
  Jam Selesai    : 13.35
  Permasalahan   : formulir LTKT
  Keterangan     : Tuntas
                   (dicatat manual oleh Andi Wirawan)

Belum dinyatakan benar oleh petugas

==============================================================================
REKAPITULASI HARIAN

NAMA PETUGAS  : Sari Lestari
UNIT KERJA    : Direktorat Pelaporan
Hari Piket    : Senin
Tanggal Piket : 23 November 2026

nihil

Belum dinyatakan benar oleh petugas
"""

ROSTER = """\
JADWAL PIKET
- Operator: petugas Wulan Kusuma, pukul 07.00-17.00, tugas Siaga
- Direktorat Pelaporan: petugas Andi Wirawan, pukul 07.00-17.00, tugas Piket
- Direktorat Pelaporan: petugas Sari Lestari, pukul 07.00-17.00, tugas Piket
- Direktorat Pelaporan: petugas Rudi Hartono, pukul 12.00-13.00, tugas
  Pengganti istirahat
- Pusat Teknologi Informasi: petugas Dewi Anggraini, pukul 07.00-17.00, tugas
  Piket
- Pusat Teknologi Informasi: petugas Bayu Saputra, pukul 12.00-12.30, tugas
  Pengganti istirahat
- Direktorat Kerjasama dan Humas: petugas Nina Marlina, pukul 07.00-17.00,
  tugas Piket
- Direktorat Kerjasama dan Humas: petugas Tono Prasetyo, pukul 07.00-17.00,
  tugas Pengganti Nina Marlina; perjalanan dinas

PELAKSANAAN PIKET
Unit kerja                      Pukul        Yang menjawab telepon
-----------------------------------------------------------------------
Operator                        07.00-17.00  Wulan Kusuma
Direktorat Pelaporan            07.00-12.00  Andi Wirawan, Sari Lestari
Direktorat Pelaporan            12.00-13.00  Rudi Hartono
Direktorat Pelaporan            13.00-17.00  Andi Wirawan, Sari Lestari
Pusat Teknologi Informasi       07.00-12.00  Dewi Anggraini
Pusat Teknologi Informasi       12.00-12.30  Bayu Saputra
Pusat Teknologi Informasi       12.30-17.00  Dewi Anggraini
Direktorat Kerjasama dan Humas  07.00-17.00  Tono Prasetyo

KEKOSONGAN DAN KEKELIRUAN JADWAL
- Pusat Teknologi Informasi: pukul 12.30-13.00, keterangan istirahat Dewi
  Anggraini tidak ada penggantinya
- Direktorat Kerjasama dan Humas: pukul 12.00-13.00, keterangan istirahat Tono
  Prasetyo tidak ada penggantinya
"""


def text_of(records: Records, on: date = MONDAY, **more: int) -> str:
    made = compose_daily(records.office, records.hotline, on, now=records.office.clock(), **more)
    return render_daily(made, revision=1, previous=None).text


def test_an_ordinary_monday_word_for_word(records: Records) -> None:
    ordinary_monday(records)

    text = text_of(records, twilio_count=9)

    assert text.startswith(SUMMARY)
    assert ROSTER in text
    assert SHEET in text


def test_the_subject_names_hotline_and_day(records: Records) -> None:
    made = compose_daily(records.office, records.hotline, MONDAY, now=records.office.clock())

    subjects = [render_daily(made, revision=revision, previous=None).subject for revision in (1, 2)]

    title = "Rekapitulasi Telepon Harian Call Center PPATK - Senin, 23 November 2026"
    assert subjects == [title, f"{title} - revisi 2"]


def test_a_day_without_calls_says_so_and_every_rostered_officer_has_a_sheet(records: Records) -> None:
    records.on_duty("Siti", "pti")

    text = text_of(records)

    assert "Tidak ada panggilan masuk." in text
    assert "NAMA PETUGAS  : Siti\n" in text
    assert text.endswith("Tanggal Piket : 23 November 2026\n\nnihil\n\nBelum dinyatakan benar oleh petugas\n")
    assert "Tidak ada penelepon yang menunggu." in text


def test_blocked_and_closed_callers_are_no_failures_of_a_unit(records: Records) -> None:
    records.call("09:00", "rejected", admission="blocked")
    records.call("18:00", "closed")
    records.call("2026-11-22 09:00", "closed")
    records.call("10:00", "missed", unit="pti")
    records.call("10:05", "message", unit="pti")

    text = " ".join(text_of(records).split())

    assert "Pusat Teknologi Informasi: masuk 2, terjawab 0, tidak terlayani 2, lainnya 0" in text
    assert "Belum memilih bagian: masuk 2, terjawab 0, tidak terlayani 0, lainnya 2" in text
    assert "Tidak terlayani: 2 = 1 tidak terjawab + 1 meninggalkan pesan." in text
    assert "Lainnya: 2 = 1 mendengar pengumuman tutup + 1 ditolak (daftar blokir)." in text
    assert "4 = 1 + 1 + 1 + 1: jumlah cocok." in text


def test_lengths_above_an_hour_keep_their_seconds_so_that_a_column_adds_up(records: Records) -> None:
    for name, seconds in (("Andi", 3599), ("Siti", 2456)):
        records.on_duty(name, "pti")
        records.talk("09:00", name, "pti", seconds=seconds)

    text = " ".join(text_of(records).split())

    assert "Andi: bicara 1, lama bicara 59 menit 59 detik" in text
    assert "Siti: bicara 1, lama bicara 40 menit 56 detik" in text
    assert "Jumlah: masuk 2, terjawab 2, tidak terlayani 0, lainnya 0, bicara 2, lama bicara 1 jam 40 menit 55" in text


def test_a_form_of_blanks_is_not_filled(records: Records) -> None:
    records.on_duty("Siti", "pti")
    records.talk("09:00", "Siti", "pti", form={"name": "  ", "problem": "\t \n"})

    text = text_of(records)

    assert "! 1 formulir belum diisi." in text
    assert "Permasalahan   : belum diisi" in text
    assert "Tanpa nama" not in text


def test_a_difference_to_twilio_is_printed(records: Records) -> None:
    records.call("09:00")

    text = text_of(records, twilio_count=3)

    assert "! Twilio mencatat 3 panggilan masuk, 2 lebih banyak daripada catatan di sini." in text
    assert "Menurut catatan Twilio: 3; menurut catatan di sini: 1." in text
    assert "Twilio" not in text_of(records)


def test_running_calls_are_named(records: Records) -> None:
    records.call("16:58", None, caller="+6281300000008")

    text = text_of(records)

    assert "! 1 panggilan masih berlangsung ketika rekapitulasi ini disusun." in text
    assert "16.58  +6281300000008  Belum memilih bagian" in text


def test_who_talked_without_being_rostered_has_a_sheet_that_says_so(records: Records) -> None:
    records.officer("Gita", "humas")
    records.talk("09:00", "Gita", "humas")

    text = text_of(records)

    assert "NAMA PETUGAS  : Gita\nUNIT KERJA    : Direktorat Kerjasama dan Humas\n" in text
    assert "\nCatatan: Petugas ini tidak terjadwal piket pada hari tersebut.\n" in text


def test_a_talk_for_another_unit_stands_on_the_officers_only_sheet(records: Records) -> None:
    records.on_duty("Siti", "pti")
    records.talk("09:00", "Siti", "humas", form={"name": "A", "remark": "Tuntas"})

    text = text_of(records)

    assert text.count("NAMA PETUGAS") == 1
    assert "Keterangan     : Tuntas\n                   (untuk Direktorat Kerjasama dan Humas)" in text


def test_whether_a_missed_caller_was_rung_back_is_told(records: Records) -> None:
    records.officer("Siti", "pti")
    records.call("09:00", caller="+6281300000005")
    records.talk(
        "09:30", "Siti", "pti", caller=records.hotline.numbers[0], direction="outbound", to_number="+6281300000005"
    )

    text = text_of(records)

    assert "terhubung kemudian ditelepon balik 09.30" in text
    assert "Selain itu 1 telepon balik kepada penelepon." in text
    assert "(telepon balik)" in text
    assert "1 panggilan masuk, 0 terjawab (0%), 1 pembicaraan." in text
