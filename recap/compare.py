"""What a recap says as plain keyed values, and what changed since the one sent before."""

import json
from collections.abc import Mapping
from dataclasses import astuple, dataclass, field
from datetime import datetime
from typing import Any

from recap.document import Mark
from recap.figures import Planned, Recap

# They change by themselves after the day, or with the calendar: news for a revision, but no reason to make one.
NO_REASON = ("later:", "twilio:", "wait:", "hours:")
VERSION = 1
HOURS = "hours:service"


@dataclass(frozen=True)
class Changes:
    """Keys of what is new, of what is changed with its old value, and of what is gone with its old value."""

    new: frozenset[str] = frozenset()
    changed: Mapping[str, Any] = field(default_factory=dict)
    gone: Mapping[str, Any] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.gone)

    def mark(self, *keys: str) -> Mark:
        """How to mark what these keys stand for together; the first names it."""
        if keys[0] in self.new:
            return Mark.NEW
        return Mark.CHANGED if any(key in self.changed or key in self.new for key in keys) else Mark.NONE


NO_CHANGES = Changes()


def contents_of(recap: Recap) -> str:
    """The recap as JSON: one flat object of keyed values, without wording, so that new words change nothing."""
    values: dict[str, Any] = {"version": VERSION, "twilio:count": recap.twilio_count}
    values |= {
        HOURS: [[one.start.isoformat(), one.end.isoformat()] for one in recap.service],
        "figure:arrived": recap.arrived,
        "figure:by_hand": recap.by_hand,
        "figure:outbound": recap.outbound,
        "figure:blank_forms": recap.blank_forms,
        "wait:average": recap.waits.average_seconds,
        "wait:longest": recap.waits.longest_seconds,
    }
    values |= {f"outcome:{one.disposition or 'running'}": [one.in_hours, one.outside] for one in recap.outcomes}
    values |= {
        f"unit:{one.unit or ''}": [one.calls, one.answered, one.unserved + one.turned_away, one.talks, one.talk_seconds]
        for one in recap.units
    }
    values |= {f"officer:{one.person_id}": list(astuple(one)[2:]) for one in recap.officers}
    values |= {key_of(line): [one.start.isoformat() for one in line.hours] + [line.note] for line in recap.planned}
    for one in recap.unserved:
        values[f"call:{one.call.id}"] = [one.call.disposition, one.call.from_number, _iso(one.call.arrived_at)]
        values[f"later:{one.call.id}"] = _iso(one.reached_at)
    for sheet in recap.sheets:
        for row in sheet.rows:
            form = list(astuple(row.form)) if row.form else None
            values[f"talk:{row.talk_id}"] = [sheet.person_id, row.unit, _iso(row.started_at), _iso(row.ended_at), form]
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def key_of(line: Planned) -> str:
    """Names a line of the roster."""
    return f"roster:{line.unit}:{line.task or ''}:{line.person_id}:{line.replaces_id or ''}"


def compare(previous: str | None, contents: str) -> Changes:
    """What `contents` says that `previous` did not. Nothing for a first recap, or one that cannot be read any more."""
    before, after = _read(previous), _read(contents)
    if not before:
        return NO_CHANGES
    return Changes(
        new=frozenset(after.keys() - before.keys()),
        changed={key: before[key] for key in after.keys() & before.keys() if before[key] != after[key]},
        gone={key: before[key] for key in before.keys() - after.keys()},
    )


def count_in(contents: str) -> int | None:
    """How many inbound calls Twilio counted when a recap was made, None where that is not known."""
    count = _read(contents).get("twilio:count")
    return count if isinstance(count, int) else None


def is_reason(changes: Changes) -> bool:
    """Whether a revision should be made: more changed than what goes on after every day."""
    return any(not key.startswith(NO_REASON) for key in (*changes.new, *changes.changed, *changes.gone))


def _read(contents: str | None) -> dict[str, Any]:
    try:
        values = json.loads(contents or "{}")
    except ValueError:
        return {}
    return values if isinstance(values, dict) and values.get("version") == VERSION else {}


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
