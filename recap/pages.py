"""The pages of recaps: which were made and where their letters stand, each day's recap, its files, sending again."""

from datetime import date, datetime
from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from ivr.domain.hotline import Hotline
from ivr.domain.journal import Action, Entry
from ivr.domain.local_time import long_date, to_local
from ivr.domain.people import Role
from ivr.domain.scope import Scope
from ivr.store.journal import note_in_journal
from ivr.telephony.rest import TwilioCallRecords
from ivr.web.asked import asked_hotline, hotlines_of
from ivr.web.reception import Reception, Visitor, admits, visitor
from ivr.workflows.office import Office
from recap.day_asked import DayAsked, NotNow, ask_for
from recap.document import SUMMARY, Document, cell_text
from recap.file_forms import in_form
from recap.made_list import letter_seen, made_in
from recap.monthly_figures import month_after, month_before
from recap.monthly_layout import month_name
from recap.narrowed import document_of_units
from recap.period import NoServiceDay
from recap.render import PDF, XLSX
from recap.send_now import AlreadySent, NobodyToSendTo, queue_now
from recap.words import joined, unit_name

TYPES = {"xlsx": XLSX, "pdf": PDF, "csv": "text/csv; charset=utf-8"}
READERS = (Role.COORDINATOR, Role.LEADER, Role.ADMIN)
SENDERS = (Role.COORDINATOR, Role.ADMIN)


def make_recap_pages(reception: Reception) -> Blueprint:
    """`/recaps`, `/recaps/2026-11-23`, its files `/recaps/2026-11-23.xlsx` ..., and sending one again."""
    pages = reception.pages("recaps", __name__, template_folder="templates")
    office = reception.office

    @pages.get("/recaps")
    @admits(*READERS)
    def listed() -> str:
        hotline, scope, now = asked_hotline(office), visitor().scope, office.clock()
        month = _asked_month(to_local(now, hotline.zone).date())
        return render_template(
            "recaps.html",
            lines=made_in(office, hotline, month, with_letters=_reads_all(scope), now=now),
            reads_all=_reads_all(scope),
            hotline=hotline,
            hotlines=hotlines_of(office),
            month=month,
            month_words=month_name(month),
            before=month_before(month),
            after=month_after(month) if month_after(month) <= to_local(now, hotline.zone).date() else None,
        )

    @pages.get("/recaps/<on>")
    @admits(*READERS)
    def shown(on: str) -> str | tuple[str, int]:
        hotline, who, day, now = asked_hotline(office), visitor(), _day(on), office.clock()
        page: dict[str, Any] = {"hotline": hotline, "on": day, "day_words": long_date(day), "summary": SUMMARY}
        try:
            if _reads_all(who.scope):
                asked = ask_for(office, hotline, day, None, now=now)
                document, page = asked.document(), page | _standing(asked)
            else:
                document = _of_leader(office, hotline, who.scope, day, now=now)
                page |= {"notes": [_only_units(hotline, who.scope)]}
        except (NotNow, NoServiceDay) as fault:
            return render_template("recap_none.html", why=str(fault).rstrip(".") + ".", **page), 404
        _note(office, who, Action.OPENED, hotline, day)
        return render_template("recap_day.html", document=document, text=cell_text, **page)

    @pages.get("/recaps/<on>.<any(xlsx,pdf,csv):ending>")
    @admits(*SENDERS)
    def file(on: str, ending: str) -> Response:
        hotline, who, day = asked_hotline(office), visitor(), _day(on)
        try:
            asked = ask_for(office, hotline, day, None, now=office.clock())
        except NotNow:
            abort(404)
        data = in_form(f".{ending}", asked.recap, asked.rendered())
        _note(office, who, Action.EXPORTED, hotline, day, detail=ending)
        headers = {"Content-Disposition": f'attachment; filename="rekap-{day.isoformat()}.{ending}"'}
        return Response(data, content_type=TYPES[ending], headers=headers)

    @pages.post("/recaps/<on>/send")
    @admits(*SENDERS)
    def send(on: str) -> AnyResponse:
        hotline, who, day = asked_hotline(office), visitor(), _day(on)
        back = redirect(url_for("recaps.shown", on=on, hotline=hotline.key))
        if request.form.get("sure") != "ya":
            flash("Belum dikirim: centang dahulu bahwa rekapitulasi ini memang akan dikirim.", "bad")
            return back
        try:
            asked = ask_for(office, hotline, day, TwilioCallRecords(office.settings), now=office.clock(), is_over=True)
            if request.form.get("seen") != str(asked.latest.revision if asked.latest else 0):
                raise AlreadySent("Rekapitulasi ini baru saja dikirim; tidak dikirim dua kali.")
            queued = queue_now(office, asked, again=True)
        except (NotNow, AlreadySent, NobodyToSendTo) as fault:
            flash(str(fault), "bad")
            return back
        _note(office, who, Action.SENT, hotline, day, detail=f"revisi {queued.revision}")
        revision = f" revisi {queued.revision}" if queued.revision > 1 else ""
        recipients = joined([letter.recipient for letter in queued.letters])
        flash(f"Rekapitulasi{revision} disusun dan segera dikirim kepada {recipients}.", "good")
        return back

    return pages


def _reads_all(scope: Scope) -> bool:
    """Coordinators and administrators read whole recaps; leaders their units'."""
    return scope.sees_all_units


def _of_leader(office: Office, hotline: Hotline, scope: Scope, on: date, *, now: datetime) -> Document:
    if not scope.units:
        abort(404)
    if on > to_local(now, hotline.zone).date():
        raise NotNow(f"{long_date(on)} belum tiba.")
    return document_of_units(office, hotline, on, units=scope.units, now=now)


def _only_units(hotline: Hotline, scope: Scope) -> str:
    names = joined([unit_name(hotline, unit) for unit in sorted(scope.units)])
    return f"Anda membaca bagian {names} saja, menurut catatan saat ini."


def _standing(asked: DayAsked) -> dict[str, Any]:
    """What the page says around a whole recap: notes, letters, files, and whether it can be sent again."""
    return {
        "notes": list(asked.concerns()),
        "letters": [letter_seen(letter, asked.hotline) for letter in asked.letters],
        "files": list(TYPES),
        "revision": asked.latest.revision if asked.latest else 0,
        "is_over": asked.is_over,
    }


def _day(text: str) -> date:
    """The day of an address; 404 for something that is none, or far from any calendar."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        abort(404)
    if not 2000 <= found.year <= 2100:
        abort(404)
    return found


def _asked_month(today: date) -> date:
    """The first of the month that the address names (`?month=2026-11`), by default of this one."""
    text = request.args.get("month", "")
    return _day(f"{text}-01") if text else today.replace(day=1)


def _note(office: Office, who: Visitor, action: Action, hotline: Hotline, on: date, *, detail: str = "") -> None:
    """Note it in the journal; a leader's reading under the unit that was read."""
    units = () if _reads_all(who.scope) else tuple(sorted(who.scope.units))
    unit = units[0] if len(units) == 1 else None
    said = detail or (", ".join(units) if len(units) > 1 else "")
    entry = Entry(who.person.id, action, f"recap:{on.isoformat()}", hotline.key, unit, said)
    with office.database.writing() as connection:
        note_in_journal(connection, entry, at=office.clock())
