"""What can be done about a call that was written down by hand by mistake: take it back, or write it down anew."""

from dataclasses import dataclass
from datetime import datetime

from ivr.domain.journal import Action, Entry
from ivr.domain.local_time import to_local
from ivr.domain.phone import readable
from ivr.domain.scope import Scope
from ivr.store.call_pages import CallSeen
from ivr.store.journal import note_once_in_journal
from ivr.store.noted_talks import noted_talk
from ivr.store.withdrawn_calls import was_withdrawn
from ivr.workflows.enter_call import OLDEST, Written
from ivr.workflows.office import Office
from ivr.workflows.show_form import NOTED_EVERY
from ivr.workflows.withdraw_call import AlreadyWithdrawn, WithdrawalRefused, talk_by_hand, why_it_stays, why_not_anew


@dataclass(frozen=True)
class Offer:
    """`why_not`: why the call cannot be taken back. `may_rewrite`: the reader may also write it down anew."""

    why_not: str | None
    may_rewrite: bool


def offer_withdrawal(office: Office, scope: Scope, seen: CallSeen, *, now: datetime) -> Offer | None:
    """What the page of a call offers its reader; None for a real call."""
    attempt_id = next((one.attempt.id for one in seen.talks), None)
    if seen.written_by is None or attempt_id is None:
        return None
    with office.database.reading() as connection:
        talk = noted_talk(connection, scope, attempt_id)
        if talk is None:
            return None
        why_not = why_it_stays(connection, scope, talk)
    is_recent = talk.arrived_at >= now - OLDEST
    return Offer(why_not, may_rewrite=why_not is None and is_recent and why_not_anew(scope, talk) is None)


def show_as_typed(office: Office, scope: Scope, call_id: int, *, now: datetime) -> Written | None:
    """A call as its writer typed it, noted in the journal; None for a call that is not theirs to see.

    Raises WithdrawalRefused.
    """
    with office.database.writing() as connection:
        talk = talk_by_hand(connection, scope, call_id)
        if talk is None:
            if was_withdrawn(connection, scope, call_id):
                raise AlreadyWithdrawn(f"Catatan panggilan {call_id} sudah ditarik kembali.")
            return None
        if why_not := why_it_stays(connection, scope, talk) or why_not_anew(scope, talk):
            raise WithdrawalRefused(why_not)
        entry = Entry(scope.person_id, Action.OPENED, f"form:{talk.attempt_id}", talk.hotline, talk.unit)
        note_once_in_journal(connection, entry, at=now, within=NOTED_EVERY)
    zone = office.hotlines.by_key.get(talk.hotline, office.hotlines.first).zone
    began, ended = to_local(talk.started_at, zone), to_local(talk.ended_at or talk.started_at, zone)
    return Written(
        on=began.date().isoformat(),
        begins=f"{began:%H:%M}",
        ends=f"{ended:%H:%M}",
        unit=talk.unit,
        came_by=talk.came_by or "",
        number=readable(talk.number) if talk.number else "",
        form=talk.form,
    )
