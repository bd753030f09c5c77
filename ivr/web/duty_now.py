"""The call at an officer's desk: what the open page asks for every other second, and that it was seen."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, abort, jsonify, render_template
from werkzeug.wrappers import Response

from ivr.domain.call_lines import whole_seconds
from ivr.domain.desk import DeskTalk, Stage
from ivr.domain.local_time import to_local
from ivr.domain.people import Role
from ivr.domain.phone import readable
from ivr.domain.script import script_for
from ivr.web.call_query import MOST_DAYS
from ivr.web.etag import tag_of, unless_known
from ivr.web.reception import admits, visitor
from ivr.workflows.note_seen_caller import note_seen_caller
from ivr.workflows.office import Office
from ivr.workflows.record_labels import CAME_BY, duration, unit_name
from ivr.workflows.show_caller import show_caller
from ivr.workflows.show_desk import Desk, show_desk

WITHHELD = "nomor disembunyikan"


def add_duty_now(pages: Blueprint, office: Office) -> None:
    """`/duty/now`; `/duty/seen/<attempt>`, once for each call that a page shows; `/duty/bell` for all other pages."""

    @pages.get("/duty/now")
    @admits(Role.OFFICER, Role.OPERATOR)
    def now() -> Response:
        who = visitor()
        desk = show_desk(office, who.hotline, who.person, who.scope, now=office.clock())
        return unless_known(
            tag_of(desk.shown),
            lambda: render_template("duty_now.html", desk=desk, is_swapped=True, **call_view(office, desk)),
        )

    @pages.post("/duty/seen/<int:attempt_id>")
    @admits(Role.OFFICER, Role.OPERATOR)
    def seen(attempt_id: int) -> Response:
        if not note_seen_caller(office, visitor().scope, attempt_id, now=office.clock()):
            abort(404)
        return Response(status=204)

    @pages.get("/duty/bell")
    @admits(Role.OFFICER, Role.OPERATOR, is_presence=False)
    def bell() -> Response:
        """Which attempt rings at the visitor's telephone, for which unit; empty texts while none does.

        Without the caller's number: who opens the call itself stands in the journal, and this is asked all day.
        """
        who = visitor()
        talk = show_desk(office, who.hotline, who.person, who.scope, now=office.clock()).in_hand
        if talk is None or talk.stage is not Stage.RINGING or talk.is_picked_up:
            return jsonify(attempt="", unit="")
        hotline = office.hotlines.by_key.get(talk.hotline or "", who.hotline)
        return jsonify(attempt=str(talk.attempt_id), unit=unit_name(hotline, talk.unit))


def call_view(office: Office, desk: Desk) -> dict[str, Any]:
    """What the templates of the desk say beside the desk itself."""
    talk, who = desk.in_hand, visitor()
    hotline = office.hotlines.by_key.get((talk.hotline if talk else None) or "", who.hotline)
    view: dict[str, Any] = {
        "Stage": Stage,
        "unit_of": lambda key: unit_name(hotline, key),
        "number_of": number_of,
        "duration": duration,
        "talked": _talked(talk) if talk else None,
        "seconds": int((desk.at - talk.since).total_seconds()) if talk else 0,
        "script": script_for(hotline, who.person.name, at=desk.at),
        "caller": None,
        "earlier_from": to_local(desk.at, hotline.zone).date() - timedelta(days=MOST_DAYS - 1),
    }
    if talk is not None and talk.stage in (Stage.RINGING, Stage.TALKING):
        view["caller"] = show_caller(office, hotline, who.scope, talk, now=desk.at)
    return view


def _talked(talk: DeskTalk) -> int | None:
    """How many seconds a talk lasted; None while it lasts."""
    start, end = talk.talk_started_at, talk.talk_ended_at
    return whole_seconds(start, end) if start and end else None


def number_of(talk: DeskTalk) -> str:
    """Who calls, in full, for the one who serves them."""
    if talk.number:
        return readable(talk.number)
    return CAME_BY.get(talk.came_by or "", WITHHELD)
