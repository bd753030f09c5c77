"""The after-call form: read, saved as one types, and saved by a button where no script runs (SOP PPATK, 5.c.iii)."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, abort, flash, jsonify, redirect, request
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response as AnyResponse

from ivr.domain.form_changes import Change
from ivr.domain.local_time import clock, to_local
from ivr.domain.phone import readable
from ivr.domain.script import script_for
from ivr.web.form_page import changes_in, changes_of, fields_seen, form_page, form_url, typed_values
from ivr.web.reception import Reception, Visitor, admits, visitor
from ivr.workflows.change_form import FormSaved, change_form
from ivr.workflows.show_form import FormShown, look_at_form, note_form_read, show_form, suggest_institutions

LARGEST = 2_000_000  # bytes of what a script sends: all fields at their longest, as often as it sends them along
UNSIGNED = "Pernyataan rekap sudah benar untuk hari itu dicabut, karena formulirnya berubah. Nyatakan lagi bila benar."


def make_forms(reception: Reception) -> Blueprint:
    """`/forms/<talk>` and what belongs to it."""
    pages, office = reception.pages("forms", __name__), reception.office

    @pages.get("/forms/<int:attempt_id>")
    @admits(link="form")
    def shown(attempt_id: int) -> str:
        who = visitor()
        alone = who.session.only is not None
        found = show_form(office, who.scope, attempt_id, now=office.clock(), alone=alone) or abort(404)
        is_talking = found.talk.person_id == who.person.id and found.talk.ended_at is None
        script = script_for(found.hotline, who.person.name, at=office.clock()) if is_talking else None
        return form_page(who, found, script=script)

    @pages.post("/forms/<int:attempt_id>")
    @admits(link="form")
    def saved(attempt_id: int) -> AnyResponse | tuple[str, int]:
        who = visitor()
        before = look_at_form(office, who.scope, attempt_id) or abort(404)
        changes = _with_buttons(changes_of(request.form), before, reception, who)
        done = change_form(office, who.scope, attempt_id, changes, now=office.clock()) or abort(404)
        if done.was_signed:
            flash(UNSIGNED, "warn")
        if done.conflicts or done.faults:
            again = show_form(office, who.scope, attempt_id, now=office.clock(), alone=True) or abort(404)
            unsaved = {*done.conflicts, *done.faults}
            typed = {name: value for name, value in typed_values(changes).items() if name in unsaved}
            page = form_page(who, again, typed=typed, faults=done.faults, conflicts=done.conflicts, done=done)
            return page, 409 if done.conflicts else 422
        if done.filled_at is not None:
            flash(f"Tersimpan pukul {clock(to_local(done.filled_at, who.hotline.zone))}.", "good")
        return redirect(form_url(attempt_id))

    @pages.patch("/forms/<int:attempt_id>")
    @admits(link="form")
    def changed(attempt_id: int) -> Response | tuple[Response, int]:
        who = visitor()
        if (request.content_length or 0) > LARGEST:  # whoever looked for the CSRF token opened the body already
            abort(413)
        try:
            body = request.get_json(silent=True)
        except RecursionError:  # lists within lists without end
            abort(400)
        if not isinstance(body, dict):
            abort(400)
        if body.get("person") not in (None, who.person.id):
            # Signed in again as somebody else: what stands on the page was typed by the one before.
            return Response("Sesi ini milik orang lain.", 401, mimetype="text/plain")
        try:
            changes = changes_in(body.get("changes"))
        except ValueError:
            abort(400)
        done = change_form(office, who.scope, attempt_id, changes, now=office.clock()) or abort(404)
        now_there = look_at_form(office, who.scope, attempt_id) or abort(404)
        note_form_read(office, who.scope, now_there.talk, now=office.clock())
        return jsonify(_answer(done, now_there, who)), 409 if done.conflicts else 422 if done.faults else 200

    @pages.get("/forms/<int:attempt_id>/state")
    @admits(link="form")
    def state(attempt_id: int) -> Response:
        who = visitor()
        found = look_at_form(office, who.scope, attempt_id) or abort(404)
        note_form_read(office, who.scope, found.talk, now=office.clock())
        return jsonify(csrf=generate_csrf(), person=who.person.id, edition=found.talk.edition, form=fields_seen(found))

    @pages.get("/forms/suggest")
    @admits()
    def suggest() -> Response:
        who = visitor()
        prefix = request.args.get("q", "")[:200]
        return jsonify(suggest_institutions(office, who.scope, who.hotline.key, prefix, now=office.clock()))

    return pages


def _answer(done: FormSaved, now_there: FormShown, who: Visitor) -> dict[str, Any]:
    """What a script is told after saving."""
    at, other_at = (clock(to_local(at, who.hotline.zone)) if at else None for at in (done.filled_at, done.other_at))
    return {
        "edition": done.edition,
        "saved_at": at,
        "other": done.other,
        "other_at": other_at,
        "form": fields_seen(now_there),
        "conflicts": {name: conflict.stored for name, conflict in done.conflicts.items()},
        "faults": done.faults,
        "notice": UNSIGNED if done.was_signed else None,
    }


def _with_buttons(
    changes: dict[str, Change], before: FormShown, reception: Reception, who: Visitor
) -> dict[str, Change]:
    """What the buttons of the form mean where no script does it: take what is stored, fill in, clear."""
    changes.pop(request.form.get("keep", ""), None)
    if request.form.get("clear"):
        for name in ("topic", "problem", "remark"):
            changes[name] = replace(changes.get(name, Change("", "")), value="")
    filling: dict[str, str] = {}
    if request.form.get("use") == "number":
        filling["contact"] = readable(before.talk.number) if before.talk.number else ""
    elif request.form.get("use") == "known" and who.session.only is None:
        now = reception.office.clock()
        seen = show_form(reception.office, who.scope, before.talk.attempt_id, now=now)
        if seen is not None and seen.known is not None:
            filling = {"name": seen.known.name, "institution": seen.known.institution, "contact": seen.known.contact}
    for name, text in filling.items():
        if name in changes and not str(changes[name].value).strip():
            changes[name] = replace(changes[name], value=text)
    return changes


__all__ = ["make_forms"]
