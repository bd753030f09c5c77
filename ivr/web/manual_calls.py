"""The page for a call that was answered outside the system."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from flask import Blueprint, abort, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from ivr.domain.form import TEXTS, Form
from ivr.domain.local_time import to_local
from ivr.web.form_page import form_url
from ivr.web.reception import Reception, Visitor, admits, visitor
from ivr.workflows.enter_call import CallRefused, Written, enter_call, enterable_units, topics_at_hand
from ivr.workflows.record_labels import CAME_BY

NO_PAGE = {"": "Halaman ini rusak di perjalanan. Periksa isinya, lalu simpan sekali lagi."}


@dataclass(frozen=True)
class _Page:
    """What the page shows."""

    id: UUID
    written: Written


def make_manual_calls(reception: Reception) -> Blueprint:
    """`/calls/new`."""
    pages, office = reception.pages("manual_calls", __name__), reception.office

    @pages.get("/calls/new")
    @admits()
    def asked() -> str:
        who = visitor()
        units = enterable_units(who.scope, who.hotline) or abort(403)
        today = to_local(office.clock(), who.hotline.zone).date()
        first = Written(today.isoformat(), "", "", units[0] if len(units) == 1 else "", "", "", Form())
        return _shown(who, _Page(uuid4(), first))

    @pages.post("/calls/new")
    @admits()
    def entered() -> Response | tuple[str, int]:
        who = visitor()
        if not enterable_units(who.scope, who.hotline):
            abort(403)
        written = _written()
        try:
            page = UUID(request.form.get("page", ""))
        except ValueError:
            return _shown(who, _Page(uuid4(), written), NO_PAGE), 422
        try:
            call = enter_call(office, who.scope, who.hotline, written, page=page, now=office.clock())
        except CallRefused as refused:
            return _shown(who, _Page(page, written), refused.faults), 422
        flash("Tercatat dan masuk rekapitulasi hari itu." if call.is_new else "Percakapan ini sudah tercatat.", "good")
        return redirect(form_url(call.attempt_id))

    def _shown(who: Visitor, page: _Page, faults: object = None) -> str:
        hotline = who.hotline
        units = enterable_units(who.scope, hotline)
        return render_template(
            "manual_call.html",
            page=page.id,
            written=page.written,
            faults=faults or {},
            units=[hotline.units[key] for key in units],
            topics=topics_at_hand(office, hotline, units),
            came_by=CAME_BY,
            policy=hotline.forms,
            today=to_local(office.clock(), hotline.zone).date(),
        )

    return pages


def _written() -> Written:
    typed = request.form
    texts = {name: typed.get(name, "") for name in TEXTS}
    return Written(
        on=typed.get("on", ""),
        begins=typed.get("begins", ""),
        ends=typed.get("ends", ""),
        unit=typed.get("unit", ""),
        came_by=typed.get("came_by", ""),
        number=typed.get("number", ""),
        form=Form(is_confidential="is_confidential" in typed, **texts),
    )
