"""Searching the FAQ while a caller waits: typos are forgiven, the best answer comes first."""

from collections.abc import Sequence

from rapidfuzz import fuzz, utils

from ivr.domain.hotline import Faq

GOOD_ENOUGH = 60  # of 100


def search_faqs(faqs: Sequence[Faq], words: str) -> tuple[Faq, ...]:
    """The entries that these words mean, best first; all of them, as they stand, for no words."""
    asked = utils.default_process(words)
    if not asked:
        return tuple(faqs)
    scored = [(_score(faq, asked), place) for place, faq in enumerate(faqs)]
    good = sorted((-score, place) for score, place in scored if score >= GOOD_ENOUGH)
    return tuple(faqs[place] for _, place in good)


def _score(faq: Faq, asked: str) -> float:
    """How well the worst of the words is found: in the question rather, or in the answer."""
    question, answer = utils.default_process(faq.question), utils.default_process(faq.answer)
    of_words = [
        max(fuzz.partial_ratio(word, question), fuzz.partial_ratio(word, answer) - 5)
        for word in asked.split()
        if len(word) > 2
    ]
    return min(of_words) if of_words else fuzz.partial_ratio(asked, question)
