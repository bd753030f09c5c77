"""The officers' telephones in the demonstration: who has one, and how it treats a ring."""

from dataclasses import dataclass

from demo.names import TelephoneKey
from ivr.domain.people import Person
from ivr.simulator import (
    Answers,
    Behaviour,
    Busy,
    ByHand,
    Declines,
    Ignores,
    Network,
    Telephone,
    Unreachable,
    Voicemail,
)

#: How a telephone may treat a ring, in the order of the page: key, label, behaviour.
HABITS: tuple[tuple[str, str, Behaviour], ...] = (
    ("by-hand", "Anda yang menjawab", ByHand()),
    ("answers", "Menjawab sendiri", Answers(after_seconds=4, presses="1", talks_seconds=15)),
    ("ignores", "Tidak mengangkat", Ignores()),
    ("declines", "Menolak", Declines()),
    ("busy", "Sedang sibuk", Busy()),
    ("voicemail", "Kotak suara pribadi", Voicemail(after_seconds=6, records_seconds=20)),
    ("unreachable", "Tidak terjangkau", Unreachable()),
)
_BEHAVIOURS = {key: behaviour for key, _, behaviour in HABITS}


@dataclass(frozen=True)
class Handset:
    """An officer's telephone; `key` is the part of the e-mail before the @."""

    key: str
    person: Person
    telephone: Telephone

    @property
    def habit(self) -> str:
        """How it treats a ring now."""
        kind = type(self.telephone.behaviour)
        return next(key for key, _, behaviour in HABITS if type(behaviour) is kind)

    def take_habit(self, key: str) -> None:
        """Treat the next ring like this. Raises KeyError for a habit nobody has."""
        behaviour = _BEHAVIOURS[key]
        with self.telephone.network.loop.entered():
            self.telephone.behaviour = behaviour

    def lose_line(self) -> None:
        """The line goes dead, as when a battery is empty."""
        with self.telephone.network.loop.entered():
            if self.telephone.is_in_use:
                self.telephone.leg.end(by=self.telephone.number)


def install_handsets(network: Network, people: dict[TelephoneKey, Person]) -> dict[str, Handset]:
    """A telephone for everybody who has a number, answered by hand."""
    handsets = {}
    for (number, extension), person in people.items():
        key = person.email.partition("@")[0]
        handsets[key] = Handset(key, person, network.telephone(number, extension=extension))
    return handsets
