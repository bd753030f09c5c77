"""The pages of questions that one unit hands over to another (SOP PPATK, 5.c.ix)."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ivr.web.form_page import form_page, form_url
from ivr.web.reception import Reception, admits, visitor
from ivr.workflows.hand_over import HandoverRefused, finish_question, hand_over, take_question
from ivr.workflows.list_handovers import HandoverList, list_handovers
from ivr.workflows.show_form import look_at_form, note_form_read


def make_handovers(reception: Reception) -> Blueprint:
    """`/handovers`, and handing over from a form."""
    pages, office = reception.pages("handovers", __name__), reception.office

    @pages.get("/handovers")
    @admits()
    def listed() -> str:
        return _page()

    @pages.post("/forms/<int:attempt_id>/handovers")
    @admits()
    def handed(attempt_id: int) -> Response | tuple[str, int]:
        who = visitor()
        unit, note = request.form.get("to_unit", ""), request.form.get("note", "")
        try:
            hotline = hand_over(office, who.scope, who.person, attempt_id, to_unit=unit, note=note, now=office.clock())
        except HandoverRefused as refused:
            shown = look_at_form(office, who.scope, attempt_id) or abort(404)
            note_form_read(office, who.scope, shown.talk, now=office.clock())
            page = form_page(who, shown, handover_fault=str(refused), handover_unit=unit, handover_note=note)
            return page, 422
        if hotline is None:
            abort(404)
        flash(f"Diserahkan ke {hotline.units[unit].name}. Petugasnya sudah dikabari.", "good")
        return redirect(form_url(attempt_id))

    @pages.post("/handovers/<int:handover_id>/take")
    @admits()
    def taken(handover_id: int) -> Response:
        who = visitor()
        instead_of = request.form.get("instead_of", type=int)
        try:
            taken = take_question(office, who.scope, who.person, handover_id, now=office.clock(), instead_of=instead_of)
        except HandoverRefused as refused:
            flash(str(refused), "warn")
            return redirect(url_for("handovers.listed"))
        if taken is None:
            abort(404)
        flash("Anda menangani pertanyaan ini. Tulis hasilnya sesudah penelepon dihubungi.", "good")
        return redirect(url_for("handovers.listed", _anchor=f"handover-{handover_id}"))

    @pages.post("/handovers/<int:handover_id>/done")
    @admits()
    def done(handover_id: int) -> Response | tuple[str, int]:
        who = visitor()
        outcome = request.form.get("outcome", "")
        try:
            finished = finish_question(office, who.scope, who.person, handover_id, outcome=outcome, now=office.clock())
        except HandoverRefused as refused:
            return _page(refused_id=handover_id, fault=str(refused), outcome=outcome), 422
        if finished is None:
            abort(404)
        flash(f"Selesai. {finished.giver} melihat hasilnya di formulirnya.", "good")
        return redirect(url_for("handovers.listed"))

    def _page(**more: object) -> str:
        who = visitor()
        found: HandoverList = list_handovers(office, who.scope, hotline=who.hotline.key, now=office.clock())
        return render_template("handovers.html", handovers=found, **more)

    return pages
