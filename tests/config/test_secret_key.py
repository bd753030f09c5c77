"""A key that nobody gave is made once and kept, also by processes that start together."""

import os
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from config.secret_key import kept_secret_key
from config.settings import SettingsFault, find_settings, read_settings


def test_a_key_is_made_once_and_kept_for_its_owner_alone(tmp_path: Path) -> None:
    first = read_settings({}, tmp_path).secret_key

    assert len(first) >= 48
    assert read_settings({}, tmp_path).secret_key == first
    assert (tmp_path / "var" / "secret_key").stat().st_mode & 0o777 == 0o600
    assert os.listdir(tmp_path / "var") == ["secret_key"]


def test_who_only_looks_makes_no_key(tmp_path: Path) -> None:
    found = find_settings({}, tmp_path)

    assert (found.settings.secret_key, found.faults, found.is_key_kept) == ("", (), True)
    assert os.listdir(tmp_path) == []
    key = read_settings({}, tmp_path).secret_key
    assert find_settings({}, tmp_path).settings.secret_key == key


def test_two_installations_have_two_keys(tmp_path: Path) -> None:
    assert kept_secret_key(tmp_path / "a" / "key") != kept_secret_key(tmp_path / "b" / "key")


def test_processes_that_start_together_agree_on_one_key(tmp_path: Path) -> None:
    with ProcessPoolExecutor(4) as processes:
        keys = set(processes.map(kept_secret_key, [tmp_path / "var" / "secret_key"] * 40))

    assert len(keys) == 1


def test_a_given_key_leaves_no_file(tmp_path: Path) -> None:
    read_settings({"SECRET_KEY": "0123456789abcdef"}, tmp_path)

    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("content", [b"", b"short", b"\xff\xff"])
def test_a_file_without_a_key_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "secret_key").write_bytes(content)

    with pytest.raises(SettingsFault) as caught:
        read_settings({}, tmp_path)

    assert str(caught.value) == (
        "SECRET_KEY: tidak dapat disimpan di var/secret_key "
        "(isi berkas terlalu pendek; hapus berkas itu agar dibuat baru)"
    )


def test_a_folder_that_cannot_be_made_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "var").touch()

    with pytest.raises(SettingsFault, match="SECRET_KEY: tidak dapat disimpan di var/secret_key"):
        read_settings({}, tmp_path)
    assert len(find_settings({}, tmp_path).faults) == 1
