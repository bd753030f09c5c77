"""Searching the FAQ while a caller waits: typos and affixes are forgiven, the best answer comes first."""

import re
from collections.abc import Iterator, Sequence
from math import sqrt
from operator import mul

from rapidfuzz import fuzz

from ivr.domain.hotline import Faq

ALIKE = 74  # of 100: two words that differ by more are not the same word
GOOD_ENOUGH = 40  # of 100, over all words: about half of them are found
NEAR_THE_BEST = 30  # what is that much worse than the best entry only makes the list long
IN_ANSWER = 0.85  # what a word in the answer is worth beside one in the question
SHORTEST_STEM = 3

# Words that say nothing of what is asked; a caller's question, typed as it was spoken, is full of them.
_EMPTY_WORDS = """
    ada adalah agar akan aku anda apa apakah atas atau bagaimana bagi bahwa bapak bila bisa bisakah boleh bu buat cara
    caranya dalam dan dapat dari dengan di dong gimana ibu ingin ini itu jika juga kah kalau kami kapan ke kenapa
    ketika kita kok mana mas masih mau mbak mengapa mohon nya oleh pada pak para perlu pun saat saja saya sebagai
    sebuah secara seperti siapa sudah supaya tanya tapi telah tentang tersebut tidak tolong untuk ya yang
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())
# What callers say for what is written.
_SAID_FOR = {
    "pass": "sandi", "password": "sandi", "pasword": "sandi", "passwd": "sandi", "user": "pengguna",
    "username": "pengguna", "eror": "kesalahan", "error": "kesalahan", "milis": "mailing",
}  # fmt: skip
_PREFIX = re.compile("^(?:(?:me|pe)(?:ng|ny|n|m)?|di|ber|per|ter|ke|se)(?=[a-z]{4})")
_SUFFIX = re.compile("(?<=[a-z]{4})(?:nya|kan|an|i)$")


def search_faqs(faqs: Sequence[Faq], words: str) -> tuple[Faq, ...]:
    """The entries that these words mean, best first; all of them, as they stand, for no words.

    Not every word must be found, so a whole question may be typed; a word may be typed in part.
    """
    asked = list(dict.fromkeys(_words(words)))
    if not asked:
        return tuple(faqs)
    asked = [word for word in asked if word not in _EMPTY] or asked
    scored = [(score, place) for place, score in enumerate(_scores(faqs, asked))]
    best = max((score for score, _ in scored), default=0)
    least = max(GOOD_ENOUGH, best - NEAR_THE_BEST)
    good = sorted((-score, place) for score, place in scored if score >= least)
    return tuple(faqs[place] for _, place in good)


def search_topics(topics: Sequence[str], words: str) -> tuple[str, ...]:
    """The topics that these words mean, best first, by the same measure; none for no words."""
    if not any(_words(words)):
        return ()
    return tuple(one.question for one in search_faqs([Faq(topic, "") for topic in topics], words))


def _scores(faqs: Sequence[Faq], asked: Sequence[str]) -> list[float]:
    """How well the words are found in each entry on average; a word that many entries hold tells less."""
    found = [[_found_in(faq, word) for word in asked] for faq in faqs]
    held = [sum(likeness > 0 for likeness in of_word) for of_word in zip(*found, strict=True)]
    weights = [1 / sqrt(count or 2) for count in held]
    return [sum(map(mul, weights, of_faq)) / sum(weights) for of_faq in found]


def _found_in(faq: Faq, word: str) -> float:
    """How well a word is found, in the question rather than in the answer."""
    return max(_found(word, set(_words(faq.question))), IN_ANSWER * _found(word, set(_words(faq.answer))))


def _found(word: str, there: set[str]) -> float:
    return max((_alike(word, one) for one in there), default=0)


def _alike(typed: str, written: str) -> float:
    """How much one word is like another, 0 for another word: as it stands, by its stem, or begun."""
    if len(typed) < SHORTEST_STEM:
        return 100 if typed == written else 0
    begun = written[: len(typed)] if len(written) > len(typed) else ""
    likeness = max(
        fuzz.ratio(typed, written),
        0.98 * max(fuzz.ratio(one, other) for one in _stems(typed) for other in _stems(written)),
        0.96 * fuzz.ratio(typed, begun),
    )
    return likeness if likeness >= ALIKE else 0


def _stems(word: str) -> Iterator[str]:
    """The word without its affixes, roughly: `pendaftaran` -> `daftar`. Enough to compare, not to conjugate."""
    for bare in {word, _PREFIX.sub("", word)}:
        yield bare
        yield _SUFFIX.sub("", bare)


def _words(text: str) -> Iterator[str]:
    for word in re.findall(r"\w+", text.lower()):
        yield _SAID_FOR.get(word, word)
