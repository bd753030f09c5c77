"""The shipped hotline is the one of the PPATK procedure (sections 2, 3 and 6)."""

from datetime import time
from pathlib import Path

import pytest

from ivr.domain.hotline import Hotline, RingPolicy, Span, ToUnit
from ivr.workflows.open_hotlines import open_hotlines

PPATK = Path(__file__).parents[2] / "config" / "ppatk.yaml"


@pytest.fixture(scope="module")
def ppatk() -> Hotline:
    return open_hotlines([PPATK]).first


def test_it_opens_without_warning() -> None:
    assert open_hotlines([PPATK]).warnings == ()


def test_it_serves_from_seven_to_five_on_workdays(ppatk: Hotline) -> None:
    assert ppatk.hours == {day: (Span(time(7), time(17)),) for day in range(5)}
    assert ppatk.breaks == {day: (Span(time(12), time(13)),) for day in range(4)} | {
        4: (Span(time(11, 30), time(13, 30)),)
    }
    assert ppatk.zone.key == "Asia/Jakarta"
    assert ppatk.holidays.country == "ID"
    assert ppatk.holidays.with_joint_leave


def test_its_menu_leads_to_four_units(ppatk: Hotline) -> None:
    assert dict(ppatk.menu.options) == {
        "0": ToUnit("Operator", "operator"),
        "1": ToUnit("Direktorat Pelaporan", "pelaporan"),
        "2": ToUnit("Pusat Teknologi Informasi", "pti"),
        "3": ToUnit("Direktorat Kerjasama dan Humas", "humas"),
    }
    assert list(ppatk.units) == ["operator", "pelaporan", "pti", "humas"]


def test_each_unit_has_its_topics(ppatk: Hotline) -> None:
    assert {key: unit.topics for key, unit in ppatk.units.items()} == {
        "operator": (),
        "pelaporan": (
            "Registrasi GRIPS",
            "Tata Cara Pelaporan (LTKM, LTKT, LTKL, SIPESAT, LT, LPUTLB)",
            "Ketentuan Bagi Pihak Pelapor (Peraturan Kepala/SE PPATK dan ketentuan lainnya)",
            "Mailing List Newsletter",
            "Pelatihan bagi Pihak Pelapor",
            "Narasumber Pelatihan",
            "Penundaan Transaksi",
            "Pertanyaan lain sesuai tugas dan fungsi Direktorat Pelaporan",
        ),
        "pti": (
            "Teknis aplikasi pelaporan",
            "Permasalahan jaringan",
            "Pertanyaan lain sesuai tugas dan fungsi Pusat Teknologi Informasi",
        ),
        "humas": (
            "Pertanyaan terkait Kehumasan",
            "Pengaduan Masyarakat",
            "Pertanyaan terkait E-Learning PPATK",
            "Pertanyaan terkait PPID",
            "Pertanyaan lain sesuai tugas dan fungsi Direktorat Kerjasama dan Humas",
        ),
    }


def test_each_unit_has_its_officers(ppatk: Hotline) -> None:
    every_workday = {key: dict.fromkeys(range(5), count) for key, count in (("pelaporan", 2), ("pti", 1), ("humas", 1))}

    assert {key: unit.required for key, unit in ppatk.units.items()} == {"operator": {}} | every_workday


def test_the_operator_answers_when_a_unit_does_not(ppatk: Hotline) -> None:
    assert {key: unit.fallback for key, unit in ppatk.units.items()} == {
        "operator": None,
        "pelaporan": "operator",
        "pti": "operator",
        "humas": "operator",
    }
    assert [key for key, unit in ppatk.units.items() if unit.is_operator] == ["operator"]


def test_the_rest_is_as_the_product_promises(ppatk: Hotline) -> None:
    assert (ppatk.key, ppatk.name) == ("ppatk", "Call Center PPATK")
    assert ppatk.numbers == ("+622150001000",)
    assert ppatk.caller_id == "+622150001000"
    assert ppatk.ring == RingPolicy()
    assert ppatk.recap_at == time(17, 30)
    assert ppatk.after_talk.again
    assert not ppatk.after_talk.rating
