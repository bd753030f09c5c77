"""Export calls: one plain mapping a call, in the shape of the public contract."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from ivr.domain.call import Attempt, Call
from ivr.domain.form import Form
from ivr.domain.journal import Action, Entry
from ivr.domain.local_time import to_utc
from ivr.domain.scope import Scope
from ivr.store.call_choice import CallChoice
from ivr.store.call_reports import CallLine, calls_arrived_between, chosen_calls, count_chosen
from ivr.store.journal import note_in_journal
from ivr.workflows.office import Office

FIELDS = (
    "call_sid", "hotline", "direction", "from", "to", "arrived_at", "unit", "keys", "answered_at", "officer",
    "ended_at", "wait_seconds", "talk_seconds", "disposition", "ended_by", "attempts", "talks", "transfers", "form",
    "ticket",
)  # fmt: skip

FORM_FIELDS = ("name", "institution", "contact", "topic", "problem", "remark")
CONTENT = ("topic", "problem", "remark")


Exported = Mapping[str, Any]
"""One call in the shape of the contract."""


def export_calls(office: Office, *, hotline: str | None, first: date, last: date) -> Iterator[Exported]:
    """The calls that arrived on the local days `first` to `last`, oldest first.

    `hotline` None: all hotlines, each by its own days, then the calls to a number that belongs to none. Times
    are ISO 8601 with the hotline's offset; running calls have `ended_at` and `disposition` None.
    """
    for key, zone in _asked(office, hotline):
        start, end = to_utc(first, time.min, zone), to_utc(last + timedelta(days=1), time.min, zone)
        with office.database.reading() as connection:
            for line in calls_arrived_between(connection, hotline=key, start=start, end=end):
                yield as_exported(line, zone)


def export_chosen(office: Office, scope: Scope, choice: CallChoice, *, days: str, now: datetime) -> Iterator[Exported]:
    """The calls that a person chose on a page, oldest first, noted with their number. `days` says the days.

    Nothing is given out that was not noted before.
    """
    with office.database.reading() as connection:
        told = f"{days}; {count_chosen(connection, scope, choice)} panggilan"
    entry = Entry(scope.person_id, Action.EXPORTED, "calls", choice.hotline, choice.unit or None, told)
    with office.database.writing() as connection:
        note_in_journal(connection, entry, at=now)
    return _chosen(office, scope, choice)


def _chosen(office: Office, scope: Scope, choice: CallChoice) -> Iterator[Exported]:
    zone = office.hotlines.by_key[choice.hotline].zone
    with office.database.reading() as connection:
        for line in chosen_calls(connection, scope, choice):
            yield as_exported(line, zone)


def _asked(office: Office, hotline: str | None) -> list[tuple[str | None, ZoneInfo]]:
    if hotline is not None:
        return [(hotline, office.hotlines.only_or(hotline).zone)]
    every = [(one.key, one.zone) for one in office.hotlines]
    return [*every, (None, office.hotlines.first.zone)]


def as_exported(line: CallLine, zone: ZoneInfo) -> Exported:
    """One call in the shape of the contract."""
    call = line.call
    first_talk = call.talks[0] if call.talks else None

    def at(moment: datetime | None) -> str | None:
        return moment.astimezone(zone).isoformat(timespec="seconds") if moment else None

    values = {
        "call_sid": call.sid,
        "hotline": call.hotline,
        "direction": line.direction,
        "from": call.from_number,
        "to": call.to_number,
        "arrived_at": at(call.arrived_at),
        "unit": call.unit,
        "keys": call.keys,
        "answered_at": at(call.answered_at),
        "officer": line.officers.get(first_talk.person_id) if first_talk else None,
        "ended_at": at(call.ended_at),
        "wait_seconds": wait_seconds(call),
        "talk_seconds": sum(_seconds(talk.talk_started_at, talk.talk_ended_at) or 0 for talk in call.talks),
        "disposition": call.disposition,
        "ended_by": call.ended_by,
        "attempts": [
            {
                "officer": line.officers.get(one.person_id),
                "phone": one.phone,
                "unit": one.unit,
                "started_at": at(one.started_at),
                "outcome": one.outcome,
                "ring_seconds": ring_seconds(one),
            }
            for one in call.attempts
        ],
        "talks": [
            {
                "officer": line.officers.get(talk.person_id),
                "unit": talk.unit,
                "started_at": at(talk.talk_started_at),
                "ended_at": at(talk.talk_ended_at),
            }
            for talk in call.talks
        ],
        "transfers": [],
        "form": _exported_form(line.form),
        "ticket": None,
    }
    return {name: values[name] for name in FIELDS}


def _exported_form(form: Form | None) -> Mapping[str, str | None] | None:
    """The first talk's form; of a confidential one who called, but not what about (SOP PPATK, 5.c.vii)."""
    if form is None:
        return None
    hidden = CONTENT if form.is_confidential else ()
    return {name: getattr(form, name) or None if name not in hidden else None for name in FORM_FIELDS}


def wait_seconds(call: Call) -> int | None:
    """Whole seconds from arrival to the first acceptance, else to the end; None while neither is known."""
    return _seconds(call.arrived_at, call.answered_at or call.ended_at)


def ring_seconds(attempt: Attempt) -> int | None:
    """Whole seconds that the telephone rang; None while it rings."""
    return _seconds(attempt.started_at, attempt.ring_ended_at)


def _seconds(start: datetime | None, end: datetime | None) -> int | None:
    """Twilio tells whole seconds, cut off; so both ends are cut before they are subtracted, as they are exported."""
    return int(end.timestamp()) - int(start.timestamp()) if start and end else None
