"""The telephones that can be dialled, and which of them are in use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from ivr.simulator.call import Direction, Leg, Status
from ivr.simulator.handsets import Behaviour, Unreachable

if TYPE_CHECKING:
    from ivr.simulator.debugger import Debugger
    from ivr.simulator.telephone import Telephone

#: A telephone is known by its number or SIP address, and by the extension dialled after the answer.
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class DoubleRing:
    """A telephone in use was dialled a second time; it was busy for that second leg."""

    at: datetime
    number: str
    in_use_by: str
    dialled_by: str


class Lines:
    """Connects legs to telephones; one telephone takes one leg at a time."""

    def __init__(self, debugger: Debugger) -> None:
        self._debugger = debugger
        self.telephones: dict[Key, Telephone] = {}
        self.stranger: Behaviour = Unreachable()
        self._in_use: dict[Key, Leg] = {}

    def place(self, leg: Leg) -> None:
        """Ring the telephone that an outgoing leg is for."""
        key = self._key_of(leg)
        engaged = self._in_use.get(key)
        if engaged is not None:
            now = leg.network.loop.now()
            self._debugger.double_rings.append(DoubleRing(now, leg.number, engaged.sid, leg.sid))
            leg.ring(audibly=False)
            leg.end(by="network", status=Status.BUSY)
            return
        self._in_use[key] = leg
        telephone = self.telephones.get(key)
        if telephone is not None:
            telephone.legs.append(leg)
        behaviour = telephone.behaviour if telephone is not None else self.stranger
        leg.family.spawn(behaviour.take(leg))

    def occupy(self, leg: Leg) -> None:
        """Engage the telephone that an inbound call comes from."""
        if leg.caller.startswith(("+", "sip:")):
            self._in_use.setdefault((leg.caller, ""), leg)

    def release(self, leg: Leg) -> None:
        """Free whatever telephone this leg engaged."""
        for key, engaged in list(self._in_use.items()):
            if engaged is leg:
                del self._in_use[key]

    def ringing(self) -> list[Leg]:
        """Return the outgoing legs whose telephone rings now."""
        return [leg for leg in self._in_use.values() if leg.status is Status.RINGING and _is_outgoing(leg)]

    def _key_of(self, leg: Leg) -> Key:
        number = leg.number.partition(";")[0].partition("?")[0]
        extension = leg.sent_digits.strip("wW")
        return (number, extension) if (number, extension) in self.telephones else (number, "")


def _is_outgoing(leg: Leg) -> bool:
    return leg.direction is not Direction.INBOUND
