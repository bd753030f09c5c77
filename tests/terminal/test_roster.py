"""`roster import`, `roster show` and `roster gaps`, as a coordinator types them."""

from pathlib import Path

from ivr.domain.hotline import HolidayPolicy
from ivr.terminal.roster import roster
from ivr.terminal.who import who
from tests.domain.samples import hotline, spans
from tests.terminal.conftest import ROSTER, Types, typing_at
from tests.workflows.files import csv_file
from tests.workflows.offices import SAMPLE_PEOPLE, Hands, hands

HEADING = "tanggal,unit,petugas,tugas,mulai,selesai,menggantikan"
COVERS = (
    "2026-11-23,pelaporan,Eko Prasetyo,istirahat,12:00,12:30,",
    "2026-11-23,pelaporan,Fitri Handayani,istirahat,12:30,13:00,",
    "2026-11-23,pti,Rina Wati,istirahat,,,",
)


def file(folder: Path, *lines: str) -> str:
    path = folder / "jadwal.csv"
    path.write_bytes(csv_file(HEADING, *lines))
    return str(path)


def test_importing_tells_how_many(types: Types, tmp_path: Path) -> None:
    again = file(tmp_path, *ROSTER)
    assert types(roster, "import", again) == (
        0,
        "Tidak ada yang berubah: 6 baris dalam berkas ini sudah sama dengan yang tersimpan.\n",
        "",
    )
    other = file(tmp_path, "24/11/2026,pti,Citra Lestari,piket,,,", "23/11/2026,pelaporan,Agus Salim,piket,,,")
    assert types(roster, "import", other, "--dry-run") == (
        0,
        "Percobaan, tidak ada yang disimpan: 1 baris baru, 1 dihapus, 1 tetap.\n",
        "",
    )
    assert types(roster, "import", other) == (0, "Tersimpan: 1 baris baru, 1 dihapus, 1 tetap.\n", "")


def test_a_refused_roster_is_told_line_by_line(types: Types, tmp_path: Path, office_hands: Hands) -> None:
    bad = file(tmp_path, "31/11/2026,pti,Citra Lestari,piket,,,", "24/11/2026,pti,Citra Lestari,piket,,,")
    assert types(roster, "import", bad) == (
        1,
        "",
        "jadwal.csv baris 2: tanggal: tanggal 31/11/2026 tidak ada - bulan itu berakhir 30 November 2026\n"
        "jadwal.csv ditolak: 1 kesalahan, tidak ada yang disimpan.\n",
    )
    assert office_hands.duties("2026-11-24") == []


def test_what_is_seldom_meant_is_pointed_out(types: Types, tmp_path: Path) -> None:
    odd = file(
        tmp_path,
        "2026-11-20,pti,Citra Lestari,piket,,,",
        "2026-11-24,pti,Fitri Handayani,piket,08:00,08:00,",
        "2026-11-25,pti,Citra Lestari,piket,,,",
        "2026-11-25,humas,Citra Lestari,piket,,,",
        "2026-11-23,humas,Eko Prasetyo,piket,,,",
    )
    notes = (
        "Perhatikan: Jumat, 20 November 2026 sudah lewat.\n"
        "Perhatikan: Senin, 23 November 2026, Direktorat Kerjasama dan Humas: Eko Prasetyo menggantikan "
        "Dewi Anggraini, yang tidak bertugas saat itu, pukul 12.00-13.00.\n"
        "Perhatikan: Rabu, 25 November 2026, Pusat Teknologi Informasi: Citra Lestari sekaligus bertugas di "
        "Direktorat Kerjasama dan Humas.\n"
        "Perhatikan: Selasa, 24 November 2026: 08.00-08.00 berarti 24 jam.\n"
    )
    tried = "Percobaan, tidak ada yang disimpan: 5 baris baru, 1 dihapus, 0 tetap.\n"
    assert types(roster, "import", odd, "--dry-run") == (0, tried, notes)
    assert types(roster, "import", odd) == (0, "Tersimpan: 5 baris baru, 1 dihapus, 0 tetap.\n", notes)
    long_ago = file(tmp_path, "2026-11-18,pti,Citra Lestari,piket,,,", "2026-11-19,pti,Citra Lestari,piket,,,")
    assert types(roster, "import", long_ago)[2] == (
        "Perhatikan: 2 hari sudah lewat, Rabu, 18 November 2026 sampai Kamis, 19 November 2026.\n"
    )


def test_a_day_without_service_is_pointed_out(types: Types, tmp_path: Path) -> None:
    christmas = file(tmp_path, "2026-12-25,pti,Citra Lestari,piket,,,")
    assert types(roster, "import", christmas) == (
        0,
        "Tersimpan: 1 baris baru, 0 dihapus, 0 tetap.\n",
        "Perhatikan: Jumat, 25 Desember 2026 bukan hari layanan (Hari Raya Natal).\n",
    )


def test_the_roster_of_a_day_is_shown_unit_by_unit(types: Types) -> None:
    code, told, _ = types(roster, "show")
    assert code == 0
    assert told.splitlines() == [
        "Call Center Contoh, Senin, 23 November 2026",
        "Layanan 07.00-17.00, istirahat 12.00-13.00 WIB",
        "",
        "Operator",
        "  siaga      Rina Wati        07.00-17.00  +622150001000;ext=10",
        "",
        "Direktorat Pelaporan (wajib 2)",
        "  piket      Agus Salim       07.00-17.00  +6281200000001",
        "  piket      Budi Santoso     07.00-17.00  +6281200000002",
        "",
        "Pusat Teknologi Informasi (wajib 1)",
        "  piket      Citra Lestari    07.00-17.00  +6281200000003",
        "  pengganti  Fitri Handayani  13.00-17.00  +6281200000006        menggantikan Citra Lestari",
        "",
        "Direktorat Kerjasama dan Humas (wajib 1)",
        "  piket      Dewi Anggraini   07.00-17.00  +6281200000004",
        "  istirahat  Eko Prasetyo     12.00-13.00  +6281200000005        menggantikan Dewi Anggraini",
    ]


def test_an_empty_day_and_a_closed_day_say_so(types: Types) -> None:
    assert (
        "Pusat Teknologi Informasi (wajib 1)\n  belum ada jadwal\n" in types(roster, "show", "--date", "24/11/2026")[1]
    )
    assert types(roster, "show", "--date", "2026-12-25")[1].splitlines()[:4] == [
        "Call Center Contoh, Jumat, 25 Desember 2026",
        "Tidak ada layanan: Hari Raya Natal",
        "",
        "Operator",
    ]


def test_gaps_are_told_by_day_and_end_with_one(types: Types) -> None:
    code, told, _ = types(roster, "gaps", "--to", "2026-11-24")
    assert code == 1
    assert told.splitlines() == [
        "Senin, 23 November 2026",
        "  Direktorat Pelaporan            12.00-13.00  istirahat Agus Salim tidak ada penggantinya",
        "  Direktorat Pelaporan            12.00-13.00  istirahat Budi Santoso tidak ada penggantinya",
        "  Pusat Teknologi Informasi       12.00-13.00  istirahat Citra Lestari tidak ada penggantinya",
        "Selasa, 24 November 2026",
        "  Direktorat Pelaporan            07.00-17.00  kurang petugas: ada 0 dari 2",
        "  Pusat Teknologi Informasi       07.00-17.00  kurang petugas: ada 0 dari 1",
        "  Direktorat Kerjasama dan Humas  07.00-17.00  kurang petugas: ada 0 dari 1",
        "",
        "6 kekosongan: Senin, 23 November 2026 sampai Selasa, 24 November 2026.",
    ]


def test_a_complete_roster_ends_with_zero(types: Types, office_hands: Hands) -> None:
    office_hands.people("Gita Maharani,petugas,pelaporan,0812-0000-0030,gita@contoh.example")
    office_hands.people("Hadi Wijaya,petugas,pti,0812-0000-0031,hadi@contoh.example")
    office_hands.roster(
        "2026-11-23,pelaporan,Gita Maharani,istirahat,,,", "2026-11-23,pti,Hadi Wijaya,istirahat,,,Citra Lestari"
    )
    assert types(roster, "gaps", "--to", "2026-11-23") == (0, "Jadwal lengkap: Senin, 23 November 2026.\n", "")


def test_someone_wanted_twice_is_a_gap(types: Types, office_hands: Hands) -> None:
    office_hands.roster(*COVERS)
    code, told, _ = types(roster, "gaps", "--to", "2026-11-23")
    assert code == 1
    assert told.splitlines() == [
        "Senin, 23 November 2026",
        "  Operator              12.00-13.00  Rina Wati sekaligus bertugas di Pusat Teknologi Informasi",
        "  Direktorat Pelaporan  12.00-12.30  Eko Prasetyo sekaligus bertugas di Direktorat Kerjasama dan Humas",
        "",
        "2 kekosongan: Senin, 23 November 2026.",
    ]


def test_a_weekend_has_no_gaps(types: Types) -> None:
    assert types(roster, "gaps", "--from", "2026-11-28", "--to", "2026-11-29") == (
        0,
        "Jadwal lengkap: Sabtu, 28 November 2026 sampai Minggu, 29 November 2026.\n",
        "",
    )


def test_a_year_whose_joint_leave_is_not_decreed_is_pointed_out(types: Types) -> None:
    complaint = types(roster, "gaps", "--from", "2028-01-01", "--to", "2028-01-02")[2]
    assert complaint == "Perhatikan: cuti bersama 2028 belum diketahui; tambahkan di halaman Hari libur.\n"


def test_a_range_that_runs_backwards_is_wrong_usage(types: Types) -> None:
    code, _, complaint = types(roster, "gaps", "--from", "2026-11-24", "--to", "2026-11-23")
    assert code == 2
    assert complaint.splitlines()[-1] == (
        "Error: --from 2026-11-24 --to 2026-11-23: paling sedikit 1 hari, paling banyak 366 hari"
    )


def test_a_service_around_the_clock_is_told_as_24_hours(migrated_database_url: str, tmp_path: Path) -> None:
    always = hotline(key="ppatk", hours=dict.fromkeys(range(7), spans("00:00-00:00")), holidays=HolidayPolicy("SG"))
    with hands(migrated_database_url, tmp_path, always) as found:
        found.people(*SAMPLE_PEOPLE)
        found.roster("2026-11-23,pti,Citra Lestari,piket,16:00,00:00,")
        types = typing_at(found)
        assert types(roster, "show")[1].splitlines()[1:10] == [
            "Layanan 24 jam, istirahat 12.00-13.00 WIB",
            "",
            "Operator",
            "  siaga  Rina Wati      00.00-24.00  +622150001000;ext=10",
            "",
            "Direktorat Pelaporan (wajib 2)",
            "  belum ada jadwal",
            "",
            "Pusat Teknologi Informasi (wajib 1)",
        ]
        assert types(roster, "gaps", "--to", "2026-11-23")[1].splitlines()[1] == (
            "  Direktorat Pelaporan            00.00-24.00  kurang petugas: ada 0 dari 2"
        )
        assert types(who, "--unit", "pti", "--at", "2026-11-23 16:30")[1].splitlines()[5:7] == [
            "  - Senin, 23 November 2026 pukul 16.30 WIB: layanan buka 24 jam.",
            "  - Citra Lestari piket hari Senin pukul 16.00-24.00.",
        ]
