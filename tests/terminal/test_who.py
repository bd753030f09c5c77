"""`who`: who answers at a moment, and why."""

import json

import pytest

from ivr.terminal.who import who
from tests.terminal.conftest import Types
from tests.workflows.offices import Hands


def test_the_answer_names_telephones_in_order_and_every_reason(types: Types) -> None:
    code, told, _ = types(who, "--unit", "humas", "--at", "2026-11-23 12.30")
    assert code == 0
    assert told.splitlines() == [
        "Direktorat Kerjasama dan Humas",
        "  1.  Eko Prasetyo  +6281200000005",
        "  2.  Rina Wati     +622150001000;ext=10  cadangan: Operator",
        "",
        "Mengapa:",
        "  - Senin, 23 November 2026 pukul 12.30 WIB: layanan buka sampai pukul 17.00.",
        "  - Sedang jam istirahat, pukul 12.00-13.00.",
        "  - Dewi Anggraini piket hari Senin.",
        "  - Istirahat Dewi Anggraini digantikan oleh Eko Prasetyo.",
        "  - Urutan 1: Eko Prasetyo, belum pernah menerima panggilan.",
        "  - Bila tidak ada yang menjawab, dialihkan ke Operator.",
        "",
        "Operator:",
        "  - Rina Wati siaga sebagai operator selama jam layanan.",
        "  - Rina Wati tetap siaga pada jam istirahat.",
        "  - Urutan 1: Rina Wati, belum pernah menerima panggilan.",
        "  - Bila tidak ada yang menjawab, tidak ada unit cadangan.",
        "",
        "Bila tidak seorang pun menjawab, penelepon diminta menelepon kembali, dan panggilannya tercatat.",
    ]


def test_a_telephone_that_two_officers_share_rings_once_as_in_a_call(types: Types, office_hands: Hands) -> None:
    office_hands.people("Budi Santoso,petugas,pelaporan,0812-0000-0001,budi@contoh.example")
    _, told, _ = types(who, "--unit", "pelaporan")
    assert told.splitlines()[1:4] == [
        "  1.  Agus Salim  +6281200000001",
        "  2.  Rina Wati   +622150001000;ext=10  cadangan: Operator",
        "",
    ]
    rings = json.loads(types(who, "--unit", "pelaporan", "--json")[1])["ring"]
    assert rings == [{"officer": "agus@contoh.example", "phone": "+6281200000001"}]


@pytest.mark.parametrize(
    "written", ["2026-11-23 12:30", "2026-11-23 12.30", "2026-11-23T12:30", "23/11/2026 12:30", "23/11/2026T12.30"]
)
def test_a_moment_is_read_as_people_write_it(types: Types, written: str) -> None:
    assert "Senin, 23 November 2026 pukul 12.30 WIB" in types(who, "--unit", "pti", "--at", written)[1]


def test_without_a_moment_it_is_now(types: Types) -> None:
    assert "pukul 09.00 WIB" in types(who, "--unit", "pti")[1]


def test_programs_get_one_object(types: Types) -> None:
    code, told, _ = types(who, "--unit", "pti", "--at", "2026-11-23 15:00", "--json")
    assert code == 0
    assert json.loads(told) == {
        "state": "open",
        "reason": "Senin, 23 November 2026 pukul 15.00 WIB: layanan buka sampai pukul 17.00. "
        "Citra Lestari piket hari Senin. Citra Lestari digantikan oleh Fitri Handayani. "
        "Urutan 1: Fitri Handayani, belum pernah menerima panggilan. "
        "Bila tidak ada yang menjawab, dialihkan ke Operator.",
        "ring": [{"officer": "fitri@contoh.example", "phone": "+6281200000006"}],
        "fallback": "operator",
        "reopens_at": None,
    }


def test_nothing_rings_on_a_holiday(types: Types) -> None:
    code, told, _ = types(who, "--unit", "pti", "--at", "2026-12-24 09:00", "--json")
    assert code == 1
    assert json.loads(told) == {
        "state": "holiday",
        "reason": "Kamis, 24 Desember 2026 pukul 09.00 WIB: libur, Cuti Bersama Hari Raya Natal "
        "(SKB Tiga Menteri Nomor 1497, 2, dan 5 Tahun 2025). "
        "Layanan buka kembali Senin, 28 Desember 2026 pukul 07.00 WIB.",
        "ring": [],
        "fallback": None,
        "reopens_at": "2026-12-28T07:00:00+07:00",
    }


def test_the_fallback_counts_as_a_telephone_that_rings(types: Types) -> None:
    code, told, _ = types(who, "--unit", "pti", "--at", "2026-11-24 09:00")
    assert code == 0
    assert told.splitlines()[:2] == [
        "Pusat Teknologi Informasi",
        "  1.  Rina Wati  +622150001000;ext=10  cadangan: Operator",
    ]


def test_a_unit_that_nobody_answers_for_ends_with_one(types: Types, office_hands: Hands) -> None:
    office_hands.people(
        "Rina Wati,operator,,021-5000-1000 ext 10,rina@contoh.example,tidak",
        heading="nama,peran,unit,telepon,email,aktif",
    )
    code, told, _ = types(who, "--unit", "pti", "--at", "2026-11-24 09:00")
    assert code == 1
    assert told.splitlines()[:2] == ["Pusat Teknologi Informasi", "  tidak ada telepon yang berdering"]


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["--unit", "pit"], "Error: --unit: 'pit' tidak dikenal; maksud Anda 'pti'?"),
        (
            ["--unit", "pti", "--at", "besok"],
            ("Error: Invalid value for '--at': 'besok' bukan waktu; tulis misalnya \"2026-11-23 09:00\""),
        ),
        (
            ["--unit", "pti", "--at", "2026-11-31 09:00"],
            ("Error: Invalid value for '--at': tanggal 2026-11-31 tidak ada; bulan itu berakhir 30 November 2026"),
        ),
        (
            ["--unit", "pti", "--at", "2026-11-23 25:00"],
            ("Error: Invalid value for '--at': jam 25:00 tidak ada; tulis 00:00 sampai 23:59"),
        ),
    ],
)
def test_wrong_usage_says_what_would_be_right(types: Types, words: list[str], complaint: str) -> None:
    code, _, said = types(who, *words)
    assert (code, said.splitlines()[-1]) == (2, complaint)
