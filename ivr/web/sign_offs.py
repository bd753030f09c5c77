"""The button "Rekap saya sudah benar": an officer's own word for the sheet of a day."""

from datetime import date, timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ivr.domain.local_time import long_date, to_local
from ivr.web.reception import Reception, admits, is_script, visitor
from ivr.workflows.sign_off_day import BlanksLeft, DaySheet, NotThisDay, show_day_sheet, sign_off_day


def make_sign_offs(reception: Reception) -> Blueprint:
    """`/duty/sign-off`."""
    pages, office = reception.pages("sign_offs", __name__), reception.office

    @pages.get("/duty/sign-off")
    @admits()
    def shown() -> str:
        who = visitor()
        on = _day(request.args.get("on")) or _today()
        return _page(show_day_sheet(office, who.hotline, who.person.id, on=on, now=office.clock()))

    @pages.post("/duty/sign-off")
    @admits()
    def signed() -> Response | tuple[str, int]:
        who = visitor()
        on = _day(request.form.get("on")) or _today()
        is_meant = "is_blank_meant" in request.form
        try:
            sheet = sign_off_day(office, who.hotline, who.person.id, on=on, is_blank_meant=is_meant, now=office.clock())
        except BlanksLeft as left:
            return _page(left.sheet, asks_again=True), 409
        except NotThisDay:
            flash("Hanya rekap hari ini atau hari layanan sebelumnya yang dapat dinyatakan benar.", "bad")
            return redirect(url_for("sign_offs.shown"))
        flash(f"Rekap Anda {long_date(sheet.on)} dinyatakan benar.", "good")
        return redirect(url_for("sign_offs.shown", on=sheet.on.isoformat()))

    def _today() -> date:
        return to_local(office.clock(), visitor().hotline.zone).date()

    def _page(sheet: DaySheet, *, asks_again: bool = False) -> str:
        template = "sign_off.html" if is_script() else "sign_off_page.html"
        return render_template(template, sheet=sheet, asks_again=asks_again)

    return pages


def _day(text: str | None) -> date | None:
    try:
        found = date.fromisoformat(text or "")
    except ValueError:
        return None
    return found if date.min + timedelta(days=2) < found < date.max - timedelta(days=2) else None  # it has a next day
