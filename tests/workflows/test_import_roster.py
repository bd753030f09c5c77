"""Importing a roster: all or nothing, slot by slot, people by e-mail or unambiguous name."""

import pytest

from ivr.workflows.fault_sheet import FileRefused
from ivr.workflows.import_roster import import_roster
from tests.workflows.files import csv_file, faults
from tests.workflows.offices import Hands

MONDAY = (
    "2026-11-23,pelaporan,agus@contoh.example,piket,,,",
    "2026-11-23,pelaporan,Budi Santoso,piket,07:00,12.00,",
    "2026-11-23,pti,CITRA LESTARI,piket,,,",
    "2026-11-23,humas,Dewi Anggraini,piket,,,",
    "2026-11-23,humas,Eko Prasetyo,istirahat,,,Dewi Anggraini",
)
PEOPLE_HEADING = "nama,peran,unit,telepon,email"
STANDING = [
    "pelaporan piket Agus",
    "pelaporan piket Budi 07:00 12:00",
    "pti piket Citra",
    "humas piket Dewi",
    "humas istirahat Eko for Dewi",
]


def refusal(hands: Hands, *lines: str) -> list[str]:
    before = hands.duties()
    with pytest.raises(FileRefused) as refused:
        hands.roster(*lines)
    assert hands.duties() == before
    return faults(refused.value)


def test_a_roster_is_put_in_place(staffed: Hands) -> None:
    assert staffed.roster(*MONDAY) == (5, 0, 0)
    assert staffed.duties() == STANDING


def test_the_same_file_again_changes_nothing(staffed: Hands) -> None:
    staffed.roster(*MONDAY)
    assert staffed.roster(*MONDAY) == (0, 0, 5)


def test_a_dry_run_tells_the_same_and_changes_nothing(staffed: Hands) -> None:
    assert staffed.roster(*MONDAY, dry_run=True) == (5, 0, 0)
    assert staffed.duties() == []
    with pytest.raises(FileRefused):
        staffed.roster("2026-11-23,pti,Tono,piket,,,", dry_run=True)


def test_only_the_slots_that_a_file_names_are_replaced(staffed: Hands) -> None:
    staffed.roster(*MONDAY)
    assert staffed.roster("23/11/2026,pelaporan,Fitri Handayani,piket,,,", MONDAY[0]) == (1, 1, 1)
    assert staffed.duties() == [*STANDING[2:], "pelaporan piket Fitri", "pelaporan piket Agus"]


def test_another_order_of_the_same_lines_is_a_change(staffed: Hands) -> None:
    staffed.roster(*MONDAY)
    assert staffed.roster(MONDAY[1], MONDAY[0]) == (2, 2, 0)


def test_a_substitute_may_replace_officer_cover_substitute_or_operator(staffed: Hands) -> None:
    staffed.roster(*MONDAY)
    assert staffed.roster(
        "2026-11-23,pti,Fitri Handayani,pengganti,,,Citra Lestari",
        "2026-11-23,pti,Budi Santoso,pengganti,13:00,15:00,Fitri Handayani",
        "2026-11-23,humas,Fitri Handayani,pengganti,,,Eko Prasetyo",
        "2026-11-23,operator,Eko Prasetyo,pengganti,,,Rina Wati",
    ) == (4, 0, 0)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("2026-11-23,pti,Tono,piket,,,", "baris 2: petugas: 'Tono' tidak dikenal - impor data orangnya dahulu"),
        (
            "2026-11-23,pti,Citra,piket,,,",
            ("baris 2: petugas: 'Citra' tidak dikenal - maksud Anda Citra Lestari (citra@contoh.example)?"),
        ),
        (
            "2026-11-23,pti,Kartika Sari,piket,,,",
            ("baris 2: petugas: Kartika Sari tidak punya nomor telepon - isi nomornya dahulu"),
        ),
        (
            "2026-11-23,pti,Fitri Handayani,pengganti,,,Dewi Anggraini",
            (
                "baris 2: menggantikan: Dewi Anggraini tidak piket di pti Senin, 23 November 2026 - "
                "isi dengan petugas yang piket hari itu"
            ),
        ),
        (
            "2026-11-24,pti,Fitri Handayani,pengganti,,,Citra Lestari",
            (
                "baris 2: menggantikan: Citra Lestari tidak piket di pti Selasa, 24 November 2026 - "
                "isi dengan petugas yang piket hari itu"
            ),
        ),
        (
            "2026-11-23,pti,Citra Lestari,pengganti,,,citra@contoh.example",
            ("baris 2: menggantikan: sama dengan petugas - isi dengan orang lain"),
        ),
    ],
)
def test_a_line_that_cannot_be_meant_is_refused(staffed: Hands, line: str, told: str) -> None:
    staffed.roster(*MONDAY)
    assert refusal(staffed, line) == [told]


def test_substitutes_cannot_vouch_for_each_other(staffed: Hands) -> None:
    told = refusal(
        staffed,
        "2026-11-23,pti,Fitri Handayani,pengganti,,,Citra Lestari",
        "2026-11-23,pti,Citra Lestari,pengganti,,,Fitri Handayani",
    )
    assert [fault.split(" - ")[0] for fault in told] == [
        "baris 2: menggantikan: Citra Lestari tidak piket di pti Senin, 23 November 2026",
        "baris 3: menggantikan: Fitri Handayani tidak piket di pti Senin, 23 November 2026",
    ]


def test_a_duty_replaced_by_the_same_file_counts_as_it_will_be(staffed: Hands) -> None:
    staffed.roster(*MONDAY)
    assert refusal(
        staffed,
        "2026-11-23,pti,Eko Prasetyo,piket,,,",
        "2026-11-23,pti,Fitri Handayani,pengganti,,,Citra Lestari",
    ) == [
        "baris 3: menggantikan: Citra Lestari tidak piket di pti Senin, 23 November 2026 - "
        "isi dengan petugas yang piket hari itu"
    ]


def test_inactive_people_and_ambiguous_names_are_refused(staffed: Hands) -> None:
    staffed.people(
        "Citra Lestari,petugas,pti,0812-0000-0003,citra@contoh.example,tidak",
        "Budi Santoso,petugas,humas,0812-0000-0012,budi.humas@contoh.example,ya",
        heading="nama,peran,unit,telepon,email,aktif",
    )
    assert refusal(staffed, MONDAY[1], MONDAY[2]) == [
        "baris 2: petugas: ada 2 orang bernama 'Budi Santoso' - "
        "tulis e-mailnya: budi@contoh.example, budi.humas@contoh.example",
        "baris 3: petugas: Citra Lestari tidak aktif - pilih orang lain, atau aktifkan dahulu",
    ]


def test_all_bad_lines_of_a_file_are_told_together(staffed: Hands) -> None:
    staffed.people(
        "Eko Prasetyo,petugas,humas,0812-0000-0005,eko@contoh.example,tidak", heading=f"{PEOPLE_HEADING},aktif"
    )
    assert refusal(
        staffed,
        "2026-11-23,pti,Siapa,piket,,,",
        "2026-11-99,arsip,Kartika Sari,piket,25:00,,",
        "2026-11-23,pelaporan,Eko Prasetyo,piketan,,,",
        "2026-11-23,pti,Citra Lestari,piket,,,,lebih",
        "2026-11-23,humas,Fitri Handayani,pengganti,,,Siapa",
        "2026-11-23,humas,Fitri Handayani,pengganti,,,Agus Salim",
    ) == [
        "baris 2: petugas: 'Siapa' tidak dikenal - impor data orangnya dahulu",
        "baris 3: mulai: jam 25:00 tidak ada - tulis 00:00 sampai 23:59",
        "baris 3: petugas: Kartika Sari tidak punya nomor telepon - isi nomornya dahulu",
        "baris 3: tanggal: tanggal 2026-11-99 tidak ada - bulan itu berakhir 30 November 2026",
        "baris 3: unit: 'arsip' tidak dikenal - yang dikenal: operator, pelaporan, pti, humas",
        "baris 4: petugas: Eko Prasetyo tidak aktif - pilih orang lain, atau aktifkan dahulu",
        "baris 4: tugas: 'piketan' tidak dikenal - maksud Anda 'piket'?",
        "baris 5: berisi lebih dari 7 kolom - hapus yang berlebih, atau apit nilai yang memuat pemisah dengan kutip",
        "baris 6: menggantikan: 'Siapa' tidak dikenal - impor data orangnya dahulu",
        "baris 7: menggantikan: Agus Salim tidak piket di humas Senin, 23 November 2026 - "
        "isi dengan petugas yang piket hari itu",
    ]


@pytest.mark.parametrize(
    "faulty",
    [
        "2026-11-23,pti,Citra Lestary,piket,,,",  # perhaps the one who is replaced
        "2026-11-99,pti,Citra Lestari,piket,,,",  # perhaps that day
        "2026-11-23,pit,Citra Lestari,piket,,,",
        "2026-11-23,pti,Citra Lestari,piket,,,,lebih",
    ],
)
def test_who_is_replaced_is_not_missed_where_a_faulty_line_may_mean_them(staffed: Hands, faulty: str) -> None:
    (told,) = refusal(staffed, faulty, "2026-11-23,pti,Fitri Handayani,pengganti,,,Citra Lestari")
    assert told.startswith("baris 2: ")


def test_the_same_line_twice_is_refused_whatever_its_remark(staffed: Hands) -> None:
    same = "2026-11-23,pti,Citra Lestari,piket"
    with pytest.raises(FileRefused) as refused:
        import_roster(
            staffed.office,
            "jadwal.csv",
            csv_file("tanggal,unit,petugas,tugas,catatan", f"{same},", f"{same.upper()},lagi"),
        )
    assert faults(refused.value) == ["baris 3: sama dengan baris 2 - hapus salah satunya"]


def test_one_person_under_two_names_is_the_same_line_twice(staffed: Hands) -> None:
    assert refusal(
        staffed, "2026-11-23,pti,Citra Lestari,piket,,,", "2026-11-23,pti,citra@contoh.example,piket,,,"
    ) == ["baris 3: sama dengan baris 2 - hapus salah satunya"]


def test_a_date_dragged_down_without_counting_on_is_told_once(staffed: Hands) -> None:
    minutes = (f"{7 + n // 30:02}:{n % 30:02},{7 + n // 30:02}:{n % 30 + 1:02}" for n in range(102))
    assert refusal(staffed, *(f"2026-11-23,pti,Citra Lestari,piket,{one}," for one in minutes)) == [
        "baris 102: tanggal: lebih dari 100 baris piket untuk pti Senin, 23 November 2026 - periksa tanggalnya"
    ]


def test_a_day_without_service_is_allowed_and_told(staffed: Hands) -> None:
    heading = "tanggal,unit,petugas,tugas"
    lines = csv_file(heading, "2026-12-25,pti,Citra Lestari,piket", "2026-11-29,pti,Citra Lestari,piket")
    assert import_roster(staffed.office, "jadwal.csv", lines).notes == (
        "Minggu, 29 November 2026 bukan hari layanan",
        "Jumat, 25 Desember 2026 bukan hari layanan (Hari Raya Natal)",
    )
