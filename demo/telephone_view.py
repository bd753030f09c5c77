"""Shows a telephone as the page draws it: its state, and what is heard in it at this moment."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from demo.guests import WITHHELD, Line
from demo.handsets import Handset
from demo.names import Names, shown
from ivr.domain.phone import Phone
from ivr.simulator.call import Leg, Status
from ivr.simulator.clock import RealClock

Shown = Mapping[str, Any]

#: Sentences of one call that are kept on the display; more than any call of the demonstration has.
MOST_SENTENCES = 40


class TelephoneView:
    """Reads telephones; only while the network stands still."""

    def __init__(self, names: Names, clock: RealClock) -> None:
        self._names = names
        self._clock = clock

    def line(self, line: Line) -> Shown:
        """A guest's telephone: idle, ringing (the hotline has not answered), hearing, waiting, talking, ended."""
        guest = line.guest
        number = "nomor disembunyikan" if guest.number == WITHHELD else shown(guest.number)
        view: Shown = {"key": guest.key, "name": guest.name, "number": number, "plays_itself": line.plays_itself}
        if line.call is None:
            return {**view, "state": "idle"}
        leg = line.call.leg
        return {**view, **self._leg(leg, _state_of_caller(leg))}

    def handset(self, handset: Handset) -> Shown:
        """An officer's telephone: idle, ringing, whispering (picked up), talking."""
        person, telephone = handset.person, handset.telephone
        view: Shown = {
            "key": handset.key,
            "name": person.name,
            "number": _telephone_number(person.phone) if person.phone else "",
            "units": list(person.units),
            "habit": handset.habit,
        }
        if not telephone.is_in_use:
            return {**view, "state": "idle"}
        leg = telephone.leg
        state = "talking" if leg.peer else "whispering" if leg.is_answered else "ringing"
        return {**view, **self._leg(leg, "idle" if leg.status in (Status.QUEUED, Status.INITIATED) else state)}

    def _leg(self, leg: Leg, state: str) -> Shown:
        now = self._clock.now()
        since = leg.answered_at or leg.created_at
        return {
            "state": state,
            "sid": leg.sid,
            "call": leg.family.sid,
            "seconds": self._really(since, leg.ended_at or now),
            "listens": leg.is_live and leg.keys.is_open,
            "peer": self._names.of(leg.peer) if leg.peer else None,
            "heard": [
                self._utterance(leg, index, now)
                for index in range(max(0, len(leg.heard) - MOST_SENTENCES), len(leg.heard))
            ],
        }

    def _utterance(self, leg: Leg, index: int, now: datetime) -> Shown:
        said = leg.heard[index]
        return {
            "id": f"{leg.sid}-{index}",
            "text": said.text,
            "seconds": self._clock.really(said.seconds),
            "elapsed": self._really(said.began_at, said.ended_at or now),
            "said": len(said.heard_by(said.ended_at or now)),
            "is_over": said.ended_at is not None,
        }

    def _really(self, start: datetime, end: datetime) -> float:
        """How long it lasted on the visitor's own clock."""
        return round(self._clock.really((end - start).total_seconds()), 3)


def _state_of_caller(leg: Leg) -> str:
    if not leg.is_live:
        return "ended"
    if leg.peer is not None:
        return "talking"
    if any(other.is_live for other in leg.family.legs[1:]):
        return "waiting"
    return "hearing" if leg.is_answered else "ringing"


def _telephone_number(phone: Phone) -> str:
    return f"{shown(phone.address)} ext {phone.extension}" if phone.extension else shown(phone.address)
