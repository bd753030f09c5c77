"""The pages where a substitute is named at once, for the own duty or as who keeps the roster (SOP PPATK, 5.a)."""

from collections.abc import Mapping
from datetime import datetime

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ivr.domain.held_duty import HeldDuty, Standing
from ivr.domain.hotline import Hotline
from ivr.domain.local_time import closing_clock, long_date, to_local
from ivr.domain.roster import Task
from ivr.web.asked import asked_hotline
from ivr.web.reception import Reception, admits, visitor
from ivr.workflows.change_labels import short_date
from ivr.workflows.edit_roster import NotTheirs
from ivr.workflows.name_substitute import (
    REASONS,
    Absence,
    DoubtfulSubstitute,
    NoSuchDuty,
    SubstituteRefused,
    name_substitute,
)
from ivr.workflows.office import Office
from ivr.workflows.record_labels import unit_name
from ivr.workflows.show_absence import Absences, Candidate, show_absences
from ivr.workflows.take_back_substitute import NoSuchSubstitute, NotTakenBack, take_back_substitute

TASKS: Mapping[Task | None, str] = {
    Task.DUTY: "piket",
    Task.COVER: "pengganti istirahat",
    Task.SUBSTITUTE: "pengganti",
    None: "siaga",
}
GONE = "Tugas itu sudah lewat, atau jadwalnya sudah diubah. Pilih sekali lagi."


def make_substitutes(reception: Reception) -> Blueprint:
    """`/substitutes` and below."""
    pages, office = reception.pages("substitutes", __name__), reception.office

    @pages.get("/substitutes/new")
    @admits()
    def asked() -> str:
        return _page(office, asked_hotline(office), request.args)

    @pages.post("/substitutes/new")
    @admits()
    def named() -> Response | tuple[str, int]:
        hotline, typed, who = asked_hotline(office), request.form, visitor()
        texts = {name: typed.get(name, "") for name in ("duty", "substitute", "reason", "starts", "ends", "words")}
        absence = Absence(**texts, anyway=typed.get("anyway") == "1")
        try:
            done = name_substitute(office, hotline, absence, scope=who.scope, now=office.clock())
        except NoSuchDuty:
            return _page(office, hotline, {}, faults={"duty": GONE}), 422
        except SubstituteRefused as refused:
            return _page(office, hotline, typed, faults=refused.faults), 422
        except DoubtfulSubstitute as doubt:
            return _page(office, hotline, typed, doubt=str(doubt)), 422
        day, unit = short_date(done.duty.on), unit_name(hotline, done.duty.unit)
        flash(f"Tersimpan: {done.substitute.name} menggantikan {done.absent.name}, {day}, {unit}.", "good")
        return redirect(url_for("swaps.listed", hotline=_own(hotline)))

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
        return redirect(url_for("swaps.listed", hotline=_own(hotline)))

    return pages


def _page(
    office: Office,
    hotline: Hotline,
    typed: Mapping[str, str],
    *,
    faults: Mapping[str, str] | None = None,
    doubt: str = "",
) -> str:
    now = office.clock()
    known = show_absences(office, hotline, scope=visitor().scope, now=now)
    me = visitor().person.id
    duty = known.duty(typed.get("duty", "")) or _only(known)
    able = known.candidates(duty) if duty else ()
    return render_template(
        "substitute.html",
        hotline=hotline,
        own=_own(hotline),
        mine=[(one.key, _duty_words(hotline, known, one)) for one in known.duties if one.person_id == me],
        others=[(one.key, _duty_words(hotline, known, one)) for one in known.duties if one.person_id != me],
        duty=duty.key if duty else "",
        duty_words=_duty_words(hotline, known, duty) if duty else "",
        is_mine=duty is not None and duty.person_id == me,
        hours=_hours(hotline, duty) if duty else ("", ""),
        usual_start=_usual_start(hotline, duty, now) if duty else "",
        first=[(one.person.email, one.person.name) for one in able if one.is_first_choice],
        rest=[(one.person.email, _marked(hotline, one)) for one in able if not one.is_first_choice],
        reasons=REASONS,
        typed=typed,
        is_typed="substitute" in typed,
        faults=faults or {},
        doubt=doubt,
    )


def _only(known: Absences) -> HeldDuty | None:
    return known.duties[0] if len(known.duties) == 1 else None


def _duty_words(hotline: Hotline, known: Absences, duty: HeldDuty) -> str:
    start, end = _hours(hotline, duty)
    name, unit = known.people[duty.person_id].name, unit_name(hotline, duty.unit)
    replaced = f", sudah digantikan {known.people[duty.replaced_by].name}" if duty.replaced_by is not None else ""
    return f"{long_date(duty.on)}: {name}, {TASKS[duty.task]} {unit}, {start}-{end}{replaced}"


def _hours(hotline: Hotline, duty: HeldDuty) -> tuple[str, str]:
    start, end = (to_local(one, hotline.zone) for one in (duty.whole.start, duty.whole.end))
    return f"{start:%H.%M}", closing_clock(end)


def _usual_start(hotline: Hotline, duty: HeldDuty, now: datetime) -> str:
    """A duty that has begun is taken over from now on: what was answered until now stays whose it is."""
    return f"{to_local(now, hotline.zone):%H:%M}" if duty.whole.start < now else ""


def _marked(hotline: Hotline, one: Candidate) -> str:
    units = ", ".join(unit_name(hotline, unit) for unit in one.person.units)
    marks = [] if one.is_of_unit else [units or "tanpa unit"]
    if one.standing is Standing.ELSEWHERE:
        marks.append("punya tugas lain saat itu")
    if one.standing is Standing.PARTLY:
        marks.append("bertugas di unit ini pada sebagian waktu itu")
    return f"{one.person.name} ({', '.join(marks)})"


def _own(hotline: Hotline) -> str | None:
    return None if hotline.key == visitor().hotline.key else hotline.key
