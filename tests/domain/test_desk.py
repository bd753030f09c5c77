"""What an officer's desk shows large."""

from datetime import timedelta

import pytest

from ivr.domain.call import Outcome
from ivr.domain.desk import DeskTalk, Stage, in_hand
from tests.domain.samples import at

NINE = at("2026-11-23 09:00")
LATER = NINE + timedelta(minutes=1)


def talk(**changes: object) -> DeskTalk:
    """A telephone that rings, with changes."""
    values: dict[str, object] = {
        "attempt_id": 1, "call_id": 1, "hotline": "contoh", "unit": "pti", "number": "+6281300000001",
        "came_by": None, "keys": "2", "arrived_at": NINE, "started_at": NINE, "ring_ended_at": None, "outcome": None,
        "talk_started_at": None, "talk_ended_at": None, "freed_at": None, "name": "", "is_confidential": False,
        "is_filled": False,
    }  # fmt: skip
    return DeskTalk(**(values | changes))  # type: ignore[arg-type]


TALKING = talk(outcome=Outcome.ACCEPTED, ring_ended_at=NINE, talk_started_at=LATER)
ENDED = talk(outcome=Outcome.ACCEPTED, talk_started_at=NINE, talk_ended_at=LATER, freed_at=LATER)
FILLED = talk(outcome=Outcome.ACCEPTED, talk_started_at=NINE, talk_ended_at=LATER, freed_at=LATER, is_filled=True)


@pytest.mark.parametrize(
    ("one", "stage", "since"),
    [
        (talk(), Stage.RINGING, NINE),
        (talk(ring_ended_at=LATER), Stage.RINGING, NINE),
        (talk(outcome=Outcome.DECLINED), None, NINE),
        (talk(outcome=Outcome.NO_ANSWER, freed_at=LATER), None, NINE),
        (talk(freed_at=LATER), None, NINE),
        (TALKING, Stage.TALKING, LATER),
        (ENDED, Stage.ENDED, LATER),
    ],
)
def test_a_ring_becomes_a_talk_and_a_talk_ends(one: DeskTalk, stage: Stage | None, since: object) -> None:
    assert (one.stage, one.since) == (stage, since)


def test_who_picked_up_is_asked_for_the_key() -> None:
    assert talk(ring_ended_at=LATER).is_picked_up
    assert not talk().is_picked_up
    assert not TALKING.is_picked_up


@pytest.mark.parametrize(
    ("talks", "shown"),
    [
        ((), None),
        ((ENDED,), ENDED),
        ((FILLED,), None),
        ((FILLED, ENDED), None),  # older ones stand in the list
        ((ENDED, FILLED), ENDED),
        ((TALKING, ENDED), TALKING),
        ((ENDED, TALKING), TALKING),
        ((talk(outcome=Outcome.DECLINED), ENDED), ENDED),
    ],
)
def test_what_goes_on_comes_before_what_wants_a_form(talks: tuple[DeskTalk, ...], shown: DeskTalk | None) -> None:
    assert in_hand(talks) == shown
