"""Every mistake in a hotline file is named with its line and what would be right."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from config.faults import Fault, HotlineFaults
from tests.config.office import HOTLINE, faults_of, read_office, spoiled, write_office


class Case(NamedTuple):
    """What is changed in the sound file, and the whole report about it."""

    title: str
    old: str
    new: str
    report: list[str]


def cases(text: str) -> list[Case]:
    """The cases of a table: a title after ##, lines removed after -, lines added after +, the report."""
    found = []
    for block in re.split(r"(?m)^## ", text)[1:]:
        title, *lines = [line for line in block.splitlines() if line and not line.startswith("# ")]
        old = "\n".join(line[2:] for line in lines if line.startswith("- "))
        new = "\n".join(line[2:] for line in lines if line.startswith("+ "))
        found.append(Case(title, old, new, [line for line in lines if line[:2] not in ("- ", "+ ")]))
    return found


WRONG = cases((Path(__file__).parent / "wrong_hotline_files.txt").read_text("utf-8"))


@pytest.mark.parametrize("case", WRONG, ids=[case.title for case in WRONG])
def test_a_mistake_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: Case) -> None:
    monkeypatch.chdir(tmp_path)
    write_office(tmp_path, spoiled(HOTLINE, case.old, case.new))

    assert case.report
    assert faults_of(tmp_path) == case.report


def test_the_table_is_read_whole() -> None:
    assert len(WRONG) > 90
    assert len({case.title for case in WRONG}) == len(WRONG)


def test_the_sound_file_has_no_fault_and_no_warning(tmp_path: Path) -> None:
    write_office(tmp_path)

    assert read_office(tmp_path).warnings == ()


@pytest.mark.parametrize(
    ("hotline", "fault"),
    [
        pytest.param(b"", "kantor.yaml: berkas kosong - salin contohnya dari config/ppatk.yaml", id="empty"),
        pytest.param(
            b"# saja\n", "kantor.yaml: berkas kosong - salin contohnya dari config/ppatk.yaml", id="comments only"
        ),
        pytest.param(
            b"- satu\n",
            "kantor.yaml baris 1: isi berkas harus berupa pasangan 'kunci: nilai' - "
            "salin contohnya dari config/ppatk.yaml",
            id="a list",
        ),
        pytest.param(
            b"key: kantor\nname: Kant\xf6r\n",
            "kantor.yaml baris 2: bukan UTF-8 - simpan ulang berkas dengan pengodean UTF-8",
            id="latin-1",
        ),
        pytest.param(
            b"key: kantor\nname: Halo\x07\n",
            "kantor.yaml baris 2: karakter yang tidak terbaca (U+0007) - hapus karakter itu",
            id="a bell",
        ),
        pytest.param(b"a: " + b"x" * 262144, "kantor.yaml: berkas lebih besar dari 256 KiB - bagi atau ringkas isinya"),
        pytest.param(
            b"key: " + b"[" * 2000, "kantor.yaml baris 1: isi bertingkat terlalu dalam - kurangi tingkatnya", id="deep"
        ),
    ],
)
def test_a_file_that_holds_no_hotline_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hotline: bytes, fault: str
) -> None:
    monkeypatch.chdir(tmp_path)
    write_office(tmp_path, hotline)

    assert faults_of(tmp_path) == [fault]


def test_a_file_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_office(tmp_path)
    (tmp_path / "folder.yaml").mkdir()

    assert faults_of(tmp_path, "tiada.yaml", "folder.yaml") == [
        "folder.yaml: berkas tidak dapat dibaca (itu folder, bukan berkas) - periksa izin bacanya",
        "tiada.yaml: berkas tidak ditemukan - periksa nama dan foldernya",
    ]


def test_words_that_are_too_long_to_be_spoken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_office(tmp_path, spoiled(HOTLINE, "Halo Kantor", "x" * 4001))

    assert faults_of(tmp_path) == ["kantor.yaml baris 2: name: lebih panjang dari 4000 huruf - pendekkan"]


def test_a_report_stays_readable_whatever_was_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_office(tmp_path, spoiled(HOTLINE, "time_zone: Asia/Jakarta", 'time_zone: "A\\nB\\e' + "x" * 1000 + '"'))

    (line,) = faults_of(tmp_path)

    assert line == "kantor.yaml baris 5: time_zone: memuat karakter kendali - ketik ulang teksnya"


def test_a_file_with_windows_line_ends_and_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    write_office(tmp_path, b"\xef\xbb\xbf" + HOTLINE.replace("\n", "\r\n").encode())

    assert read_office(tmp_path).files[0].says.name == "Halo Kantor"


def test_a_report_is_sorted_by_file_and_line_and_says_everything_once() -> None:
    late, early = Fault("b.yaml", 2, "x", "salah"), Fault("a.yaml", 10, "", "salah", "benar")

    assert str(HotlineFaults([late, early, late])) == "a.yaml baris 10: salah - benar\nb.yaml baris 2: x: salah"
