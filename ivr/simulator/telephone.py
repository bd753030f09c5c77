"""A telephone that can be dialled: it treats a ring in its usual way, or waits for a person's hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from ivr.simulator.call import Leg, Status
from ivr.simulator.person import PATIENCE_SECONDS, Person

if TYPE_CHECKING:
    from ivr.simulator.handsets import Behaviour
    from ivr.simulator.network import Network


class Telephone(Person):
    """A handset; its methods may be called from any thread, so a page or a terminal can be its keys.

    Raises LookupError when nothing has ever rung here and a leg is needed.
    """

    def __init__(self, network: Network, number: str, behaviour: Behaviour, *, extension: str = "") -> None:
        super().__init__(network)
        self.number = number
        self.extension = extension
        self.behaviour = behaviour
        self.legs: list[Leg] = []

    @property
    def leg(self) -> Leg:
        if not self.legs:
            raise LookupError(f"nobody has called {self.number} yet")
        return self.legs[-1]

    @property
    def is_ringing(self) -> bool:
        return bool(self.legs) and self.legs[-1].is_live and self.legs[-1].status is Status.RINGING

    @property
    def is_in_use(self) -> bool:
        return bool(self.legs) and self.legs[-1].is_live

    @property
    def is_connected(self) -> bool:
        return self.is_in_use and self.leg.peer is not None

    def rings(self, *, within: float = PATIENCE_SECONDS) -> Self:
        """Let time pass until this telephone rings."""
        self.network.loop.drive(lambda: self.is_ringing, within_seconds=within)
        if not self.is_ringing:
            raise AssertionError(f"{self.number} does not ring\n{self._all_stories()}")
        return self

    def answers(self, *, within: float = PATIENCE_SECONDS) -> Self:
        """Wait for the ring and pick up."""
        self.rings(within=within)
        self.answer()
        return self

    def declines(self, *, within: float = PATIENCE_SECONDS) -> Self:
        """Wait for the ring and refuse the call."""
        self.rings(within=within)
        self.decline()
        return self

    # By hand, for pages and terminals: each acts now, and does nothing where it makes no sense -----------

    def answer(self) -> None:
        """Pick up, if it rings."""
        with self.network.loop.entered():
            if self.is_ringing:
                self.leg.answer()

    def decline(self) -> None:
        """Refuse the call, if it rings."""
        with self.network.loop.entered():
            if self.is_ringing:
                self.leg.end(by=self.number, status=Status.BUSY)

    def press(self, key: str) -> None:
        """Press one key, if picked up."""
        with self.network.loop.entered():
            if self.is_in_use and self.leg.is_answered:
                self.leg.press(key)

    def hang_up(self) -> None:
        """Put the receiver down, if picked up."""
        with self.network.loop.entered():
            if self.is_in_use and self.leg.is_answered:
                self.leg.end(by=self.number)

    def _all_stories(self) -> str:
        return "\n".join(f"  {line}" for family in self.network.families.values() for line in family.transcript)
