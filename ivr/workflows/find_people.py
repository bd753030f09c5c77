"""Find the person that somebody wrote down: by e-mail or by an unambiguous name."""

from collections.abc import Sequence
from difflib import get_close_matches

from ivr.domain.people import Person


def find_person(written: str, people: Sequence[Person]) -> Person:
    """The person meant. Raises LookupError with an Indonesian reason and remedy, parted by `; `."""
    word = " ".join(written.split()).lower()
    by_email = [person for person in people if person.email == word]
    found = by_email or [person for person in people if " ".join(person.name.split()).lower() == word]
    if len(found) > 1:
        emails = ", ".join(person.email for person in found)
        raise LookupError(f"ada {len(found)} orang bernama '{written}'; tulis e-mailnya: {emails}")
    if not found:
        raise LookupError(f"'{written}' tidak dikenal; {_remedy(word, people)}")
    return found[0]


def _remedy(word: str, people: Sequence[Person]) -> str:
    names = {name: person for person in people for name in (person.name.lower(), person.email)}
    close = get_close_matches(word, names, n=1, cutoff=0.6)
    if not close:
        # Half a name is the usual reason.
        close = [name for name in names if word in name.split()][:1]
    return f"maksud Anda {names[close[0]].name} ({names[close[0]].email})?" if close else "impor orangnya dahulu"
