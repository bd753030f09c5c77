"""Every reason and every gap has its words."""

import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ivr.domain import on_duty
from ivr.domain.gaps import Gap, GapKind
from ivr.domain.hotline import HolidayPolicy, SpecialDay
from ivr.domain.on_duty import who_answers
from ivr.workflows.gap_labels import gap_in_words
from ivr.workflows.reason_labels import LABELS, reasons_in_words
from tests.domain.naive import QUARTERS, Case, cases, moment
from tests.domain.samples import AGUS, BUDI, MONDAY, at, board, hotline, person, spans


def test_the_labels_are_exactly_the_reasons_that_the_rule_gives() -> None:
    source = Path(on_duty.__file__).read_text(encoding="utf-8")
    assert set(re.findall(r'"((?:hours|duty|break|telephone|pause|order|fallback)\.[a-z_]+)"', source)) == set(LABELS)


@given(case=cases(), unit=st.sampled_from(["a", "o"]), q=st.sampled_from(QUARTERS))
def test_every_reason_can_be_worded(case: Case, unit: str, q: int) -> None:
    words = reasons_in_words(who_answers(case.office, unit, at=moment(case, q), board=case.board))
    assert all(sentence.endswith(".") and "{" not in sentence for sentence in words)


def test_an_office_holiday_names_its_decree() -> None:
    own = hotline(holidays=HolidayPolicy(added=(SpecialDay(MONDAY, "Hari Jadi Kantor", "SK 12/2026"),)))
    assert reasons_in_words(who_answers(own, "pti", at=at("2026-11-23 09:00"), board=board())) == (
        "Senin, 23 November 2026 pukul 09.00 WIB: libur, Hari Jadi Kantor (SK 12/2026).",
        "Layanan buka kembali Selasa, 24 November 2026 pukul 07.00 WIB.",
    )


def test_a_hotline_that_never_opens_or_never_closes_says_so() -> None:
    never = who_answers(hotline(hours={}), "pti", at=at("2026-11-23 09:00"), board=board())
    assert reasons_in_words(never)[1] == "Tidak ada jam layanan dalam setahun ke depan."
    always = hotline(hours=dict.fromkeys(range(7), spans("00:00-00:00")), holidays=HolidayPolicy("SG"))
    assert reasons_in_words(who_answers(always, "pti", at=at("2026-11-23 09:00"), board=board()))[0] == (
        "Senin, 23 November 2026 pukul 09.00 WIB: layanan buka 24 jam."
    )


def test_every_gap_can_be_worded() -> None:
    holiday = HolidayPolicy(added=(SpecialDay(MONDAY, "Hari Jadi Kantor", "SK 1"),))
    no_phone, away = person(1, "Agus", phone=False), person(1, "Agus", active=False)

    def words(gap: Gap) -> str:
        return gap_in_words(gap, hotline(holidays=holiday))

    def gap(kind: GapKind, **more: object) -> Gap:
        return Gap(kind, MONDAY, "pti", None, **more)  # type: ignore[arg-type]

    assert words(gap(GapKind.SHORT, required=2, present=1)) == "kurang petugas: ada 1 dari 2"
    assert words(gap(GapKind.UNREACHABLE, person=no_phone)) == "Agus bertugas, tetapi tidak punya nomor telepon"
    assert words(gap(GapKind.UNREACHABLE, person=away)) == "Agus bertugas, tetapi tidak aktif"
    assert words(gap(GapKind.NO_COVER, person=AGUS)) == "istirahat Agus tidak ada penggantinya"
    assert words(gap(GapKind.TWO_UNITS, person=AGUS, other_unit="humas")) == (
        "Agus sekaligus bertugas di Direktorat Kerjasama dan Humas"
    )
    assert words(gap(GapKind.FOR_NOBODY, person=AGUS, other=BUDI)) == (
        "Agus menggantikan Budi, yang tidak bertugas saat itu"
    )
    assert words(gap(GapKind.OUTSIDE_HOURS, person=AGUS)) == "Agus dijadwalkan di luar jam layanan (Hari Jadi Kantor)"
