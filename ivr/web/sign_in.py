"""The pages for signing in and out."""

from urllib.parse import urlsplit

from flask import Blueprint, g, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from ivr.web.reception import Reception, admits, admits_anybody, visitor
from ivr.workflows.sign_in import SignInRefused, TooManyTries, sign_in, sign_out

WRONG = "E-mail atau kata sandi salah. Periksa lagi, atau minta kata sandi baru."
TOO_MANY = "Terlalu banyak percobaan. Tunggu 15 menit, lalu coba lagi."
OURS = frozenset({"csrf_token", "email", "password", "next"})


def make_sign_in(reception: Reception) -> Blueprint:
    """`/sign-in` and `/sign-out`."""
    pages, office = reception.pages("sign_in", __name__), reception.office

    @pages.get("/sign-in")
    @admits_anybody
    def ask() -> Response | str:
        if g.visitor is not None and g.visitor.session.only is None:
            return redirect(local_path(request.args.get("next")))
        return render_template("sign_in.html", next=local_path(request.args.get("next")), typed=[], email="")

    @pages.post("/sign-in")
    @admits_anybody
    def enter() -> Response | tuple[str, int]:
        email, wanted = request.form.get("email", "").strip(), local_path(request.form.get("next"))
        typed = [(name, value) for name, value in request.form.items(multi=True) if name not in OURS]
        try:
            session["token"] = sign_in(
                office,
                email=email,
                password=request.form.get("password", ""),
                address=request.remote_addr or "",
                now=office.clock(),
            )
        except SignInRefused as refused:
            is_many = isinstance(refused, TooManyTries)
            page = render_template(
                "sign_in.html", next=wanted, typed=typed, email=email, fault=TOO_MANY if is_many else WRONG
            )
            return page, 429 if is_many else 401
        return redirect(wanted)

    @pages.post("/sign-out")
    @admits()
    def leave() -> Response:
        who = visitor()
        sign_out(office, session_id=who.session.id, person_id=who.person.id, now=office.clock())
        session.pop("token", None)
        return redirect(url_for("sign_in.ask"))

    return pages


def local_path(wanted: str | None) -> str:
    """Where to go after signing in: a page of ours, whatever a link says (OWASP, Unvalidated Redirects)."""
    home = url_for("entry.front")
    if not wanted or not wanted.startswith("/") or wanted.startswith(("//", "/\\")) or "\\" in wanted:
        return home
    parts = urlsplit(wanted)
    return wanted if not parts.scheme and not parts.netloc and wanted.isprintable() else home
