"""The pages of roster files: upload with a preview, templates to fill in, and a week to take away."""

from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from ivr.domain.hotline import Hotline
from ivr.domain.local_time import to_local
from ivr.domain.people import Role
from ivr.domain.roster_week import monday_of
from ivr.web.asked import asked_hotline, hotlines_of
from ivr.web.reception import Reception, admits, visitor
from ivr.workflows.change_labels import cells_in_words, short_date
from ivr.workflows.change_roster import RosterMoved
from ivr.workflows.edit_roster import NotTheirs
from ivr.workflows.fault_sheet import FileRefused
from ivr.workflows.office import Office
from ivr.workflows.read_roster import read_date
from ivr.workflows.roster_files import as_csv, as_xlsx, template_lines, week_lines
from ivr.workflows.sealed_upload import TooMuch, opened_upload, sealed_upload
from ivr.workflows.upload_roster import MOST_BYTES, Uploaded, WhyMissing, apply_upload, look_at_upload

KEEPERS = (Role.LEADER, Role.COORDINATOR, Role.ADMIN)
CSV, XLSX = "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_FAULTS = 200
TOO_MUCH = "Berkas ini terlalu banyak isinya untuk satu kali unggah. Bagi menjadi beberapa berkas."
MOVED = "Belum tersimpan: jadwal atau data orang berubah sesudah berkas diperiksa. Unggah berkas itu sekali lagi."


def make_roster_files(reception: Reception) -> Blueprint:
    """`/roster/upload`, the templates, and each week as a file."""
    pages, office = reception.pages("roster_files", __name__), reception.office

    @pages.get("/roster/upload")
    @admits(*KEEPERS)
    def upload() -> str:
        return _page(_keepers_hotline(office))

    @pages.post("/roster/upload")
    @admits(*KEEPERS)
    def looked_at() -> str | tuple[str, int]:
        hotline, sent = _keepers_hotline(office), request.files.get("file")
        if sent is None or not sent.filename:
            return _page(hotline, fault="Pilih berkas CSV atau XLSX."), 422
        name, content = sent.filename[:120], sent.read(MOST_BYTES + 1)
        try:
            uploaded = look_at_upload(office, hotline, name, content, scope=visitor().scope, now=office.clock())
        except FileRefused as refused:
            return _page(hotline, name=name, faults=refused.faults), 422
        try:
            sealed = sealed_upload(office, hotline, uploaded.found, person_id=visitor().person.id)
        except TooMuch:
            return _page(hotline, name=name, fault=TOO_MUCH), 422
        return _page(hotline, name=name, **_preview(hotline, uploaded), sealed=sealed)

    @pages.post("/roster/upload/apply")
    @admits(*KEEPERS)
    def applied() -> AnyResponse | tuple[str, int]:
        hotline, why = _keepers_hotline(office), request.form.get("why", "")
        sealed = request.form.get("sealed", "")
        approved = opened_upload(office, hotline, sealed, person_id=visitor().person.id, why=why)
        if approved is None:
            return _page(hotline, fault="Belum tersimpan. Unggah berkasnya sekali lagi."), 422
        try:
            change = apply_upload(office, approved, scope=visitor().scope, now=office.clock())
        except NotTheirs:
            abort(403)
        except WhyMissing:
            said = "Tulis alasannya: berkas ini mengubah hari yang sudah lewat."
            return _page(hotline, sealed=sealed, needs_why=True, why_fault=said), 422
        except RosterMoved:
            return _page(hotline, fault=MOVED), 409
        if change is None:
            flash("Jadwal sudah sama dengan berkas itu.", "good")
            return redirect(url_for("roster.week", hotline=_own(hotline)))
        cells = len({(one.slot.on, one.slot.unit) for one in change.slots})
        flash(f"Tersimpan: {cells} sel jadwal berubah menurut berkas.", "good")
        return redirect(url_for("roster.week", week=min(one.slot.on for one in change.slots), hotline=_own(hotline)))

    @pages.get("/roster/template.csv")
    @admits(*KEEPERS)
    def template_csv() -> Response:
        hotline, monday = _keepers_hotline(office), _monday(office, request.args.get("week", ""))
        lines = template_lines(hotline, _units(hotline), monday=monday)
        return _file(as_csv(lines), CSV, f"isian-jadwal-{monday}.csv")

    @pages.get("/roster/template.xlsx")
    @admits(*KEEPERS)
    def template_xlsx() -> Response:
        hotline, monday = _keepers_hotline(office), _monday(office, request.args.get("week", ""))
        lines = template_lines(hotline, _units(hotline), monday=monday)
        return _file(as_xlsx(lines), XLSX, f"isian-jadwal-{monday}.xlsx")

    @pages.get("/roster/<week>.csv")
    @admits()
    def week_csv(week: str) -> Response:
        hotline, monday = asked_hotline(office), _monday(office, week)
        return _file(as_csv(week_lines(office, hotline, monday=monday)), CSV, f"jadwal-{hotline.key}-{monday}.csv")

    def _page(hotline: Hotline, **more: Any) -> str:
        page: dict[str, Any] = {"name": "", "fault": "", "faults": (), "days": None, "sealed": "", "needs_why": False}
        page |= {"why_fault": "", "notes": (), "counts": ""} | more
        faults = page["faults"]
        return render_template(
            "roster_upload.html",
            **page | {"faults": faults[:MOST_FAULTS], "more_faults": max(len(faults) - MOST_FAULTS, 0)},
            hotline=hotline,
            hotlines=hotlines_of(office),
            own=_own(hotline),
            units=[hotline.units[unit].name for unit in _units(hotline)],
            monday=_monday(office, ""),
        )

    return pages


def _preview(hotline: Hotline, uploaded: Uploaded) -> dict[str, Any]:
    found = uploaded.found
    cells = cells_in_words(found.changes, uploaded.people, hotline)
    return {
        "days": [(short_date(on), list(same)) for on, same in groupby(cells, key=itemgetter(0))],
        "counts": f"{found.added} baris baru, {found.removed} dihapus, {found.unchanged} tetap",
        "notes": found.notes,
        "needs_why": uploaded.needs_why,
    }


def _keepers_hotline(office: Office) -> Hotline:
    """The hotline that is asked for, if they keep any of its roster."""
    hotline = asked_hotline(office)
    if not _units(hotline):
        abort(403)
    return hotline


def _units(hotline: Hotline) -> list[str]:
    return [unit for unit in hotline.units if visitor().scope.keeps_roster_of(hotline.key, unit)]


def _monday(office: Office, written: str) -> date:
    """The Monday of the week that is asked for, by default of the next one; 404 for what is no date."""
    try:
        return monday_of(read_date(written)) if written else _next_monday(office)
    except ValueError:
        abort(404)


def _next_monday(office: Office) -> date:
    today = to_local(office.clock(), visitor().hotline.zone).date()
    return monday_of(date.fromordinal(today.toordinal() + 7))


def _own(hotline: Hotline) -> str | None:
    """The hotline's key in an address; a person's own needs none."""
    return None if hotline.key == visitor().hotline.key else hotline.key


def _file(content: bytes, kind: str, name: str) -> Response:
    return Response(content, mimetype=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
