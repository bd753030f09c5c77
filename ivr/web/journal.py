"""The page of the journal: who looked at, sent, or changed what, and when."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import time, timedelta
from io import TextIOWrapper
from typing import Any, BinaryIO

from flask import Blueprint, Response, abort, render_template, request, url_for

from ivr.domain.hotline import Hotline
from ivr.domain.journal import Action
from ivr.domain.local_time import day_name, plain_date, to_local, to_utc
from ivr.domain.people import Role
from ivr.store.journal_lines import JournalChoice, JournalLine
from ivr.web.asked import asked_date, asked_position, position_words
from ivr.web.attached import attached
from ivr.web.call_query import MOST_DAYS, NO_DATE
from ivr.web.reception import Reception, admits, visitor
from ivr.workflows.call_files import harmless
from ivr.workflows.journal_labels import ACTIONS, detail_words, read_subject, sentence
from ivr.workflows.read_journal import askable_people, export_journal, read_journal

SHOWN_DAYS = 7
NO_SUBJECT = "Tidak dikenal; tulis misalnya panggilan 12, formulir 3, orang 5, atau jurnal."
COLUMNS = ("waktu", "orang", "email", "tindakan", "perihal", "hotline", "unit", "keterangan", "kalimat")


@dataclass(frozen=True)
class JournalQuery:
    """A choice, or what is wrong with it by field; `typed` is what the fields show."""

    typed: dict[str, str]
    choice: JournalChoice | None = None
    faults: dict[str, str] = field(default_factory=dict)


def make_journal(reception: Reception) -> Blueprint:
    """`/journal` and `/journal.csv`."""
    pages, office = reception.pages("journal", __name__), reception.office

    @pages.get("/journal")
    @admits(Role.COORDINATOR, Role.ADMIN)
    def shown() -> str | tuple[str, int]:
        who = visitor()
        query = _query(who.hotline)
        people = {"": "Semua", "0": "Sistem dan perintah"}
        people |= {str(person_id): name for person_id, name in askable_people(office, who.scope)}
        page: dict[str, Any] = {"query": query, "people": people}
        page["actions"] = {"": "Semua"} | {action.value: words for action, words in ACTIONS.items()}
        if query.choice is None:
            return render_template("journal.html", rows=[], **page), 400
        lines, next_one = read_journal(office, who.scope, query.choice, below=asked_position())
        asked: dict[str, Any] = {name: value for name, value in query.typed.items() if value}
        return render_template(
            "journal.html",
            rows=[(_moment(line, who.hotline), sentence(line), detail_words(line)) for line in lines],
            file=url_for("journal.as_csv", **asked),
            newest=url_for("journal.shown", **asked) if asked_position() else None,
            older=url_for("journal.shown", below=position_words(next_one), **asked) if next_one else None,
            **page,
        )

    @pages.get("/journal.csv")
    @admits(Role.COORDINATOR, Role.ADMIN)
    def as_csv() -> Response:
        who = visitor()
        query = _query(who.hotline)
        if query.choice is None:
            abort(400)
        days = f"{query.typed['from']} sampai {query.typed['to']}"
        lines = export_journal(office, who.scope, query.choice, days=days, now=office.clock())
        name = f"jurnal-{query.typed['from']}-{query.typed['to']}.csv"
        return attached(name, "text/csv; charset=utf-8", lambda out: _write_csv(lines, who.hotline, out))

    def _query(hotline: Hotline) -> JournalQuery:
        today = to_local(office.clock(), hotline.zone).date()
        first, last = asked_date("from", today - timedelta(days=SHOWN_DAYS - 1)), asked_date("to", today)
        typed = {name: request.args.get(name, "").strip() for name in ("person", "action", "about")}
        typed |= {name: day.isoformat() if day else request.args.get(name, "") for name, day in
                  (("from", first), ("to", last))}  # fmt: skip
        faults = {name: NO_DATE for name, day in (("from", first), ("to", last)) if day is None}
        if first and last and first > last:
            faults["to"] = f"Hari terakhir mendahului hari pertama; pilih {plain_date(first)} atau sesudahnya."
        elif first and last and (last - first).days >= MOST_DAYS:
            faults["to"] = f"Paling banyak {MOST_DAYS} hari sekali lihat; persempit tanggalnya."
        subject = read_subject(typed["about"])
        if subject is None:
            faults["about"] = NO_SUBJECT
        if typed["action"] and typed["action"] not in list(Action):
            faults["action"] = "Pilih salah satu dari daftar."
        if typed["person"] and not (typed["person"].isdecimal() and len(typed["person"]) < 10):
            faults["person"] = "Pilih salah satu dari daftar."
        if faults or first is None or last is None:
            return JournalQuery(typed, faults=faults)
        choice = JournalChoice(
            start=to_utc(first, time.min, hotline.zone),
            end=to_utc(last + timedelta(days=1), time.min, hotline.zone),
            person_id=int(typed["person"]) if typed["person"] else None,
            action=Action(typed["action"]) if typed["action"] else None,
            subject=subject or "",
        )
        return JournalQuery(typed, choice)

    return pages


def _moment(line: JournalLine, hotline: Hotline) -> str:
    local = to_local(line.at, hotline.zone)
    return f"{day_name(local.date())}, {plain_date(local.date())} {local:%H.%M.%S}"


def _write_csv(lines: Iterable[JournalLine], hotline: Hotline, out: BinaryIO) -> None:
    text = TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for line in lines:
        at = to_local(line.at, hotline.zone).isoformat(timespec="seconds")
        cells = (at, line.person or "", line.email or "", ACTIONS[line.action], line.subject, line.hotline or "",
                 line.unit or "", line.detail, sentence(line))  # fmt: skip
        writer.writerow([harmless(cell) for cell in cells])
    text.flush()
    text.detach()
