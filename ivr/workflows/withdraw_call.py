"""Take back a call that was written down by hand: it counts nowhere any more, and nobody reads it."""

from dataclasses import dataclass
from datetime import date, datetime

from ivr.domain.form import sees_content
from ivr.domain.form_changes import cleaned, too_long
from ivr.domain.journal import Action, Entry
from ivr.domain.local_time import to_local
from ivr.domain.scope import Scope
from ivr.store.call_pages import open_call
from ivr.store.engine import Connection
from ivr.store.handovers import handovers_of
from ivr.store.journal import note_in_journal
from ivr.store.noted_talks import NotedTalk, locked_talk
from ivr.store.referrals import referrals_of
from ivr.store.sign_offs import withdraw_sign_off
from ivr.store.withdrawn_calls import take_off_record, was_withdrawn
from ivr.workflows.office import Office

LIMITS = {"reason": 200}
_INSTEAD = (
    "Perbaiki isinya di formulir, dan tulis di Keterangan apa yang keliru. "
    "Bila tercatat dua kali, tarik kembali catatan yang lain."
)


class WithdrawalRefused(Exception):
    """Nothing was changed; the text says why in Indonesian, and what would be right."""


class AlreadyWithdrawn(WithdrawalRefused):
    """Somebody was faster."""


class ReasonRefused(WithdrawalRefused):
    """It was the reason."""


@dataclass(frozen=True)
class Withdrawn:
    """A call that is taken back. `is_new` False: it was before; then the rest is not known.

    `was_signed`: the officer's word that the sheet of that day is right stands no more.
    """

    is_new: bool
    on: date | None = None
    was_signed: bool = False


def withdraw_call(office: Office, scope: Scope, call_id: int, *, reason: str, now: datetime) -> Withdrawn | None:
    """Take back a call for who may open its talk; None for a call that is not theirs to see.

    Raises WithdrawalRefused: for a real call, and for one whose question others got.
    """
    with office.database.writing() as connection:
        talk = talk_by_hand(connection, scope, call_id)
        if talk is None:
            return Withdrawn(is_new=False) if was_withdrawn(connection, scope, call_id) else None
        if why_not := why_it_stays(connection, scope, talk):
            raise WithdrawalRefused(why_not)
        if fault := reason_fault(reason):
            raise ReasonRefused(fault)
        on = to_local(talk.arrived_at, office.hotlines.by_key.get(talk.hotline, office.hotlines.first).zone).date()
        was_signed = take_back(connection, scope, talk, on=on, reason=reason, now=now)
    return Withdrawn(is_new=True, on=on, was_signed=was_signed)


def take_back(connection: Connection, scope: Scope, talk: NotedTalk, *, on: date, reason: str, now: datetime) -> bool:
    """Take a call off the record, in the transaction that locked its talk; returns whether its day was signed off."""
    take_off_record(connection, call_id=talk.call_id, attempt_id=talk.attempt_id)
    detail = f"ditarik kembali: {_in_one_line(reason)}"
    note_in_journal(
        connection,
        Entry(scope.person_id, Action.CHANGED, f"call:{talk.call_id}", talk.hotline, talk.unit, detail),
        at=now,
    )
    return withdraw_sign_off(connection, talk.hotline, talk.person_id, on)


def talk_by_hand(connection: Connection, scope: Scope, call_id: int) -> NotedTalk | None:
    """The talk of a call that was written down by hand, locked in a writing transaction; None for what is not theirs.

    Raises WithdrawalRefused for a real call.
    """
    seen = open_call(connection, scope, call_id)
    if seen is None:
        return None
    if seen.written_by is None:
        raise WithdrawalRefused("Hanya catatan yang ditulis dengan tangan dapat ditarik kembali.")
    attempt_id = next((one.attempt.id for one in seen.talks), None)
    return locked_talk(connection, scope, attempt_id) if attempt_id is not None else None


def why_it_stays(connection: Connection, scope: Scope, talk: NotedTalk) -> str | None:
    """Why a call cannot be taken back: others were given its question, and would lose it."""
    if handovers_of(connection, scope, talk.attempt_id):
        return f"Catatan ini tidak dapat ditarik kembali: pertanyaannya sudah diserahkan ke unit lain. {_INSTEAD}"
    if referrals_of(connection, talk.attempt_id):
        return f"Catatan ini tidak dapat ditarik kembali: pertanyaannya sudah diteruskan lewat surat. {_INSTEAD}"
    return None


def why_not_anew(scope: Scope, talk: NotedTalk) -> str | None:
    """Why somebody cannot write this call down anew: it would be another's talk, or lose what they may not read."""
    if talk.person_id != scope.person_id:
        return f"Hanya {talk.officer} yang dapat menulis ulang percakapannya sendiri."
    if not sees_content(talk.form, person_id=scope.person_id, filled_by=talk.filled_by):
        return f"Isi pertanyaan rahasia ini hanya terlihat oleh {talk.writer}; catatannya tidak dapat ditulis ulang."
    return None


def reason_fault(reason: str) -> str | None:
    """What is wrong with a reason, and what would be right."""
    written = _in_one_line(reason)
    return too_long("reason", written, LIMITS) if written else "Tulis alasannya, misalnya: tercatat dua kali."


def _in_one_line(reason: str) -> str:
    return " ".join(cleaned("reason", reason).split())
