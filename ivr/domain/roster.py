"""The roster: who is on duty, who covers the break, who substitutes whom, on which local day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from ivr.domain.people import Person


class Task(StrEnum):
    """The kind of a duty; the values are the words of the roster file (`tugas`)."""

    DUTY = "piket"
    COVER = "istirahat"
    SUBSTITUTE = "pengganti"


@dataclass(frozen=True)
class Duty:
    """One line of the roster.

    `starts`/`ends` are local wall times on `on`; None means the default: the whole service day for a duty,
    that weekday's break for a cover, the whole duty of `replaces` for a substitute. A span whose end is not
    after its start runs past midnight.
    """

    on: date
    unit: str
    person_id: int
    task: Task
    starts: time | None = None
    ends: time | None = None
    replaces_id: int | None = None
    note: str = ""
    id: int = 0


@dataclass(frozen=True)
class Line:
    """The state of one telephone: is it ringing or talking, and when was it last rung or used."""

    is_busy: bool = False
    last_used_at: datetime | None = None


@dataclass(frozen=True)
class DutyBoard:
    """Everything the rule "who answers now" needs, loaded before deciding.

    `people` by id (all that a duty names, and all operators), `duties` of the local days around the moment,
    `lines` by telephone (`str(phone)`); a telephone that is absent is idle and was never rung.
    """

    people: Mapping[int, Person]
    duties: tuple[Duty, ...]
    lines: Mapping[str, Line]
