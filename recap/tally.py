"""Counting calls one by one: by outcome, unit and officer, and how long callers waited."""

from collections import Counter
from collections.abc import Mapping

from ivr.domain.call import Disposition
from ivr.domain.call_lines import UNSERVED, CallLine
from ivr.domain.hotline import Hotline
from recap.figures import OfficerFigures, Outcome, UnitFigures, Waits

ORDER = (
    Disposition.ANSWERED,
    Disposition.MISSED,
    Disposition.ABANDONED,
    Disposition.MESSAGE,
    Disposition.CALLBACK,
    Disposition.CLOSED,
    Disposition.FAILED,
    Disposition.REJECTED,
    None,
)
TURNED_AWAY = (Disposition.CLOSED, Disposition.REJECTED)
FAILURES = UNSERVED - {Disposition.CLOSED}
"""What became of callers whom nobody served although the hotline took their call."""


class Tally:
    """Counts of calls; what it keeps does not grow with their number."""

    def __init__(self) -> None:
        self.arrived = self.by_hand = self.outbound = self.talks = self.talk_seconds = self.blank_forms = 0
        self.running = 0
        self._outcomes: Counter[tuple[Disposition | None, bool]] = Counter()
        self._of_unit: dict[str | None, Counter[str]] = {}
        self._of_officer: dict[int, Counter[str]] = {}
        self._answered = self._answered_wait = 0
        self._longest: CallLine | None = None

    def add(self, call: CallLine, *, is_outside: bool) -> None:
        """Count a call with its talks. The unit of a talk may be another than the call's."""
        self.running += call.ended_at is None
        if call.is_inbound:
            self._add_arrival(call, is_outside=is_outside)
        else:
            self.outbound += 1
        for person_id in call.passed_by:
            self._officer(person_id)["passed"] += 1
        for talk in call.talks:
            self.talks += 1
            self.talk_seconds += talk.seconds
            self.blank_forms += talk.is_blank
            for counter in (self._unit(talk.unit), self._officer(talk.person_id)):
                counter["talks"] += 1
                counter["seconds"] += talk.seconds
                counter["blank"] += talk.is_blank

    def outcomes(self) -> tuple[Outcome, ...]:
        """Every inbound call once."""
        return tuple(Outcome(one, self._outcomes[one, False], self._outcomes[one, True]) for one in ORDER)

    def waits(self) -> Waits:
        """How long callers waited in service hours."""
        average = round(self._answered_wait / self._answered) if self._answered else None
        return Waits(average, self._longest.wait_seconds if self._longest else None, self._longest)

    def units(self, hotline: Hotline) -> tuple[UnitFigures, ...]:
        """The units as configured, then those that are no more, then the calls that chose none."""
        others = sorted({unit for unit in self._of_unit if unit is not None} - hotline.units.keys())
        nowhere = [None] if self._unit(None)["calls"] else []
        return tuple(
            UnitFigures(unit, of["calls"], of["answered"], of["unserved"], of["away"], of["talks"], of["seconds"])
            for unit in (*hotline.units, *others, *nowhere)
            for of in (self._unit(unit),)
        )

    def officers(self, names: Mapping[int, str]) -> tuple[OfficerFigures, ...]:
        """Everybody whose telephone rang in vain or who talked, by name."""
        everybody = sorted(self._of_officer.items(), key=lambda item: (names[item[0]].lower(), item[0]))
        return tuple(
            OfficerFigures(one, names[one], of["talks"], of["seconds"], of["blank"], of["passed"])
            for one, of in everybody
        )

    @property
    def people(self) -> set[int]:
        """The people (ids) it counted."""
        return set(self._of_officer)

    def _add_arrival(self, call: CallLine, *, is_outside: bool) -> None:
        self.arrived += 1
        self.by_hand += call.entered_by is not None
        self._outcomes[call.disposition, is_outside] += 1
        of = self._unit(call.unit)
        of["calls"] += 1
        of["answered"] += call.disposition is Disposition.ANSWERED
        of["unserved"] += call.disposition in FAILURES
        of["away"] += call.disposition in TURNED_AWAY
        waited = call.wait_seconds
        if is_outside or waited is None or call.entered_by is not None or call.disposition is Disposition.REJECTED:
            return
        if call.answered_at is not None:
            self._answered += 1
            self._answered_wait += waited
        if self._longest is None or waited > (self._longest.wait_seconds or 0):
            self._longest = call

    def _unit(self, unit: str | None) -> Counter[str]:
        return self._of_unit.setdefault(unit, Counter())

    def _officer(self, person_id: int) -> Counter[str]:
        return self._of_officer.setdefault(person_id, Counter())


def tally_of(calls: tuple[CallLine, ...], outside: frozenset[int]) -> Tally:
    """All calls counted; `outside` are those outside service hours (ids)."""
    tally = Tally()
    for call in calls:
        tally.add(call, is_outside=call.id in outside)
    return tally
