"""Searching the FAQ forgives typos, and ranks the best answer first."""

import pytest

from ivr.domain.faq import search_faqs, search_topics
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
        ("pengubahan", GRIPS),
        ("perubahan user", GRIPS),
        ("pendaftaran", GRIPS),
        ("laporan saya ditolak terus bu", REFUSED),
        ("bagaimana cara mengubah pengguna di grips pak", GRIPS),
        ("kapan pelatihan berikutnya", TRAINING),
        ("permo", TRAINING),
    ],
)
def test_the_entry_that_is_meant_comes_first(words: str, first: Faq) -> None:
    assert search_faqs(ALL, words)[0] == first


@pytest.mark.parametrize("words", ["", "  ", "?!"])
def test_without_words_all_entries_stand_in_their_order(words: str) -> None:
    assert search_faqs(ALL, words) == ALL


@pytest.mark.parametrize("words", ["qqqqxxxx", "libur"])
def test_what_nobody_wrote_is_not_found(words: str) -> None:
    assert search_faqs(ALL, words) == ()


def test_what_is_much_worse_than_the_best_does_not_lengthen_the_list() -> None:
    assert search_faqs(ALL, "ubah pengguna grips") == (GRIPS,)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("narasumbr", ("Narasumber Pelatihan",)),
        ("penunda transaksi", ("Penundaan Transaksi",)),
        ("LTKM", ("Tata Cara Pelaporan (LTKM, LTKT)",)),
        ("milis", ("Mailing List Newsletter",)),
        ("libur", ()),
        ("?!", ()),
        ("", ()),
    ],
)
def test_a_topic_is_found_as_forgivingly(words: str, found: tuple[str, ...]) -> None:
    topics = (
        "Tata Cara Pelaporan (LTKM, LTKT)", "Mailing List Newsletter", "Narasumber Pelatihan", "Penundaan Transaksi",
    )  # fmt: skip

    assert search_topics(topics, words) == found
