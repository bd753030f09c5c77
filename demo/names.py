"""Who is at the end of a line: officers by their telephone and extension, guests by their number."""

from collections.abc import Mapping

from demo.guests import GUESTS
from ivr.domain.people import Person
from ivr.simulator.call import Leg

#: Two officers may share a switchboard's number, so an extension belongs to the key.
TelephoneKey = tuple[str, str]


class Names:
    """Names the parties of a call."""

    def __init__(self, people: Mapping[TelephoneKey, Person]) -> None:
        self._people = people
        self._guests = {guest.number: guest.name for guest in GUESTS}

    def of(self, leg: Leg) -> str:
        """The person on this leg, by name where known, else the number."""
        if leg.parent is None:
            return self._guests.get(leg.caller, leg.caller or "Nomor disembunyikan")
        return self.officer(leg) or leg.number

    def guest(self, number: str | None) -> str | None:
        """The guest who calls from this number; None for a number of nobody's and for a withheld one."""
        return self._guests.get(number or "")

    def officer(self, leg: Leg) -> str | None:
        """The officer whose telephone this leg rings."""
        number = leg.number.partition(";")[0]
        person = self._people.get((number, leg.sent_digits.strip("wW"))) or self._people.get((number, ""))
        return person.name if person else None


def shown(number: str) -> str:
    """A number as people in Indonesia read it: 0813-5550-1111, (021) 5000-1000; others as they are."""
    if not number.startswith("+62"):
        return number.removeprefix("sip:")
    home = "0" + number[3:]
    if home.startswith("08"):
        return "-".join(part for part in (home[:4], home[4:8], home[8:]) if part)
    return f"({home[:3]}) {home[3:7]}-{home[7:]}"
