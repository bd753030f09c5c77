"""Searching the FAQ forgives typos, and ranks the best answer first."""

import pytest

from ivr.domain.faq import search_faqs
from ivr.domain.hotline import Faq

GRIPS = Faq("Bagaimana mengubah pengguna yang terdaftar di GRIPS?", "Diajukan oleh petugas penghubung yang terdaftar.")
REFUSED = Faq("Siapa yang dihubungi bila laporan ditolak aplikasi?", "Catat kode kesalahan dan waktu kirimnya.")
TRAINING = Faq("Bagaimana mengikuti pelatihan?", "Pihak Pelapor menyampaikan surat permohonan.")
ALL = (GRIPS, REFUSED, TRAINING)


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("grips", GRIPS),
        ("ubah pengguna", GRIPS),
        ("mengubha penguna", GRIPS),
        ("laporan ditolak", REFUSED),
        ("lapran di tolak", REFUSED),
        ("kode kesalahan", REFUSED),
        ("PELATIHAN", TRAINING),
        ("platihan", TRAINING),
    ],
)
def test_the_entry_that_is_meant_comes_first(words: str, first: Faq) -> None:
    assert search_faqs(ALL, words)[0] == first


@pytest.mark.parametrize("words", ["", "  ", "?!"])
def test_without_words_all_entries_stand_in_their_order(words: str) -> None:
    assert search_faqs(ALL, words) == ALL


def test_what_nobody_wrote_is_not_found() -> None:
    assert search_faqs(ALL, "qqqqxxxx") == ()
