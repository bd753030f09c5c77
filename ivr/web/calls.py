"""The pages of calls: the list, the files of it, and the whole record of one."""

from itertools import groupby
from typing import Any

from flask import Blueprint, Response, abort, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from ivr.domain.local_time import long_date, to_local
from ivr.web.asked import asked_hotline, asked_position, hotlines_of, position_words
from ivr.web.attached import attached
from ivr.web.call_query import FORMS, CallQuery, read_query
from ivr.web.call_rows import row_of
from ivr.web.call_steps import steps_of, summary_of, talks_of
from ivr.web.reception import Reception, admits, visitor
from ivr.workflows.call_files import WRITERS
from ivr.workflows.export_calls import export_chosen
from ivr.workflows.offer_withdrawal import offer_withdrawal
from ivr.workflows.show_calls import list_calls, show_record
from ivr.workflows.withdraw_call import ReasonRefused, WithdrawalRefused, withdraw_call

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

UNSIGNED = "Pernyataan rekap sudah benar untuk hari itu dicabut, karena catatannya berubah."


def make_calls(reception: Reception) -> Blueprint:
    """`/calls`, `/calls.csv`, `/calls.xlsx`, `/calls/<id>` and taking one back."""
    pages, office = reception.pages("calls", __name__), reception.office

    @pages.get("/calls")
    @admits()
    def listed() -> str | tuple[str, int]:
        hotline, scope, now = asked_hotline(office), visitor().scope, office.clock()
        query = read_query(hotline, scope, now=now)
        page: dict[str, Any] = {"query": query, "hotline": hotline, "hotlines": hotlines_of(office), "forms": FORMS}
        if query.choice is None:
            return render_template("calls.html", days=[], **page), 400
        below = asked_position()
        found = list_calls(office, scope, query.choice, days=query.days, now=now, below=below)
        rows = [row_of(seen, hotline) for seen in found.calls]
        return render_template(
            "calls.html",
            days=[(day, list(of_day)) for day, of_day in groupby(rows, lambda row: row.day)],
            newest=_address(query, hotline.key) if below else None,
            older=_address(query, hotline.key, below=position_words(found.below)) if found.below else None,
            files={ending: _address(query, hotline.key, f"calls.as_{ending}") for ending in TYPES},
            **page,
        )

    @pages.get("/calls.csv")
    @admits()
    def as_csv() -> Response:
        return _file("csv")

    @pages.get("/calls.xlsx")
    @admits()
    def as_xlsx() -> Response:
        return _file("xlsx")

    def _file(ending: str) -> Response:
        hotline, scope, now = asked_hotline(office), visitor().scope, office.clock()
        query = read_query(hotline, scope, now=now)
        if query.choice is None:
            abort(400)
        lines = export_chosen(office, scope, query.choice, days=query.days, now=now)
        name = f"panggilan-{hotline.key}-{query.typed['from']}-{query.typed['to']}.{ending}"
        return attached(name, TYPES[ending], lambda out: WRITERS[ending](lines, out))

    @pages.get("/calls/<int:call_id>")
    @admits()
    def shown(call_id: int) -> str:
        return _record(call_id)

    @pages.post("/calls/<int:call_id>/withdraw")
    @admits()
    def withdrawn(call_id: int) -> AnyResponse | tuple[str, int]:
        reason = request.form.get("reason", "")
        try:
            done = withdraw_call(office, visitor().scope, call_id, reason=reason, now=office.clock()) or abort(404)
        except ReasonRefused as refused:
            return _record(call_id, faults={"reason": str(refused)}, reason=reason), 422
        except WithdrawalRefused as refused:
            flash(str(refused), "warn")
            return redirect(url_for("calls.shown", call_id=call_id))
        words = "ditarik kembali dan tidak dihitung lagi" if done.is_new else "sudah ditarik kembali"
        flash(f"Catatan panggilan {call_id} {words}.", "good")
        if done.was_signed:
            flash(UNSIGNED, "warn")
        days: dict[str, Any] = {"from": done.on, "to": done.on}
        return redirect(url_for("calls.listed", **days))

    def _record(call_id: int, **more: Any) -> str:
        who = visitor()
        record = show_record(office, who.scope, call_id, now=office.clock())
        if record is None:
            abort(404)
        hotline = office.hotline_of(record.seen.call)
        arrived = to_local(record.seen.call.arrived_at, hotline.zone)
        return render_template(
            "call.html",
            call_id=call_id,
            arrived=arrived,
            day_words=long_date(arrived.date()),
            summary=summary_of(record.seen, hotline),
            steps=steps_of(record, hotline, who.scope),
            talks=talks_of(record.seen, hotline, form_url=_form_url),
            offer=offer_withdrawal(office, who.scope, record.seen, now=office.clock()),
            **more,
        )

    return pages


def _address(query: CallQuery, hotline: str, endpoint: str = "calls.listed", **more: str) -> str:
    asked: dict[str, Any] = {name: value for name, value in query.typed.items() if value}
    return url_for(endpoint, hotline=hotline, **(asked | more))


def _form_url(attempt_id: int) -> str | None:
    return url_for("forms.shown", attempt_id=attempt_id) if "forms.shown" in current_app.view_functions else None
