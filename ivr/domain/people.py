"""The people of a hotline: officers, operators, coordinators, team leaders and administrators."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from ivr.domain.pause import Pause
from ivr.domain.phone import Phone


class Role(StrEnum):
    """What a person does; the values are the words of the people file (`peran`)."""

    OFFICER = "petugas"
    OPERATOR = "operator"
    COORDINATOR = "koordinator"
    LEADER = "ketua"
    ADMIN = "admin"


@dataclass(frozen=True)
class Person:
    """A person known by e-mail. `units` are unit keys; `phone` is None for people who are never rung.

    `pause` is their last one, over or not; it is no particular, so it makes nobody differ from themselves.
    """

    id: int
    name: str
    email: str
    roles: frozenset[Role]
    units: tuple[str, ...]
    phone: Phone | None
    is_active: bool = True
    pause: Pause | None = field(default=None, compare=False)

    @property
    def can_be_rung(self) -> bool:
        """Active, and with a telephone."""
        return self.is_active and self.phone is not None

    def is_paused(self, at: datetime) -> bool:
        """Not to be rung at a moment, as far as the last pause tells."""
        return self.pause is not None and self.pause.holds(at)
