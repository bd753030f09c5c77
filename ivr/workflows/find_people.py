"""Find the person that somebody wrote down: by e-mail or by an unambiguous name."""

from collections import defaultdict
from collections.abc import Iterable
from difflib import get_close_matches

from ivr.domain.people import Person

MOST_SUGGESTIONS = 20  # each compares a word with every name, and importers hold the database meanwhile


class AddressBook:
    """People to be found by what somebody wrote; made once for many questions."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._by_email = {person.email: person for person in people}
        self._by_name: dict[str, list[Person]] = defaultdict(list)
        for person in self._by_email.values():
            self._by_name[_plain(person.name)].append(person)
        self._remedies: dict[str, str] = {}

    def find(self, written: str) -> Person:
        """The person meant. Raises LookupError with an Indonesian reason and remedy, parted by `; `."""
        word = _plain(written)
        if word in self._by_email:
            return self._by_email[word]
        named = self._by_name.get(word, [])
        found = [person for person in named if person.is_active] or named  # who left does not make a name ambiguous
        if len(found) > 1:
            emails = ", ".join(person.email for person in found)
            raise LookupError(f"ada {len(found)} orang bernama '{written}'; tulis e-mailnya: {emails}")
        if not found:
            raise LookupError(f"'{written}' tidak dikenal; {self._remedy(word)}")
        return found[0]

    def _remedy(self, word: str) -> str:
        if word not in self._remedies and len(self._remedies) < MOST_SUGGESTIONS:
            self._remedies[word] = self._suggestion(word)
        return self._remedies.get(word, "impor data orangnya dahulu")

    def _suggestion(self, word: str) -> str:
        names = {name: found[0] for name, found in self._by_name.items()} | self._by_email
        close = get_close_matches(word, names, n=1, cutoff=0.6)
        if not close:
            # Half a name is the usual reason.
            close = [name for name in names if word in name.split()][:1]
        return (
            f"maksud Anda {names[close[0]].name} ({names[close[0]].email})?" if close else "impor data orangnya dahulu"
        )


def _plain(written: str) -> str:
    return " ".join(written.split()).lower()
