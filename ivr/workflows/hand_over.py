"""Hand a question over to the right unit's officers, who take it, and say what became of it (SOP PPATK, 5.c.ix).

A confidential question is not handed over: it goes through another channel (5.c.vii).
"""

from datetime import datetime

from ivr.domain.form_changes import cleaned, too_long
from ivr.domain.hotline import Hotline
from ivr.domain.journal import Action, Entry
from ivr.domain.on_duty import who_answers
from ivr.domain.people import Person, Role
from ivr.domain.scope import Scope
from ivr.store.engine import Connection
from ivr.store.handovers import (
    Handover,
    add_handover,
    finish_handover,
    handover_for,
    handovers_of,
    take_handover,
)
from ivr.store.journal import note_in_journal
from ivr.store.noted_talks import NotedTalk, locked_talk
from ivr.store.people import load_people
from ivr.workflows.load_board import load_board_at
from ivr.workflows.mail.queue_mail import queue_mail
from ivr.workflows.office import Office

LONGEST_NOTE = 2_000
LIMITS = {"note": LONGEST_NOTE, "outcome": LONGEST_NOTE}


class HandoverRefused(Exception):
    """It was not done; the text says why in Indonesian, and what would be right."""


def hand_over(
    office: Office, scope: Scope, by: Person, attempt_id: int, *, to_unit: str, note: str, now: datetime
) -> Hotline | None:
    """Put the question of a talk on another unit's list and tell who answers there; None for a talk not to be opened.

    Returns the hotline. Raises HandoverRefused.
    """
    note = cleaned("problem", note).strip()
    with office.database.writing() as connection:
        talk = locked_talk(connection, scope, attempt_id)
        if talk is None:
            return None
        hotline = office.hotlines.by_key.get(talk.hotline, office.hotlines.first)
        if why_not := _why_not(connection, scope, hotline, talk, to_unit=to_unit, note=note):
            raise HandoverRefused(why_not)
        made = add_handover(
            connection, hotline=hotline.key, attempt_id=attempt_id, to_unit=to_unit, note=note, by=by.id, at=now
        )
        for receiver in receivers(connection, hotline, to_unit, now=now):
            queue_mail(
                connection,
                office,
                hotline,
                "handover",
                key=f"handover:{made}:{receiver.id}",
                name=receiver.name,
                email=receiver.email,
                now=now,
                giver=by.name,
                from_unit=hotline.units[talk.unit].name if talk.unit in hotline.units else talk.unit,
                unit=hotline.units[to_unit].name,
                topic=talk.form.topic.strip(),
                url=f"{office.settings.public_url}/handovers",
            )
        entry = Entry(by.id, Action.SENT, f"form:{attempt_id}", hotline.key, talk.unit, f"diserahkan: {to_unit}")
        note_in_journal(connection, entry, at=now)
    return hotline


def receivers(connection: Connection, hotline: Hotline, unit: str, *, now: datetime) -> tuple[Person, ...]:
    """Who is told of a question for a unit: its officers on duty now, else its leaders, else the coordinators."""
    board = load_board_at(connection, hotline, now=now, units=[unit])
    on_duty = who_answers(hotline, unit, at=now, board=board).officers
    if on_duty:
        return on_duty
    everybody = [one.person for one in load_people(connection, hotline.key) if one.person.is_active]
    leaders = tuple(one for one in everybody if Role.LEADER in one.roles and unit in one.units)
    return leaders or tuple(one for one in everybody if Role.COORDINATOR in one.roles)


def take_question(
    office: Office, scope: Scope, by: Person, handover_id: int, *, now: datetime, instead_of: int | None = None
) -> Handover | None:
    """Deal with a question from now on, or take it over from who did until now; None for one of another unit.

    Raises HandoverRefused when somebody else was faster, or it is done.
    """
    with office.database.writing() as connection:
        asked = handover_for(connection, scope, handover_id)
        if asked is None:
            return None
        if asked.done_at is None and asked.taken_by == by.id:
            return asked
        if not take_handover(connection, handover_id, by=by.id, at=now, instead_of=instead_of):
            now_there = handover_for(connection, scope, handover_id) or asked
            if now_there.done_at is not None:
                raise HandoverRefused(f"Pertanyaan ini sudah diselesaikan oleh {now_there.taker}.")
            raise HandoverRefused(f"Pertanyaan ini sudah ditangani oleh {now_there.taker}.")
        _note(connection, asked, by, now=now, detail="ditangani")
        return asked


def finish_question(
    office: Office, scope: Scope, by: Person, handover_id: int, *, outcome: str, now: datetime
) -> Handover | None:
    """Say what became of a question and close it, as who took it; None for one of another unit.

    Raises HandoverRefused.
    """
    outcome = cleaned("problem", outcome).strip()
    with office.database.writing() as connection:
        asked = handover_for(connection, scope, handover_id)
        if asked is None:
            return None
        if not outcome:
            raise HandoverRefused("Tulis hasilnya: apa yang disampaikan kepada penelepon.")
        if fault := too_long("outcome", outcome, LIMITS):
            raise HandoverRefused(f"Hasil terlalu panjang: {fault}")
        if asked.done_at is not None and asked.taken_by == by.id and asked.outcome == outcome:
            return asked  # the same click came twice
        if not finish_handover(connection, handover_id, by=by.id, outcome=outcome, at=now):
            who = f"ditangani oleh {asked.taker}" if asked.taker else "belum ditangani siapa pun"
            state = "sudah selesai" if asked.done_at else f"{who}; pilih Saya tangani dahulu"
            raise HandoverRefused(f"Hasil belum disimpan: pertanyaan ini {state}.")
        _note(connection, asked, by, now=now, detail="selesai")
        return asked


def _why_not(
    connection: Connection, scope: Scope, hotline: Hotline, talk: NotedTalk, *, to_unit: str, note: str
) -> str | None:
    if to_unit not in hotline.units or to_unit == talk.unit:
        return "Pilih unit lain yang berwenang menjawab."
    if fault := too_long("note", note, LIMITS):
        return f"Catatan terlalu panjang: {fault}"
    if talk.form.is_confidential:
        return "Pertanyaan rahasia tidak diserahkan lewat sistem; arahkan penelepon ke kanal lain."
    if not talk.form.problem.strip():
        return "Isi dahulu pertanyaan atau masalahnya, supaya unit lain dapat menjawab."
    if not talk.form.contact.strip():
        return "Isi dahulu kontak penelepon, supaya unit lain dapat menghubunginya."
    open_ones = [one for one in handovers_of(connection, scope, talk.attempt_id) if one.done_at is None]
    if any(one.to_unit == to_unit for one in open_ones):
        return f"Pertanyaan ini sudah diserahkan ke {hotline.units[to_unit].name} dan belum selesai."
    return None


def _note(connection: Connection, asked: Handover, by: Person, *, now: datetime, detail: str) -> None:
    entry = Entry(by.id, Action.CHANGED, f"handover:{asked.id}", asked.hotline, asked.to_unit, detail)
    note_in_journal(connection, entry, at=now)
