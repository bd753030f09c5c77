"""Shows who would be rung now for each unit, and why, in the words of the rule itself."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ivr.domain.hotline import Hotline
from ivr.domain.hours import opening
from ivr.workflows.explain_who import explain_who
from ivr.workflows.office import Office
from ivr.workflows.reason_labels import reasons_in_words


def watch_at(office: Office, hotline: Hotline, at: datetime) -> list[Mapping[str, Any]]:
    """Every unit in the order of the hotline file: who rings first, who after, and the whole chain of reasons."""
    watch: list[Mapping[str, Any]] = []
    for unit in hotline.units.values():
        explained = explain_who(office, hotline, unit.key, at=at)
        answering = explained.unit
        watch.append(
            {
                "unit": unit.key,
                "name": unit.name,
                "rings": [person.name for person in answering.free],
                "on_duty": [person.email.partition("@")[0] for person in answering.officers],
                "fallbacks": [hotline.units[after.unit].name for after in explained.fallbacks],
                "reasons": reasons_in_words(answering),
            }
        )
    return watch


def is_open_at(hotline: Hotline, at: datetime) -> bool:
    """Whether callers are served now."""
    return opening(hotline, at).is_open
