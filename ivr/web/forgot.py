"""The pages for asking a new password, which tell nobody who has an account."""

import re

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ivr.web.network_address import network_address
from ivr.web.reception import Reception, admits_anybody
from ivr.web.sign_in import TOO_MANY
from ivr.workflows.ask_for_reset import ask_for_reset
from ivr.workflows.sign_in import TooManyTries

NO_ADDRESS = "Tulis alamat e-mail kantor Anda, misalnya nama@kantor.go.id."
TOO_OFTEN = TOO_MANY.partition(", atau")[0] + "."


def make_forgot(reception: Reception) -> Blueprint:
    """`/forgot` and `/forgot/sent`."""
    pages, office = reception.pages("forgot", __name__), reception.office

    @pages.get("/forgot")
    @admits_anybody
    def ask() -> str:
        return render_template("forgot.html", email="", fault=None)

    @pages.post("/forgot")
    @admits_anybody
    def send() -> Response | tuple[str, int]:
        email = request.form.get("email", "").strip()
        if not re.fullmatch(r"[^@\s]+@[^@\s]+", email) or len(email) > 254:
            return render_template("forgot.html", email=email, fault=NO_ADDRESS), 422
        try:
            ask_for_reset(office, email=email, address=network_address(request), now=office.clock())
        except TooManyTries:
            return render_template("forgot.html", email=email, fault=TOO_OFTEN), 429
        return redirect(url_for("forgot.sent"))

    @pages.get("/forgot/sent")
    @admits_anybody
    def sent() -> str:
        return render_template("forgot_sent.html")

    return pages
