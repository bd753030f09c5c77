"""The page of a person's own account."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ivr.web.feeds import feed_words
from ivr.web.network_address import network_address
from ivr.web.reception import Reception, Visitor, admits, visitor
from ivr.web.sign_in import let_in
from ivr.workflows.change_password import change_password
from ivr.workflows.office import Office
from ivr.workflows.role_labels import roles_in_words
from ivr.workflows.set_password import PasswordRefused
from ivr.workflows.sign_in import SignInRefused, TooManyTries, leave_elsewhere

WRONG = "Kata sandi yang sekarang salah. Ketik sekali lagi."
TOO_MANY = "Terlalu banyak percobaan. Tunggu 15 menit, lalu coba lagi."


def make_account(reception: Reception) -> Blueprint:
    """`/account`, and what a person changes there."""
    pages, office = reception.pages("account", __name__), reception.office

    @pages.get("/account")
    @admits()
    def shown() -> str:
        return _page(office, visitor(), {})

    @pages.post("/account/password")
    @admits()
    def password_changed() -> Response | tuple[str, int]:
        who = visitor()
        try:
            entered = change_password(
                office,
                who.session.member,
                current=request.form.get("current_password", ""),
                password=request.form.get("password", ""),
                again=request.form.get("password_again", ""),
                address=network_address(request),
                now=office.clock(),
            )
        except PasswordRefused as refused:
            return _page(office, who, refused.faults), 422
        except TooManyTries:
            return _page(office, who, {"current_password": TOO_MANY}), 429
        except SignInRefused:
            return _page(office, who, {"current_password": WRONG}), 422
        let_in(entered)
        flash("Kata sandi Anda sudah diubah, dan semua perangkat lain sudah dikeluarkan.", "good")
        return redirect(url_for("account.shown"))

    @pages.post("/account/leave-elsewhere")
    @admits()
    def left_elsewhere() -> Response:
        who = visitor()
        others = leave_elsewhere(office, session_id=who.session.id, person_id=who.person.id, now=office.clock())
        flash(
            "Semua perangkat lain sudah dikeluarkan." if others else "Anda memang hanya masuk di perangkat ini.", "good"
        )
        return redirect(url_for("account.shown"))

    return pages


def _page(office: Office, who: Visitor, faults: Mapping[str, str]) -> str:
    names = {key: unit.name for key, unit in who.hotline.units.items()}
    units = [names.get(key, key) for key in who.person.units]
    roles, feeds = roles_in_words(who.person.roles), feed_words(office, who)
    return render_template("account.html", roles=roles, units=units, faults=faults, feeds=feeds)
