"""Find what an officer can answer: the topics of the own units, and their FAQ, by words that may hold typos."""

from collections.abc import Collection
from dataclasses import dataclass

from ivr.domain.faq import search_faqs, search_topics
from ivr.domain.hotline import Faq, Hotline, Unit
from ivr.store.topics import faqs_of, topics_of
from ivr.workflows.office import Office


@dataclass(frozen=True)
class Answers:
    """The entries that were found, best first, the topics of each unit, and those that were found."""

    words: str
    faqs: tuple[Faq, ...]
    topics: tuple[tuple[Unit, tuple[str, ...]], ...]

    @property
    def found_topics(self) -> tuple[tuple[Unit, tuple[str, ...]], ...]:
        """By unit, so that a question without an entry is known to be the unit's own all the same."""
        found = ((unit, search_topics(some, self.words)) for unit, some in self.topics)
        return tuple((unit, some) for unit, some in found if some)


def find_answers(office: Office, hotline: Hotline, units: Collection[str], words: str) -> Answers:
    """The FAQ entries of some units that the words mean; all of them for no words. No caller's data is in it."""
    here = [unit for key, unit in hotline.units.items() if key in units]
    with office.database.reading() as connection:
        faqs = dict.fromkeys(faq for unit in here for faq in faqs_of(connection, hotline, unit.key))
        topics = tuple((unit, topics_of(connection, hotline, unit.key)) for unit in here)
    return Answers(words, search_faqs(tuple(faqs), words), tuple((unit, some) for unit, some in topics if some))
