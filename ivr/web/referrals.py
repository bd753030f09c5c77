"""The page that sends a question on to a named contact: what will be mailed, and one button."""

from flask import Blueprint, abort, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from ivr.web.form_page import form_url
from ivr.web.reception import Reception, admits, visitor
from ivr.workflows.refer_question import ReferralRefused, preview_referral, refer_question
from ivr.workflows.show_form import note_form_read


def make_referrals(reception: Reception) -> Blueprint:
    """`/forms/<talk>/refer/<contact>`."""
    pages, office = reception.pages("referrals", __name__), reception.office

    @pages.get("/forms/<int:attempt_id>/refer/<contact>")
    @admits()
    def previewed(attempt_id: int, contact: str) -> str:
        return _page(attempt_id, contact)

    @pages.post("/forms/<int:attempt_id>/refer/<contact>")
    @admits()
    def referred(attempt_id: int, contact: str) -> Response | tuple[str, int]:
        who = visitor()
        try:
            sent = refer_question(
                office,
                who.scope,
                who.person,
                attempt_id,
                contact,
                edition=request.form.get("edition", -1, type=int),
                is_without_content="is_without_content" in request.form,
                now=office.clock(),
            )
        except ReferralRefused as refused:
            return _page(attempt_id, contact, fault=str(refused)), 409
        if sent is None:
            abort(404)
        flash(f"Diteruskan ke {sent.name}. Keadaan suratnya tampak di formulir ini.", "good")
        return redirect(form_url(attempt_id))

    def _page(attempt_id: int, contact: str, fault: str | None = None) -> str:
        who = visitor()
        preview = preview_referral(office, who.scope, who.person, attempt_id, contact)
        if preview is None:
            abort(404)
        note_form_read(office, who.scope, preview.talk, now=office.clock())
        return render_template("form_referral.html", preview=preview, fault=fault)

    return pages
