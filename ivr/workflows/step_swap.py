"""Take a step in a swap, by page or by mailed link: answered, decided, withdrawn, or reversed; all or nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from ivr.domain.hotline import Hotline
from ivr.domain.journal import Action, Entry
from ivr.domain.links import Link, Purpose
from ivr.domain.local_time import to_local
from ivr.domain.scope import Scope, scope_of
from ivr.domain.swap import Actor, StepRefused, Swap, SwapState, SwapStep, next_state
from ivr.store.engine import Connection
from ivr.store.journal import note_in_journal
from ivr.store.people import member_of
from ivr.store.swaps import move_swap, note_change, swap_of
from ivr.workflows.apply_swap import SwapRefused, apply_swap
from ivr.workflows.change_roster import CannotUndo, RosterMoved, undo_change
from ivr.workflows.office import Office
from ivr.workflows.open_link import use_signed_link
from ivr.workflows.swap_labels import STATES, refusal_words
from ivr.workflows.tell_of_swap import tell_of_swap

STEP_OF: dict[Purpose, SwapStep] = {
    Purpose.SWAP_ACCEPT: SwapStep.ACCEPT,
    Purpose.SWAP_DECLINE: SwapStep.DECLINE,
    Purpose.SWAP_APPROVE: SwapStep.APPROVE,
    Purpose.SWAP_REFUSE: SwapStep.REFUSE,
}
"""What each link does."""
LONGEST_NOTE = 400


class NoSuchSwap(Exception):
    """It is not there, or not theirs to see."""


class NoteMissing(SwapRefused):
    """The step needs a reason."""


def step_swap(office: Office, swap_id: int, step: SwapStep, *, scope: Scope, now: datetime, note: str = "") -> Swap:
    """Take a step as somebody who is signed in; the swap as it is then. Raises NoSuchSwap, SwapRefused."""
    with office.database.writing() as connection:
        return _step(connection, office, swap_id, step, lambda _: scope, now=now, note=note)


def step_swap_by_link(office: Office, token: str, purpose: Purpose, *, now: datetime, note: str = "") -> Swap:
    """Take the one step of a link as its person, and use it up; refused, it stays good.

    Raises LinkRefused, NoSuchSwap, SwapRefused.
    """
    with office.database.writing() as connection:
        link = use_signed_link(connection, office, token, purpose, now=now)
        return _step(
            connection,
            office,
            swap_of_link(link),
            STEP_OF[purpose],
            lambda hotline: scope_of_person(connection, link.person_id, hotline),
            now=now,
            note=note,
        )


def look_at_swap_link(office: Office, link: Link, *, now: datetime) -> Swap:
    """The swap of a link whose step can still be taken. Raises NoSuchSwap, SwapRefused."""
    with office.database.reading() as connection:
        swap, hotline = _found(connection, office, swap_of_link(link))
        scope = scope_of_person(connection, link.person_id, hotline)
        _next(swap, STEP_OF[link.purpose], actor_of(scope, swap), today=_today(hotline, now))
        return swap


def swap_of_link(link: Link) -> int:
    """The id in a link's subject."""
    return int(link.subject.partition(":")[2])


def actor_of(scope: Scope, swap: Swap) -> Actor:
    """What somebody may do with a swap."""
    return Actor(scope.person_id, scope.keeps_roster_of(swap.hotline, swap.unit), scope.sees_all_units)


def is_visible(scope: Scope, swap: Swap) -> bool:
    """Whether somebody may see a swap: their own, and those of the units whose roster they keep."""
    return scope.person_id in swap.parties or scope.keeps_roster_of(swap.hotline, swap.unit)


def scope_of_person(connection: Connection, person_id: int, hotline: Hotline) -> Scope:
    """What somebody may do now, whatever they might when a link was mailed to them."""
    member = member_of(connection, person_id)
    assert member is not None, "the link of nobody was let in"
    return scope_of(member.person, member.hotline, operator_unit=hotline.operator)


def _step(
    connection: Connection,
    office: Office,
    swap_id: int,
    step: SwapStep,
    scope_in: Callable[[Hotline], Scope],
    *,
    now: datetime,
    note: str,
) -> Swap:
    swap, hotline = _found(connection, office, swap_id)
    scope, note = scope_in(hotline), note.strip()
    if not is_visible(scope, swap):
        raise NoSuchSwap
    actor = actor_of(scope, swap)
    target = _next(swap, step, actor, today=_today(hotline, now))
    if step is SwapStep.REFUSE and not note:
        raise NoteMissing("Tulis alasannya, supaya keduanya tahu apa yang perlu diubah.")
    if len(note) > LONGEST_NOTE:
        raise NoteMissing(f"Alasan lebih panjang dari {LONGEST_NOTE} huruf; pendekkan.")
    values = _values(step, actor, now=now, note=note)
    if not move_swap(connection, swap.id, before=swap.state, after=target, **values):
        raise SwapRefused("Permintaan ini baru saja dijawab atau diputuskan orang lain. Muat ulang halaman.")
    moved = replace(swap, state=target, **values)
    if step is SwapStep.APPROVE:
        change = apply_swap(connection, hotline, swap, by=actor.person_id, now=now)
        note_change(connection, swap.id, change_id=change.id)
        moved = replace(moved, change_id=change.id)
    if step is SwapStep.REVERSE:
        _take_back(connection, hotline, swap, by=actor.person_id, now=now)
    tell_of_swap(connection, office, hotline, moved, by=actor.person_id, now=now)
    entry = Entry(actor.person_id, Action.CHANGED, f"swap:{swap.id}", hotline.key, swap.unit, _detail(target, note))
    note_in_journal(connection, entry, at=now)
    return moved


def _found(connection: Connection, office: Office, swap_id: int) -> tuple[Swap, Hotline]:
    swap = swap_of(connection, swap_id)
    if swap is None or swap.hotline not in office.hotlines.by_key:
        raise NoSuchSwap
    return swap, office.hotlines.by_key[swap.hotline]


def _next(swap: Swap, step: SwapStep, actor: Actor, *, today: date) -> SwapState:
    try:
        return next_state(swap, step, actor, today=today)
    except StepRefused as refused:
        raise SwapRefused(refusal_words(refused, step)) from refused


def _today(hotline: Hotline, now: datetime) -> date:
    return to_local(now, hotline.zone).date()


def _values(step: SwapStep, actor: Actor, *, now: datetime, note: str) -> dict[str, Any]:
    match step:
        case SwapStep.ACCEPT | SwapStep.DECLINE:
            return {"answered_at": now, "note": note}
        case SwapStep.WITHDRAW:
            return {"note": ""}
        case SwapStep.APPROVE | SwapStep.REFUSE | SwapStep.REVERSE:
            return {"decided_at": now, "decided_by": actor.person_id, "note": note}


def _take_back(connection: Connection, hotline: Hotline, swap: Swap, *, by: int, now: datetime) -> None:
    try:
        undo_change(connection, hotline.key, swap.change_id or 0, by=by, now=now)
    except RosterMoved as moved:
        raise SwapRefused(
            "Tidak dibatalkan: jadwal hari itu sudah diubah lagi sesudah pertukaran. Ubah jadwalnya langsung."
        ) from moved
    except CannotUndo as undone:
        raise SwapRefused(
            "Tidak dibatalkan: pertukaran ini pernah dibatalkan dan diulangi. Batalkan lewat halaman jadwal."
        ) from undone


def _detail(state: SwapState, note: str) -> str:
    """Why it was refused belongs to the decision; why a colleague cannot (illness, say) is for the two alone."""
    return f"{STATES[state]}: {note}" if note and state is not SwapState.DECLINED else STATES[state]
