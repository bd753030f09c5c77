"""The network's debugger: everything it found wrong, for tests to assert empty."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ivr.simulator import events
from ivr.simulator.exchange import Answer, Exchange
from ivr.simulator.findings import Finding, Level, TwimlFailure
from ivr.simulator.lines import DoubleRing

if TYPE_CHECKING:
    from ivr.simulator.call import Leg


@dataclass
class Debugger:
    """Errors, warnings, telephones rung while in use, and retries that were answered differently."""

    errors: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    double_rings: list[DoubleRing] = field(default_factory=list)
    unequal_answers: list[tuple[Exchange, Answer]] = field(default_factory=list)

    def warn(self, leg: Leg, code: int, text: str, *, url: str) -> None:
        """Note something that was ignored or defaulted."""
        now = leg.network.loop.now()
        self.warnings.append(Finding(code, Level.WARNING, text, leg.sid, url, now))
        leg.tell(events.Complained, code=code, text=text)

    def fail(self, leg: Leg, failure: TwimlFailure) -> None:
        """Note something that could not be done."""
        now = leg.network.loop.now()
        self.errors.append(Finding(failure.code, Level.ERROR, failure.text, leg.sid, failure.url, now))
        leg.tell(events.Complained, code=failure.code, text=failure.text)

    def assert_faultless(self, *, allow: Collection[int] = ()) -> None:
        """Raise AssertionError with all that was found, except findings with an allowed code."""
        found = [str(each) for each in (*self.errors, *self.warnings) if each.code not in allow]
        found += [f"{ring.number} was rung twice at once ({ring.at})" for ring in self.double_rings]
        found += [f"a retry was answered differently: {first.url}" for first, _ in self.unequal_answers]
        if found:
            raise AssertionError("the virtual network complains:\n" + "\n".join(found))
