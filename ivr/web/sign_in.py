"""The pages for signing in and out."""

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, session, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.sansio.response import Response as AnyResponse
from werkzeug.wrappers import Response

from ivr.web.faults import answer_fault
from ivr.web.network_address import network_address
from ivr.web.reception import Reception, admits_anybody
from ivr.web.typed import Typed, is_from_here, local_path, typed_before
from ivr.workflows.sign_in import Entered, SignInRefused, TooManyTries, sign_in, sign_out

WRONG = "E-mail atau kata sandi salah. Periksa lagi, atau minta kata sandi baru."
TOO_MANY = "Terlalu banyak percobaan. Tunggu 15 menit, lalu coba lagi, atau minta kata sandi baru."

NO_COOKIE = (
    "Peramban Anda tidak mengirim cookie Piket. Masuklah sekali lagi; bila ini berulang, izinkan cookie untuk situs "
    "ini dan buka Piket lewat {url}."
)
SOMEBODY_ELSES = (
    "Yang diketik sebelum sesi berakhir ditulis orang lain, jadi tidak dibawa ke akun Anda dan belum tersimpan."
)


def make_sign_in(reception: Reception) -> Blueprint:
    """`/sign-in` and `/sign-out`."""
    pages, office = reception.pages("sign_in", __name__), reception.office

    @pages.get("/sign-in")
    @admits_anybody
    def ask() -> Response | str:
        wanted = local_path(request.args.get("next"))
        if g.visitor is not None and g.visitor.session.only is None:
            return redirect(wanted)
        return render_template("sign_in.html", typed=Typed(wanted, ()), email="")

    @pages.post("/sign-in")
    @admits_anybody
    def enter() -> Response | str | tuple[str, int]:
        email, typed = request.form.get("email", "").strip(), typed_before(request.form)
        try:
            entered = sign_in(
                office,
                email=email,
                password=request.form.get("password", ""),
                address=network_address(request),
                now=office.clock(),
                instead_of=g.visitor.session.id if g.visitor else None,
            )
        except SignInRefused as refused:
            is_many = isinstance(refused, TooManyTries)
            page = render_template("sign_in.html", typed=typed, email=email, fault=TOO_MANY if is_many else WRONG)
            return page, 429 if is_many else 401
        before = session.get("person")
        let_in(entered)
        if typed.fields and before not in (None, entered.person_id):
            flash(SOMEBODY_ELSES, "warn")  # to be read by its writer only, and never to be saved in another's name
            return redirect(local_path(None))
        return render_template("back_again.html", typed=typed) if typed.fields else redirect(typed.path)

    @pages.errorhandler(CSRFError)
    def without_cookie(fault: CSRFError) -> AnyResponse | tuple[str, int]:
        """A browser that was opened anew, or keeps no cookies: the page itself is no older than others."""
        is_sent = current_app.config["SESSION_COOKIE_NAME"] in request.cookies
        typed = typed_before(request.form)
        if request.endpoint != "sign_in.enter" or is_sent or typed.fields:
            return answer_fault(fault)
        email = request.form.get("email", "").strip() if is_from_here() else ""  # nobody else puts words on our page
        told = NO_COOKIE.format(url=office.settings.public_url)
        return render_template("sign_in.html", typed=typed, email=email, fault=told), 400

    @pages.post("/sign-out")
    @admits_anybody  # also who came by a link, perhaps at a machine that others use, and whose session ended before
    def leave() -> Response:
        form = None
        if (who := g.visitor) is not None:
            sign_out(office, session_id=who.session.id, person_id=who.person.id, now=office.clock())
            kind, _, thing = (who.session.only or "").partition(":")
            form = url_for("forms.shown", attempt_id=int(thing)) if kind == "form" else None
        session.clear()
        return redirect(url_for("sign_in.ask", next=form))  # of a form that page tells how to come back to it

    return pages


def let_in(entered: Entered) -> None:
    """Give the browser its new session.

    Of the one before nothing stays, unless it was the same person's: then forms left open in other tabs may still be
    sent.
    """
    if session.get("person") != entered.person_id:
        session.clear()
    session["token"], session["person"] = entered.token, entered.person_id
