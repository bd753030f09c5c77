"""The page of the demonstration's mailbox: what was mailed, and the button that closes the day."""

from dataclasses import replace
from pathlib import Path

from flask import Blueprint, Response, abort, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from config.settings import Settings
from demo.close_day import NothingToClose, close_day
from demo.doorman import HEADERS, why_refused
from demo.mailbox import Mail, mail_named, mails_in
from demo.stage import Stage
from ivr.domain.local_time import clock, long_date
from recap.send_now import NobodyToSendTo
from recap.smtp import mail_place

_CSP = "Content-Security-Policy"
#: A mail's own page in its frame: no scripts, no forms, nothing from elsewhere, only its own styles.
_IN_FRAME = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"


def with_mailbox(settings: Settings) -> Settings:
    """Settings whose mail stays in a folder: nothing that is played leaves this machine."""
    if isinstance(mail_place(settings.smtp_url), Path):
        return settings
    return replace(settings, smtp_url=(settings.var / "mail").as_uri())


def make_mailbox(stage: Stage) -> Blueprint:
    """The blueprint under /demo/mailbox."""
    page = Blueprint("demo_mailbox", __name__, template_folder="templates", url_prefix="/demo/mailbox")
    place = mail_place(stage.office.settings.smtp_url)
    assert isinstance(place, Path), "the demonstration mails into a folder"
    folder = place

    @page.before_request
    def guard() -> None:
        if why_refused(request):
            abort(403)

    @page.after_request
    def add_headers(response: Response) -> Response:
        own = response.headers.get(_CSP)
        response.headers.update(HEADERS)
        response.headers[_CSP] = own or f"{HEADERS[_CSP]}; frame-src 'self'"
        return response

    @page.get("/")
    def every() -> str:
        mails = mails_in(folder)
        return render_template("mailbox.html", hotline=stage.hotline.name, mails=mails, when=_when)

    @page.get("/newest")
    def newest() -> Answer:
        mails = mails_in(folder)
        return redirect(url_for(".one", name=mails[0].name) if mails else url_for(".every"))

    @page.get("/<name>")
    def one(name: str) -> str:
        return render_template("mailbox_mail.html", hotline=stage.hotline.name, mail=_found(name), when=_when)

    @page.get("/<name>/html")
    def html(name: str) -> Response:
        return Response(_found(name).html, mimetype="text/html", headers={_CSP: _IN_FRAME})

    @page.get("/<name>/<int:number>")
    def enclosed(name: str, number: int) -> Response:
        found = next((each for each in _found(name).enclosed if each.place == number), None)
        if found is None:
            abort(404)
        answer = Response(found.data, mimetype=found.content_type, headers={_CSP: "sandbox; default-src 'none'"})
        answer.headers.set("Content-Disposition", "attachment", filename=found.name)
        return answer

    @page.post("/close-day")
    def close() -> Response | tuple[Response, int]:
        try:
            close_day(stage)
        except (NothingToClose, NobodyToSendTo) as fault:
            return jsonify(sorry=str(fault)), 409
        return Response(status=204)

    def _found(name: str) -> Mail:
        return mail_named(folder, name) or abort(404)

    return page


def _when(mail: Mail) -> str:
    return f"{long_date(mail.sent_at.date())} pukul {clock(mail.sent_at)}"
