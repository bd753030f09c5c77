"""The pages where a substitute is named at once, for the own duty or as who keeps the roster (SOP PPATK, 5.a)."""

from flask import Blueprint, abort, flash, redirect, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from ivr.domain.hotline import Hotline
from ivr.web.absence_page import absence_page, own_key
from ivr.web.asked import asked_hotline
from ivr.web.reception import Reception, admits, visitor
from ivr.workflows.change_labels import days_in_words
from ivr.workflows.edit_roster import NotTheirs
from ivr.workflows.judge_absence import Absence, SubstituteRefused
from ivr.workflows.name_substitute import DoubtfulSubstitute, NoSuchDuty, SubstituteNamed, name_substitute
from ivr.workflows.record_labels import unit_name
from ivr.workflows.take_back_substitute import NoSuchSubstitute, NotTakenBack, take_back_substitute

GONE = "Tugas itu sudah lewat, atau jadwalnya sudah diubah. Pilih sekali lagi."
NONE_TICKED = "Centang sekurangnya satu tugas."


def make_substitutes(reception: Reception) -> Blueprint:
    """`/substitutes` and below."""
    pages, office = reception.pages("substitutes", __name__), reception.office

    @pages.get("/substitutes/new")
    @admits()
    def asked() -> str:
        return absence_page(office, asked_hotline(office), request.args)

    @pages.post("/substitutes/new")
    @admits()
    def named() -> Response | tuple[str, int]:
        hotline, typed = asked_hotline(office), request.form
        if typed.get("first") and not typed.getlist("duty"):
            return absence_page(office, hotline, typed, faults={"days": NONE_TICKED}), 422
        try:
            done = name_substitute(office, hotline, _absence(typed), scope=visitor().scope, now=office.clock())
        except NoSuchDuty:
            return absence_page(office, hotline, MultiDict(), faults={"duty": GONE}), 422
        except SubstituteRefused as refused:
            return absence_page(office, hotline, typed, faults=refused.faults), 422
        except DoubtfulSubstitute as doubt:
            return absence_page(office, hotline, typed, doubt=str(doubt)), 422
        flash(_saved(hotline, done), "good")
        return redirect(url_for("swaps.listed", hotline=own_key(hotline)))

    @pages.post("/substitutes/<int:change_id>/undo")
    @admits()
    def taken_back(change_id: int) -> Response:
        hotline = asked_hotline(office)
        try:
            take_back_substitute(office, hotline, change_id, scope=visitor().scope, now=office.clock())
        except NoSuchSubstitute:
            abort(404)
        except NotTheirs:
            abort(403)
        except NotTakenBack as refused:
            flash(str(refused), "bad")
        else:
            flash("Dibatalkan. Jadwal kembali seperti sebelumnya, dan keduanya dikabari.", "good")
        return redirect(url_for("swaps.listed", hotline=own_key(hotline)))

    return pages


def _absence(typed: MultiDict[str, str]) -> Absence:
    texts = {name: typed.get(name, "") for name in ("substitute", "reason", "ends", "words")}
    return Absence(tuple(typed.getlist("duty")), starts=typed.get("starts"), anyway=typed.get("anyway") == "1", **texts)


def _saved(hotline: Hotline, done: SubstituteNamed) -> str:
    days = days_in_words(duty.on for duty in done.duties)
    units = ", ".join(dict.fromkeys(unit_name(hotline, duty.unit) for duty in done.duties))
    return f"Tersimpan: {done.substitute.name} menggantikan {done.absent.name}, {days}, {units}."
