"""`people import` and `people list`, as an administrator types them."""

from pathlib import Path

from ivr.terminal.people import people
from tests.terminal.conftest import Types
from tests.workflows.files import csv_file
from tests.workflows.offices import SAMPLE_PEOPLE, Hands

HEADING = "nama,peran,unit,telepon,email"


def file(folder: Path, *lines: str, name: str = "orang.csv") -> str:
    path = folder / name
    path.write_bytes(csv_file(HEADING, *lines))
    return str(path)


def test_importing_tells_how_many(types: Types, tmp_path: Path) -> None:
    tono = "Tono,petugas,pti,0812-0000-0020,tono@contoh.example"
    assert types(people, "import", file(tmp_path, tono, *SAMPLE_PEOPLE)) == (
        0,
        "Tersimpan: 1 orang baru, 0 diubah, 8 tetap.\n",
        "",
    )
    assert types(people, "import", file(tmp_path, tono)) == (
        0,
        "Tidak ada yang berubah: 1 orang dalam berkas ini sudah sama dengan yang tersimpan.\n",
        "",
    )


def test_a_refused_file_is_told_line_by_line(types: Types, tmp_path: Path) -> None:
    bad = file(tmp_path, "Tono,petugas,pti,112,tono@contoh.example", "Tini,bos,,,tini@contoh.example")
    assert types(people, "import", bad) == (
        1,
        "",
        "orang.csv baris 2: telepon: nomor '112' terlalu pendek untuk dihubungi - "
        "tulis lengkap dengan kode wilayah, misalnya 021-5000-1000\n"
        "orang.csv baris 3: peran: 'bos' tidak dikenal - "
        "yang dikenal: petugas, operator, koordinator, ketua, admin\n"
        "orang.csv ditolak: 2 kesalahan, tidak ada yang disimpan.\n",
    )


def test_a_missing_file_is_wrong_usage(types: Types, tmp_path: Path) -> None:
    code, _, complaint = types(people, "import", str(tmp_path / "tiada.csv"))
    assert code == 2
    assert f"berkas '{tmp_path}/tiada.csv' tidak ada" in complaint


def test_people_are_listed_in_columns(types: Types) -> None:
    code, told, _ = types(people, "list", "--unit", "pti")
    assert code == 0
    assert told.splitlines() == [
        "nama             peran    unit  telepon         e-mail",
        "Citra Lestari    petugas  pti   +6281200000003  citra@contoh.example",
        "Fitri Handayani  petugas  pti   +6281200000006  fitri@contoh.example",
    ]


def test_who_leaves_by_a_file_though_on_duty_soon_is_pointed_out(
    types: Types, tmp_path: Path, office_hands: Hands
) -> None:
    office_hands.roster(*(f"2026-11-{day},pti,Citra Lestari,piket,,," for day in (20, 24, 25, 26)))
    leaving = tmp_path / "orang.csv"
    tono = "Tono,petugas,pti,0812-0000-0020,tono@contoh.example"
    leaving.write_bytes(csv_file(f"{HEADING},aktif", f"{SAMPLE_PEOPLE[2]},tidak", f"{tono},tidak"))

    told = (
        "Perhatikan: Citra Lestari tidak aktif lagi, tetapi masih tercantum di jadwal: Senin, 23 November 2026; "
        "Selasa, 24 November 2026; Rabu, 25 November 2026 dan 1 hari lagi.\n"
    )
    assert types(people, "import", str(leaving)) == (0, "Tersimpan: 1 orang baru, 1 diubah, 0 tetap.\n", told)
    assert types(people, "import", str(leaving))[2] == "", "once it is so, it is no news"


def test_a_folder_is_no_file(types: Types, tmp_path: Path) -> None:
    code, _, complained = types(people, "import", str(tmp_path))
    assert (code, f"'{tmp_path}' adalah folder" in complained) == (2, True)


def test_who_is_not_active_is_marked(types: Types, tmp_path: Path) -> None:
    path = tmp_path / "orang.csv"
    path.write_bytes(csv_file(f"{HEADING},aktif", f"{SAMPLE_PEOPLE[2]},tidak"))
    types(people, "import", str(path))
    assert types(people, "list", "--unit", "pti")[1].splitlines()[1].split("  ")[-1] == "tidak aktif"


def test_an_unknown_hotline_is_wrong_usage(types: Types) -> None:
    code, _, complaint = types(people, "list", "--hotline", "lain")
    assert code == 2
    assert complaint.splitlines()[-1] == "Error: --hotline: hotline 'lain' tidak ada; yang ada: ppatk"


def test_an_unknown_unit_is_wrong_usage_and_one_without_people_says_so(types: Types, office_hands: Hands) -> None:
    code, told, complaint = types(people, "list", "--unit", "it")
    assert (code, told) == (2, "")
    assert complaint.splitlines()[-1] == (
        "Error: --unit: 'it' tidak dikenal; yang dikenal: operator, pelaporan, pti, humas"
    )
    office_hands.people(*(line.replace("petugas,pti", "petugas,humas") for line in SAMPLE_PEOPLE))
    assert types(people, "list", "--unit", "pti") == (
        0,
        "Belum ada orang di unit pti. Masukkan dengan: .venv/bin/python app.py people import BERKAS\n",
        "",
    )


def test_an_operator_without_a_unit_is_listed_where_operators_answer(types: Types) -> None:
    listed = types(people, "list", "--unit", "operator")[1].splitlines()
    assert [line.split("  ")[0] for line in listed] == ["nama", "Rina Wati"]
