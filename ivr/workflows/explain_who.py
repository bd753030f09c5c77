"""Explain who answers for a unit at a moment: the rule the calls use, asked by a person."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from ivr.domain.hotline import Hotline
from ivr.domain.on_duty import Answering, who_answers
from ivr.domain.people import Person
from ivr.domain.roster import DutyBoard
from ivr.workflows.load_board import load_board_at
from ivr.workflows.office import Office


@dataclass(frozen=True)
class Explained:
    """The unit's own answer, and those of the units that come after it."""

    unit: Answering
    fallbacks: tuple[Answering, ...]

    @property
    def chain(self) -> tuple[Answering, ...]:
        """All of them, in the order in which a call asks them."""
        return self.unit, *self.fallbacks

    @property
    def rings(self) -> tuple[tuple[Person, Answering], ...]:
        """Whose telephones one call makes ring, in order, and for which unit; each telephone rings once."""
        found: dict[str, tuple[Person, Answering]] = {}
        for answering in self.chain:
            for person in answering.free:
                found.setdefault(str(person.phone), (person, answering))
        return tuple(found.values())

    @property
    def would_ring(self) -> bool:
        """Whether a caller who asks for the unit makes any telephone ring, the fallback's included."""
        return bool(self.rings)


def explain_who(office: Office, hotline: Hotline, unit: str, *, at: datetime) -> Explained:
    """Who would be rung at a moment, and why. Raises KeyError for an unknown unit.

    Whether a telephone is busy, and when it was last used, is as of now, whatever the moment. Of pauses each person's
    last one is known: it counts where it holds at the moment; an earlier one, which it took the place of, does not.
    """
    with office.database.reading() as connection:
        board = load_board_at(connection, hotline, now=at)
    first, *others = _answers(hotline, unit, at, board)
    return Explained(first, tuple(others))


def _answers(hotline: Hotline, unit: str | None, at: datetime, board: DutyBoard) -> Iterator[Answering]:
    asked: set[str] = set()
    while unit is not None and unit not in asked:
        asked.add(unit)
        answering = who_answers(hotline, unit, at=at, board=board)
        yield answering
        unit = answering.fallback
