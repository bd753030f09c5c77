"""A person who calls, and the call as that person lives through it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from ivr.simulator.call import Leg, Status
from ivr.simulator.exchange import Exchange
from ivr.simulator.family import Line
from ivr.simulator.person import PATIENCE_SECONDS, Person

if TYPE_CHECKING:
    from ivr.simulator.network import Network


class Caller:
    """Somebody with a number, or without one that shows."""

    def __init__(self, network: Network, number: str) -> None:
        self.network = network
        self.number = number

    def dials(self, number: str | None = None) -> Conversation:
        """Call a number of the account (its only one by default); the call begins when time passes."""
        with self.network.loop.entered():
            if number is None and len(self.network.numbers) == 1:
                number = next(iter(self.network.numbers))
            if number is None or number not in self.network.numbers:
                raise ValueError(f"{number} is not a number of this account: {list(self.network.numbers)}")
            return Conversation(self.network.receive(caller=self.number, number=number))


class Conversation(Person):
    """A call from the caller's side; see `Person` for what the caller can do."""

    def __init__(self, leg: Leg) -> None:
        super().__init__(leg.network)
        self._leg = leg

    @property
    def leg(self) -> Leg:
        return self._leg

    @property
    def sid(self) -> str:
        return self._leg.sid

    @property
    def status(self) -> str:
        """The call's status in Twilio's word, for instance "in-progress"."""
        return str(self._leg.status)

    @property
    def is_live(self) -> bool:
        return self._leg.is_live

    @property
    def is_over(self) -> bool:
        """True when all legs have ended and all callbacks are delivered."""
        return self._leg.family.is_quiet

    @property
    def transcript(self) -> list[Line]:
        """Everything that happened, as (time, who, what)."""
        return self._leg.family.transcript

    @property
    def requests(self) -> list[Exchange]:
        """Every HTTP exchange of this call and the legs dialled for it, in order."""
        return list(self._leg.family.exchanges)

    @property
    def children(self) -> list[Leg]:
        """The legs dialled for this call, in order."""
        return self._leg.family.legs[1:]

    @property
    def dialled(self) -> list[str]:
        """The numbers dialled for this call, in order."""
        return [leg.number for leg in self.children]

    def is_ringing_at(self, number: str, *, within: float = PATIENCE_SECONDS) -> Self:
        """Let time pass until the telephone with this number rings for this call."""

        def ringing() -> bool:
            return any(leg.number == number and leg.status is Status.RINGING for leg in self.children)

        return self._until(ringing, f"{number} to ring", within, fails_when=self._is_over)
