"""Several hotline files: their faults come together, and they can be told apart."""

from pathlib import Path

import pytest

from config.faults import HotlineFaults
from config.hotline_file import read_hotline_files
from tests.config.office import HOTLINE, faults_of, normalise, read_office, spoiled, write_office

OTHER = spoiled(spoiled(HOTLINE, "key: kantor", "key: cabang"), '["+622150001000"]', '["+622150002000"]')


def test_all_faults_of_all_files_come_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_office(tmp_path, spoiled(HOTLINE, "unit: humas}", "unit: humaz}"))
    (tmp_path / "cabang.yaml").write_text(spoiled(OTHER, '"17:30"', "sore"), "utf-8")
    (tmp_path / "rusak.yaml").write_text('key: "rusak\n', "utf-8")

    assert faults_of(tmp_path, "kantor.yaml", "rusak.yaml", "cabang.yaml") == [
        "cabang.yaml baris 41: recap.at: 'sore' bukan jam - tulis 00:00 sampai 23:59, misalnya 07:00 atau 07.00",
        "kantor.yaml baris 17: menu.1.unit: unit 'humaz' tidak ada - maksud Anda 'humas'?",
        "rusak.yaml baris 1: tanda kutip tidak ditutup - tambahkan tanda kutip penutup",
    ]


def test_two_hotlines_share_neither_key_nor_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_office(tmp_path)
    twin = spoiled(HOTLINE, '["+622150001000"]', '["+622150002000", "+62 21 5000 1000"]')
    (tmp_path / "kembar.yaml").write_text(twin, "utf-8")

    assert faults_of(tmp_path, "kantor.yaml", "kembar.yaml") == [
        "kembar.yaml baris 1: key: kunci 'kantor' sudah dipakai di kantor.yaml baris 1 - pakai yang lain",
        "kembar.yaml baris 3: numbers.1: nomor '+622150001000' sudah dipakai di kantor.yaml baris 3 - pakai yang lain",
    ]


def test_a_clash_is_seen_although_a_file_has_other_faults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_office(tmp_path)
    (tmp_path / "kembar.yaml").write_text(spoiled(spoiled(OTHER, "cabang", "kantor"), "17:30", "sore"), "utf-8")

    assert [line.split(" - ")[0] for line in faults_of(tmp_path, "kantor.yaml", "kembar.yaml")] == [
        "kembar.yaml baris 1: key: kunci 'kantor' sudah dipakai di kantor.yaml baris 1",
        "kembar.yaml baris 41: recap.at: 'sore' bukan jam",
    ]


def test_sound_files_keep_their_order(tmp_path: Path) -> None:
    write_office(tmp_path)
    (tmp_path / "cabang.yaml").write_text(OTHER, "utf-8")

    assert [file.says.key for file in read_office(tmp_path, "kantor.yaml", "cabang.yaml").files] == ["kantor", "cabang"]


def test_no_file_at_all_is_a_fault() -> None:
    with pytest.raises(HotlineFaults, match="HOTLINES: tidak ada berkas hotline"):
        read_hotline_files([], normalise_number=normalise)
