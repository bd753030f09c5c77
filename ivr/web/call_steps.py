"""The record of a call step by step, in words, as its reader may see it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from ivr.domain.form import Form
from ivr.domain.hotline import Hotline
from ivr.domain.local_time import to_local
from ivr.domain.phone import readable
from ivr.domain.scope import Scope
from ivr.store.call_pages import AttemptSeen, CallSeen
from ivr.web.call_rows import ELSEWHERE, badge_of, number_of, talk_seconds
from ivr.workflows.export_calls import ring_seconds, wait_seconds
from ivr.workflows.record_labels import (
    CAME_BY,
    DISPOSITIONS,
    NOT_FILLED,
    OUTCOMES,
    PARTIES,
    confidential,
    duration,
    unit_name,
)
from ivr.workflows.show_calls import Record


@dataclass(frozen=True)
class Step:
    """Something that happened at a moment."""

    at: datetime
    clock: str
    what: str


@dataclass(frozen=True)
class TalkShown:
    """A talk and its form. `facts` are label and text; none where the form is not filled."""

    title: str
    url: str | None
    facts: tuple[tuple[str, str], ...]


def summary_of(seen: CallSeen, hotline: Hotline) -> dict[str, str]:
    """What stands at the top of a record."""
    call = seen.call
    facts = {
        "Nomor": number_of(seen),
        "Unit": unit_name(hotline, call.unit),
        "Hasil": DISPOSITIONS[call.disposition],
        "Lama menunggu": duration(wait_seconds(call)),
        "kind": badge_of(seen),
    }
    if seen.direction != "inbound":
        facts["Arah"] = "dari kantor ke penelepon"
    if seen.written_by:
        facts["Dicatat oleh"] = f"{seen.written_by} ({CAME_BY.get(seen.came_by or '', 'di luar sistem')})"
    return facts


def steps_of(record: Record, hotline: Hotline, scope: Scope) -> list[Step]:
    """Everything that happened, in order."""

    def step(at: datetime, what: str) -> Step:
        return Step(at, f"{to_local(at, hotline.zone):%H.%M.%S}", what)

    call = record.seen.call
    steps = [step(call.arrived_at, "Panggilan masuk" if not record.seen.written_by else "Penelepon datang")]
    steps += [step(one.at, f"Menekan {one.key}" if one.key else "Tidak menekan apa pun") for one in record.keys]
    for one in record.seen.attempts:
        steps += [step(at, what) for at, what in _attempt_steps(one, hotline, scope)]
    if call.ended_at:
        # With a talk, `ended_by` tells who ended that; it is said there.
        by = f" oleh {PARTIES[call.ended_by]}" if call.ended_by and call.answered_at is None else ""
        steps.append(step(call.ended_at, f"Panggilan berakhir{by}"))
    return sorted(steps, key=lambda one: one.at)


def _attempt_steps(one: AttemptSeen, hotline: Hotline, scope: Scope) -> Iterator[tuple[datetime, str]]:
    attempt = one.attempt
    if one.is_hidden:
        is_own_unit = scope.sees_figures_of(hotline.key, attempt.unit)
        if attempt.is_accepted:
            yield (
                attempt.talk_started_at or attempt.started_at,
                ("Dilayani petugas lain" if is_own_unit else ELSEWHERE.capitalize()),
            )
        else:
            yield attempt.started_at, "Telepon petugas lain berdering" if is_own_unit else "Telepon unit lain berdering"
        return
    if attempt.phone:  # what was written down by hand rang nowhere
        telephone = f"{unit_name(hotline, attempt.unit)}, {readable(attempt.phone)}"
        yield attempt.started_at, f"Telepon {one.officer} ({telephone}) berdering"
    rang = ring_seconds(attempt)
    if attempt.phone and attempt.ring_ended_at and rang is not None:
        yield attempt.ring_ended_at, f"{one.officer}: {OUTCOMES[attempt.outcome]} sesudah {duration(rang)}"
    if attempt.is_accepted and attempt.talk_started_at:
        yield attempt.talk_started_at, f"Bicara dengan {one.officer}"
    if attempt.is_accepted and attempt.talk_ended_at:
        by = f" diakhiri {PARTIES[attempt.talk_ended_by]}" if attempt.talk_ended_by else " selesai"
        yield attempt.talk_ended_at, f"Percakapan dengan {one.officer}{by} ({duration(talk_seconds(one))})"


def talks_of(seen: CallSeen, hotline: Hotline, *, form_url: Callable[[int], str | None]) -> list[TalkShown]:
    """The talks with what their forms say; those that are not the reader's to see are told without content."""
    shown = []
    for one in seen.attempts:
        if not one.attempt.is_accepted:
            continue
        if one.is_hidden:
            shown.append(TalkShown(ELSEWHERE.capitalize(), None, ()))
            continue
        title = f"{one.officer}, {unit_name(hotline, one.attempt.unit)}"
        url = form_url(one.attempt.id) if one.attempt.id is not None else None
        shown.append(TalkShown(title, url, tuple(_form_facts(one.form))))
    return shown


def _form_facts(form: Form | None) -> Iterator[tuple[str, str]]:
    if form is None or form.is_empty:
        yield "Formulir", NOT_FILLED
        return
    for label, text in (("Nama", form.name), ("Instansi", form.institution), ("Kontak", form.contact)):
        yield label, text or "-"
    if form.is_confidential:
        yield "Permasalahan", confidential(form.other_channel)
    for label, text in (("Topik", form.topic), ("Isi permasalahan", form.problem), ("Keterangan", form.remark)):
        if text or not form.is_confidential:
            yield label, text or "-"
