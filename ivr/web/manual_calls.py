"""The page for a call that was answered outside the system, also to write one down anew."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ivr.domain.form import TEXTS, Form
from ivr.domain.local_time import to_local
from ivr.web.form_page import form_url
from ivr.web.reception import Reception, Visitor, admits, visitor
from ivr.workflows.enter_call import CallRefused, Instead, Written, enter_call, enterable_units, topics_at_hand
from ivr.workflows.offer_withdrawal import show_as_typed
from ivr.workflows.record_labels import CAME_BY
from ivr.workflows.withdraw_call import AlreadyWithdrawn, WithdrawalRefused

NO_PAGE = {"": "Halaman ini rusak di perjalanan. Periksa isinya, lalu simpan sekali lagi."}


@dataclass(frozen=True)
class _Page:
    """What the page shows. `instead`: the call that is taken back when this one is saved."""

    id: UUID
    written: Written
    instead: Instead | None = None


def make_manual_calls(reception: Reception) -> Blueprint:
    """`/calls/new` and `/calls/<id>/again`."""
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
        return _entered(who, None)

    @pages.get("/calls/<int:call_id>/again")
    @admits()
    def asked_again(call_id: int) -> Response | str:
        who, before = visitor(), _typed_before(call_id)
        return _shown(who, _Page(uuid4(), before, Instead(call_id, ""))) if isinstance(before, Written) else before

    @pages.post("/calls/<int:call_id>/again")
    @admits()
    def entered_again(call_id: int) -> Response | tuple[str, int]:
        return _entered(visitor(), Instead(call_id, request.form.get("reason", "")))

    def _entered(who: Visitor, instead: Instead | None) -> Response | tuple[str, int]:
        written = _written()
        try:
            page = UUID(request.form.get("page", ""))
        except ValueError:
            if instead is not None and not isinstance(before := _typed_before(instead.call_id), Written):
                return before
            return _shown(who, _Page(uuid4(), written, instead), NO_PAGE), 422
        try:
            call = enter_call(office, who.scope, who.hotline, written, page=page, now=office.clock(), instead=instead)
        except CallRefused as refused:
            again = _Page(uuid4(), written) if refused.is_spent else _Page(page, written, instead)
            return _shown(who, again, refused.faults), 422
        if call is None:
            abort(404)
        flash(_done(instead) if call.is_new else "Percakapan ini sudah tercatat.", "good")
        return redirect(form_url(call.attempt_id))

    def _typed_before(call_id: int) -> Written | Response:
        """A call as it was typed; the way out of the page where it cannot be written down anew."""
        try:
            return show_as_typed(office, visitor().scope, call_id, now=office.clock()) or abort(404)
        except WithdrawalRefused as refused:
            flash(str(refused), "warn")
            is_gone = isinstance(refused, AlreadyWithdrawn)
            return redirect(url_for("calls.listed") if is_gone else url_for("calls.shown", call_id=call_id))

    def _shown(who: Visitor, page: _Page, faults: object = None) -> str:
        hotline = who.hotline
        units = enterable_units(who.scope, hotline)
        return render_template(
            "manual_call.html",
            page=page.id,
            written=page.written,
            instead=page.instead,
            faults=faults or {},
            units=[hotline.units[key] for key in units],
            topics=topics_at_hand(office, hotline, units),
            came_by=CAME_BY,
            policy=hotline.forms,
            today=to_local(office.clock(), hotline.zone).date(),
        )

    return pages


def _done(instead: Instead | None) -> str:
    done = "Tercatat dan masuk rekapitulasi hari itu."
    return f"{done} Catatan panggilan {instead.call_id} ditarik kembali." if instead is not None else done


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
