"""Compares a call's record with what the network itself saw: is it complete, and is it true?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ivr.domain.call import Disposition, Outcome
from ivr.simulator import Bridged
from ivr.simulator.call import Leg, Status
from ivr.simulator.family import Family

#: A webhook may be retried or slow before we learn what happened; Twilio's own times are whole seconds.
TOLERANCE_SECONDS = 20.0
TALK_TOLERANCE_SECONDS = 3.0

#: What may be on record of a line that was dialled and never bridged, by the network's last word about it. Picked up
#: without a talk: nobody pressed 1, 2 was pressed, the caller left, or the line was lost just after the 1.
OUTCOMES_OF: Mapping[Status, frozenset[Outcome]] = {
    Status.COMPLETED: frozenset({Outcome.NO_ANSWER, Outcome.DECLINED, Outcome.CANCELED, Outcome.FAILED}),
    Status.BUSY: frozenset({Outcome.BUSY}),
    Status.FAILED: frozenset({Outcome.FAILED}),
    Status.NO_ANSWER: frozenset({Outcome.NO_ANSWER}),
    Status.CANCELED: frozenset({Outcome.CANCELED}),
}

Record = Mapping[str, Any]


@dataclass(frozen=True)
class Fact:
    """One thing a record must say, and whether it says what happened."""

    text: str
    holds: bool


def facts(record: Record, family: Family) -> list[Fact]:
    """What the record of an ended call is held against."""
    return list(_facts(record, family))


def _facts(record: Record, family: Family) -> Iterator[Fact]:
    caller, *officers = family.legs
    yield Fact("Jam masuk tercatat", _is_near(record["arrived_at"], caller.created_at))
    yield Fact("Akhir panggilan tercatat", _is_near(record["ended_at"], caller.ended_at))
    attempts = record["attempts"]
    if attempts or officers:
        told = all(one["outcome"] and one["ring_seconds"] is not None for one in attempts)
        yield Fact(f"Setiap dering tercatat hasilnya ({len(attempts)})", told and _are_of(attempts, family))
    talks = _talk_seconds(family)
    if talks or record["talks"]:
        yield Fact(f"Lama bicara tercatat ({record['talk_seconds']} detik)", _are_near(record, talks))
    disposition = record["disposition"]
    yield Fact(
        "Hasil sesuai kejadian", disposition is not None and (disposition == Disposition.ANSWERED) == bool(talks)
    )


def _are_of(attempts: Sequence[Record], family: Family) -> bool:
    """Whether each line that the network dialled is on record, in order, with an outcome that can come of it.

    An answer that was lost on its way is on record although nobody was rung for it: such attempts are passed over.
    """
    recorded = iter(attempts)
    return all(any(_can_come_of(one["outcome"], leg) for one in recorded) for leg in family.legs[1:])


def _can_come_of(outcome: str, leg: Leg) -> bool:
    return outcome == Outcome.ACCEPTED if leg.bridged.fired else outcome in OUTCOMES_OF.get(leg.status, ())


def _talk_seconds(family: Family) -> list[float]:
    """How long each talk lasted: from being connected until either line ended."""
    caller, *officers = family.legs
    talks = []
    for event in family.events:
        if isinstance(event, Bridged):
            ends = [leg.ended_at for leg in (caller, *officers) if leg.ended_at and leg.ended_at >= event.at]
            talks.append((min(ends, default=event.at) - event.at).total_seconds())
    return talks


def _are_near(record: Record, talks: list[float]) -> bool:
    """As many talks as there were, and together as long."""
    close = abs(record["talk_seconds"] - sum(talks)) <= TALK_TOLERANCE_SECONDS + len(talks)
    return len(record["talks"]) == len(talks) and close


def _is_near(text: str | None, moment: datetime | None) -> bool:
    if text is None or moment is None:
        return False
    return abs((datetime.fromisoformat(text) - moment).total_seconds()) <= TOLERANCE_SECONDS
