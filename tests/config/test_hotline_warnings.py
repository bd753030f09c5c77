"""What is allowed in a hotline file but probably not meant is said, and nothing is refused for it."""

from pathlib import Path

import pytest

from tests.config.office import HOTLINE, read_office, spoiled, write_office

CASES = [
    pytest.param(
        '      "1": {name: Teknik, unit: teknik}',
        '      "1": {name: Humas lagi, unit: humas}',
        "kantor.yaml baris 31: units.2: unit 'teknik' tidak ada di menu - "
        "penelepon hanya sampai ke sana bila diteruskan petugas",
        id="a unit that no key reaches",
    ),
    pytest.param(
        "    operators: ya\n",
        "",
        "kantor.yaml baris 23: units: tidak ada unit operator untuk penelepon yang diam atau salah tekan - "
        "tulis operators: ya pada unit penerima tamu telepon",
        id="no operator",
    ),
    pytest.param(
        "fri: 1}",
        "fri: 1, sat: 1}",
        "kantor.yaml baris 30: units.1.required.sat: layanan tutup pada hari Sabtu - sesuaikan dengan hours",
        id="officers required on a closed day",
    ),
    pytest.param(
        'at: "17:30"',
        'at: "16:59"',
        "kantor.yaml baris 41: recap.at: rekap pukul 16.59 lebih awal dari jam tutup 17.00 - "
        "rekap baru dikirim sesudah layanan tutup",
        id="recap before closing",
    ),
]


@pytest.mark.parametrize(("old", "new", "warning"), CASES)
def test_what_is_probably_not_meant_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, warning: str
) -> None:
    monkeypatch.chdir(tmp_path)
    write_office(tmp_path, spoiled(HOTLINE, old, new))

    assert [str(said) for said in read_office(tmp_path).warnings] == [warning]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param('"07:00-17:00"', '"00:00-24:00"', id="open all day and night: the recap cannot wait for closing"),
        pytest.param('at: "17:30"', 'at: "17:00"', id="recap at the minute of closing"),
        pytest.param('caller_id: "+622150001000"', "caller_id:", id="an optional key without a value"),
        pytest.param("{mon-thu: 2, fri: 1}", "{senin-kamis: 2, Jumat: 1}", id="weekdays in Indonesian"),
        pytest.param('"12:00-13:00"', "12.00 – 13.00", id="times with dots, a dash, no quotation marks"),
        pytest.param("operators: ya", "operators: YES", id="yes in capitals"),
        pytest.param('"17:30"', "17.30", id="a time that YAML takes for a number"),
        pytest.param("    fallback: humas", "    fallback: tidak", id="a unit without fallback"),
        pytest.param('["+622150001000"]', '"+62 21-5000-1000, sip:piket@kantor.example"', id="numbers on one line"),
        pytest.param("2026-12-31", "31/12/2026", id="a date the Indonesian way"),
    ],
)
def test_other_ways_to_write_are_sound(tmp_path: Path, old: str, new: str) -> None:
    write_office(tmp_path, spoiled(HOTLINE, old, new))

    assert read_office(tmp_path).warnings == ()
