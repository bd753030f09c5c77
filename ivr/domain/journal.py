"""The journal: who looked at, searched, exported or changed personal data, and when (UU 27/2022)."""

from dataclasses import dataclass
from enum import StrEnum


class Action(StrEnum):
    """What somebody did."""

    OPENED = "opened"
    SEARCHED = "searched"
    EXPORTED = "exported"
    CHANGED = "changed"
    ADDED = "added"
    SENT = "sent"
    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    REFUSED = "refused"  # asked for what is not theirs


@dataclass(frozen=True)
class Entry:
    """One line. `subject` names the thing as "call:12"; `detail` says no more personal data than it must."""

    person_id: int | None
    action: Action
    subject: str
    hotline: str | None = None
    unit: str | None = None
    detail: str = ""
