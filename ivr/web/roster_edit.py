"""The rooms in which a cell of the roster is edited, and changes are taken back."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from ivr.domain.hotline import Hotline
from ivr.domain.local_time import clock_span, long_date, to_local
from ivr.domain.on_duty import LONGEST_IDLE
from ivr.domain.roster import Task
from ivr.domain.roster_change import ChangeKind
from ivr.web.reception import admits, is_script, visitor
from ivr.web.roster_days import asked_also, other_days
from ivr.web.roster_people import Choices, choices_of
from ivr.web.roster_words import cell_id, gap_words
from ivr.workflows.change_labels import KINDS, changes_in_words, line_in_words, short_date
from ivr.workflows.change_roster import CannotUndo, RosterMoved
from ivr.workflows.edit_roster import (
    EVERY_LINE,
    CellEdit,
    CellSaved,
    EditRefused,
    NotTheirs,
    TypedLine,
    edit_cell,
    is_over,
    mark_of,
    typed_lines,
)
from ivr.workflows.office import Office
from ivr.workflows.record_labels import unit_name
from ivr.workflows.show_cell import CellShown, show_cell
from ivr.workflows.take_back_roster import take_back_roster

COLUMNS = tuple(one.name for one in fields(TypedLine))
MOST_LINES = 200
TASKS = {Task.DUTY: "piket", Task.COVER: "pengganti istirahat", Task.SUBSTITUTE: "pengganti"}
BY_LINES = "Urutan baris adalah urutan dering."
BY_IDLENESS = "Yang paling lama tidak menerima telepon berdering lebih dahulu."
WeekPage = Callable[[Hotline, date], dict[str, Any]]


@dataclass(frozen=True)
class Place:
    """The cell that a page is about."""

    hotline: Hotline
    on: date
    unit: str


def add_editing(pages: Blueprint, office: Office, week_page: WeekPage) -> None:
    """`/roster/cell` and `/roster/undo`."""

    @pages.get("/roster/cell")
    @admits()
    def cell() -> AnyResponse | str:
        if not request.args:
            return redirect(url_for("roster.week"))  # a cell is chosen there
        place = asked_place(office)
        shown = _shown(place)
        lines = typed_lines(shown.lines, shown.emails) or _to_fill_in(place, shown)
        return _form(place, shown, lines, mark=mark_of(shown.lines))

    @pages.post("/roster/cell")
    @admits()
    def saved() -> AnyResponse | tuple[str, int] | str:
        place, wish = asked_place(office), request.form.get("do", "save")
        lines, mark, why = _typed(), request.form.get("mark", ""), request.form.get("alasan", "")
        also = asked_also(place.on)
        if wish != "save":
            shown = _shown(place)
            lines, focus = _rearranged(lines, wish, next_task=_next_task(place, lines))
            return _form(place, shown, lines, mark=mark, why=why, also=also, focus=focus)
        edit = CellEdit(place.hotline, place.on, place.unit, lines, mark, why, also)
        try:
            done = edit_cell(office, edit, scope=visitor().scope, now=office.clock())
        except NotTheirs:
            abort(403)
        except EditRefused as refused:
            return _form(place, _shown(place), lines, mark=mark, why=why, also=also, faults=refused.faults), 422
        except RosterMoved:
            shown = _shown(place)
            now_there = {on: mark_of(shown.others.get(on, ())) for on in also}
            return _form(place, shown, lines, mark=mark_of(shown.lines), why=why, also=now_there, is_moved=True), 409
        return _told(place, done)

    @pages.post("/roster/undo")
    @admits()
    def undone() -> AnyResponse:
        hotline, written = _hotline(office), request.form.get("change", "")
        if not (written.isascii() and written.isdigit() and len(written) < 10):
            abort(400)
        try:
            change, _ = take_back_roster(office, hotline, int(written), scope=visitor().scope, now=office.clock())
        except NotTheirs:
            abort(403)
        except CannotUndo:
            flash("Perubahan itu sudah dibatalkan sebelumnya.", "warn")
        except RosterMoved as moved:
            where = "; ".join(
                dict.fromkeys(f"{short_date(one.on)}, {unit_name(hotline, one.unit)}" for one in moved.slots)
            )
            flash(f"Tidak dibatalkan: sesudahnya jadwal ini sudah diubah lagi ({where}). Ubah selnya langsung.", "bad")
        else:
            told = " Keduanya dikabari." if change.kind in (ChangeKind.SUBSTITUTE, ChangeKind.SWAP) else ""
            flash(f"Dibatalkan: {KINDS[change.kind]}. Jadwal kembali seperti sebelumnya.{told}", "good")
        return redirect(_week_url(hotline, _written_date(request.form.get("week", ""))))

    def _shown(place: Place) -> CellShown:
        return show_cell(office, place.hotline, on=place.on, unit=place.unit)

    def _form(place: Place, shown: CellShown, lines: Sequence[TypedLine], **more: Any) -> str:
        over = is_over(place.hotline, place.on, office.clock())
        page: dict[str, Any] = {"faults": {}, "why": "", "is_moved": False, "focus": 0, "also": {}} | more
        return render_template(
            "roster_cell_form.html" if is_script() else "roster_cell.html",
            heading="h2" if is_script() else "h1",
            place=place,
            unit=place.hotline.units[place.unit],
            title=f"{place.hotline.units[place.unit].name}, {long_date(place.on)}",
            id=cell_id(place.on, place.unit),
            lines=lines,
            tasks=list(Task),
            task_labels=TASKS,
            ringing=BY_IDLENESS if place.hotline.ring.order == LONGEST_IDLE else BY_LINES,
            choices=_choices(place, shown, lines),
            defaults=_defaults(place.hotline, shown),
            standing=[line_in_words(line, shown.name) for line in shown.lines],
            standby=[person.name for person in shown.standing],
            required=place.hotline.units[place.unit].required.get(place.on.weekday(), 0) if shown.service else 0,
            closed=None if shown.service else shown.closed,
            needs_why=over and visitor().scope.sees_all_units,
            is_not_theirs=over and not visitor().scope.sees_all_units,
            other_days=other_days(shown, page["also"]),
            back=_week_url(place.hotline, place.on, anchor=cell_id(place.on, place.unit)),
            own=_own(place.hotline),
            every=EVERY_LINE,
            **page,
        )

    def _told(place: Place, done: CellSaved) -> AnyResponse:
        said, kind = _saved_words(place, done, _shown(place))
        if not is_script():
            flash(said, kind)
            return redirect(_week_url(place.hotline, place.on, anchor=cell_id(place.on, place.unit)))
        response = make_response(render_template("roster_saved.html", **week_page(place.hotline, place.on)))
        about = {"cell": cell_id(place.on, place.unit), "said": said, "kind": kind}
        response.headers["HX-Trigger-After-Settle"] = json.dumps({"roster-saved": about})
        return response


def asked_place(office: Office) -> Place:
    """The cell that is asked for, if it is one, and theirs to change."""
    hotline, unit = _hotline(office), request.values.get("unit", "")
    on = _written_date(request.values.get("on", ""))
    if on is None or unit not in hotline.units:
        abort(404)
    if not visitor().scope.keeps_roster_of(hotline.key, unit):
        abort(403)
    return Place(hotline, on, unit)


def _hotline(office: Office) -> Hotline:
    key = request.values.get("hotline") or visitor().hotline.key
    found = office.hotlines.by_key.get(key)
    if found is None or not visitor().scope.covers_hotline(key):
        abort(404)
    return found


def _written_date(written: str) -> date | None:
    try:
        found = date.fromisoformat(written)
    except ValueError:
        return None
    return found if 2000 <= found.year <= 2100 else None


def _week_url(hotline: Hotline, on: date | None, *, anchor: str | None = None) -> str:
    return url_for("roster.week", week=on, hotline=_own(hotline), _anchor=anchor)


def _own(hotline: Hotline) -> str | None:
    """The hotline's key in an address; a person's own needs none."""
    return None if hotline.key == visitor().hotline.key else hotline.key


def _typed() -> tuple[TypedLine, ...]:
    """The lines of the form, in their order."""
    written = request.form.get("lines", "")
    count = int(written) if written.isascii() and written.isdigit() and len(written) < 4 else MOST_LINES + 1
    if count > MOST_LINES:
        abort(400)  # nobody is left out unsaid
    return tuple(
        TypedLine(**{column: request.form.get(f"{column}-{place}", "") for column in COLUMNS}) for place in range(count)
    )


def _rearranged(lines: tuple[TypedLine, ...], wish: str, *, next_task: Task) -> tuple[tuple[TypedLine, ...], int]:
    """The lines as one of the form's buttons wants them, and which of them is looked at next."""
    do, _, written = wish.partition("-")
    order = list(lines)
    if do == "add":
        return (*order[: MOST_LINES - 1], TypedLine(tugas=next_task.value)), min(len(order), MOST_LINES - 1)
    place = int(written) if written.isascii() and written.isdigit() and len(written) < 4 else -1
    if not 0 <= place < len(order):
        abort(400)
    if do == "remove":
        del order[place]
        return tuple(order), max(place - 1, 0)
    other = place + {"up": -1, "down": 1}.get(do, 0)
    if other != place and 0 <= other < len(order):
        order[place], order[other] = order[other], order[place]
        return tuple(order), other
    return tuple(order), place


def _to_fill_in(place: Place, shown: CellShown) -> tuple[TypedLine, ...]:
    """The lines of an empty cell: as many as the unit needs, and one for their break. Blank ones are not saved."""
    required = place.hotline.units[place.unit].required.get(place.on.weekday(), 0) if shown.service else 0
    cover = [TypedLine(tugas=Task.COVER.value)] if required and shown.breaks else []
    return (*[TypedLine()] * min(max(required, 1), MOST_LINES - 1), *cover)


def _next_task(place: Place, lines: Sequence[TypedLine]) -> Task:
    """What a new line is most likely for: as many on duty as the unit needs, then a cover for their break."""
    on_duty = sum(line.tugas == Task.DUTY.value for line in lines)
    has_cover = any(line.tugas == Task.COVER.value for line in lines)
    required = place.hotline.units[place.unit].required.get(place.on.weekday(), 0)
    return Task.DUTY if on_duty < max(required, 1) or has_cover else Task.COVER


def _choices(place: Place, shown: CellShown, lines: Sequence[TypedLine]) -> Choices:
    named = {line.petugas for line in lines} | {line.menggantikan for line in lines}
    unit, here = place.hotline.units[place.unit], [line.petugas for line in lines]
    return choices_of(list(shown.people.values()), unit, named=named, on_duty=here)


def _defaults(hotline: Hotline, shown: CellShown) -> dict[str, tuple[str, str]]:
    """What times that are left empty mean, by task: from, until."""

    def ends(stretches: Any) -> tuple[str, str]:
        if not stretches:
            return "", ""
        first, last = stretches[0].start, max(one.end for one in stretches)
        start, _, end = clock_span(to_local(first, hotline.zone), to_local(last, hotline.zone)).partition("-")
        return start, end

    service, pause = ends(shown.service), ends(shown.breaks)
    return {Task.DUTY.value: service, Task.COVER.value: pause, Task.SUBSTITUTE.value: ("awal piket", "akhir piket")}


def _saved_words(place: Place, done: CellSaved, shown: CellShown) -> tuple[str, str]:
    if done.change is None:
        return "Tidak ada yang berubah.", "good"
    said = f"Tersimpan. {'; '.join(changes_in_words(done.change.slots, shown.people, place.hotline))}."
    missing = [*done.notes, *(gap_words(gap, place.hotline) for gap in done.gaps)]
    return (f"{said} Perhatikan: {'; '.join(missing)}.", "warn") if missing else (said, "good")
