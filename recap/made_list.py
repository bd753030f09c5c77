"""The recaps of a month: which day has which revision, and where their letters stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ivr.domain.hotline import Hotline
from ivr.domain.local_time import long_date, to_local
from ivr.store.outbox import Posted, letters_of
from ivr.store.recaps import Kind, RecapState, recap_states
from ivr.workflows.office import Office
from recap.daily import sending_time
from recap.keys import month_keys, recap_key
from recap.monthly_figures import month_after
from recap.monthly_layout import month_name
from recap.words import moment


@dataclass(frozen=True)
class LetterSeen:
    """A letter in words: to whom, how it stands (`kind` as the look has it: good, warn, bad), and why."""

    recipient: str
    state: str
    kind: str
    why: str


@dataclass(frozen=True)
class MadeLine:
    """A line of the list. `on` None is the recap of the whole month; `made` says when, or when it will be."""

    name: str
    on: date | None
    revision: int | None
    made: str
    letters: tuple[LetterSeen, ...]


def made_in(office: Office, hotline: Hotline, month: date, *, with_letters: bool, now: datetime) -> list[MadeLine]:
    """The recaps of the month that begins on a date, newest day first; today's also before it is made."""
    end = month_after(month)
    with office.database.reading() as connection:
        days = [one for one in recap_states(connection, hotline.key, Kind.DAILY, since=month) if one.on < end]
        months = [one for one in recap_states(connection, hotline.key, Kind.MONTHLY, since=month) if one.on < end]
        letters = letters_of(connection, key_prefix=month_keys(hotline.key, month)) if with_letters else ()
    lines = [_line(hotline, one, letters) for one in reversed(days)]
    today = to_local(now, hotline.zone).date()
    if month <= today < end and today not in {one.on for one in days} and (at := sending_time(hotline, today)):
        lines.insert(0, MadeLine(long_date(today), today, None, f"disusun {moment(at, hotline.zone)}", ()))
    return [*(_line(hotline, one, letters, is_month=True) for one in months), *lines]


def letter_seen(letter: Posted, hotline: Hotline) -> LetterSeen:
    """Where a letter stands, in words."""
    if letter.sent_at:
        return LetterSeen(letter.recipient, f"terkirim {moment(letter.sent_at, hotline.zone)}", "good", "")
    if letter.parked_at:
        return LetterSeen(letter.recipient, "ditolak", "bad", letter.last_fault)
    return LetterSeen(letter.recipient, "menunggu", "warn", letter.last_fault)


def _line(hotline: Hotline, state: RecapState, letters: Sequence[Posted], *, is_month: bool = False) -> MadeLine:
    on = f"{state.on:%Y-%m}" if is_month else state.on.isoformat()
    key = recap_key(hotline.key, on, state.revision)
    own = tuple(letter_seen(one, hotline) for one in letters if one.key.startswith(key))
    name = f"Sebulan, {month_name(state.on)}" if is_month else long_date(state.on)
    return MadeLine(name, None if is_month else state.on, state.revision, moment(state.made_at, hotline.zone), own)
