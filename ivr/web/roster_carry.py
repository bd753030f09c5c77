"""The rooms in which a week of the roster is copied or repeated: a preview first, then all of it as one change."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from ivr.domain.hotline import Hotline
from ivr.domain.people import Role
from ivr.domain.roster_copy import Existing
from ivr.domain.roster_week import monday_of
from ivr.web.reception import admits, visitor
from ivr.web.roster_words import span_words
from ivr.workflows.carry_roster import Carrying, Preview, PreviewMoved, carry_roster, preview_carrying
from ivr.workflows.change_labels import KINDS, cells_in_words, short_date
from ivr.workflows.copy_week import SameWeek, copy_week
from ivr.workflows.edit_roster import NotTheirs
from ivr.workflows.left_out_labels import left_out_in_words
from ivr.workflows.office import Office
from ivr.workflows.read_roster import read_date
from ivr.workflows.repeat_pattern import MOST_WEEKS, WrongRange, last_day, repeat_pattern

KEEPERS = (Role.LEADER, Role.COORDINATOR, Role.ADMIN)
DEFAULT_WEEKS = 4
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Asked:
    """What a form asks to be carried; None with a fault (field, words) where it cannot be."""

    hotline: Hotline
    monday: date
    typed: dict[str, str]
    carrying: Carrying | None
    fault: tuple[str, str] = ("", "")


def add_carrying(pages: Blueprint, office: Office) -> None:
    """`/roster/copy` and `/roster/pattern`."""

    @pages.get("/roster/copy")
    @admits(*KEEPERS)
    def copy() -> str | tuple[str, int]:
        return _preview("roster_copy.html", _asked_copy(office))

    @pages.post("/roster/copy")
    @admits(*KEEPERS)
    def copied() -> AnyResponse | tuple[str, int] | str:
        return _carry("roster_copy.html", _asked_copy(office))

    @pages.get("/roster/pattern")
    @admits(*KEEPERS)
    def pattern() -> str | tuple[str, int]:
        return _preview("roster_pattern.html", _asked_pattern(office))

    @pages.post("/roster/pattern")
    @admits(*KEEPERS)
    def repeated() -> AnyResponse | tuple[str, int] | str:
        return _carry("roster_pattern.html", _asked_pattern(office))

    def _preview(template: str, asked: Asked, *, is_moved: bool = False) -> str | tuple[str, int]:
        preview: Preview | None = None
        if asked.carrying is not None:
            try:
                preview = preview_carrying(office, asked.carrying, scope=visitor().scope, now=office.clock())
            except NotTheirs:
                abort(403)
        page = render_template(template, **_words(asked, preview), is_moved=is_moved)
        return (page, 422) if asked.fault[1] else page

    def _carry(template: str, asked: Asked) -> AnyResponse | tuple[str, int] | str:
        if asked.carrying is None:
            return _preview(template, asked)
        seen = request.form.get("mark", "")
        try:
            change, gaps = carry_roster(office, asked.carrying, seen=seen, scope=visitor().scope, now=office.clock())
        except NotTheirs:
            abort(403)
        except PreviewMoved:
            page = _preview(template, asked, is_moved=True)
            return page if isinstance(page, tuple) else (page, 409)
        if change is None:
            flash("Tidak ada yang berubah.", "good")
        else:
            cells = len({(one.slot.on, one.slot.unit) for one in change.slots})
            missing = f" Masih ada {len(gaps)} kekurangan." if gaps else ""
            flash(f"Tersimpan: {KINDS[change.kind]}, {cells} sel berubah.{missing}", "warn" if gaps else "good")
        # The week is shown in which something changed first: there it can be taken back, too.
        shown = min((one.slot.on for one in change.slots), default=asked.monday) if change else asked.monday
        return redirect(url_for("roster.week", week=shown, hotline=_own(asked.hotline)))

    def _words(asked: Asked, preview: Preview | None) -> dict[str, Any]:
        hotline = asked.hotline
        last = asked.monday + WEEK - timedelta(days=1)
        cells = cells_in_words(preview.changes, preview.people, hotline) if preview else ()
        return {
            "hotline": hotline,
            "own": _own(hotline),
            "monday": asked.monday,
            "span": span_words(asked.monday, last),
            "typed": asked.typed,
            "fault": asked.fault,
            "existing": list(Existing),
            "most_weeks": MOST_WEEKS,
            "preview": preview,
            "cells": len(cells),
            "days": [(short_date(on), list(same)) for on, same in groupby(cells, key=itemgetter(0))],
            "left_out": left_out_in_words(preview.left_out, preview.people, hotline) if preview else (),
            "back": url_for("roster.week", week=asked.monday, hotline=_own(hotline)),
        }


def _asked_copy(office: Office) -> Asked:
    hotline, monday = _week(office)
    typed = _typed({"from": (monday - WEEK).isoformat(), "existing": Existing.KEEP.value})
    try:
        source = read_date(typed["from"])
    except ValueError as refused:
        return Asked(hotline, monday, typed, None, ("from", _sentence(refused)))
    try:
        carrying = copy_week(hotline, source=source, target=monday, existing=_existing(typed))
    except SameWeek:
        words = "Itu pekan yang sama; pilih tanggal di pekan lain."
        return Asked(hotline, monday, typed, None, ("from", words))
    return Asked(hotline, monday, typed, carrying)


def _asked_pattern(office: Office) -> Asked:
    hotline, monday = _week(office)
    defaults = {"weeks": str(DEFAULT_WEEKS), "until": "", "rotates": "", "existing": Existing.KEEP.value}
    typed, field = _typed(defaults), "weeks"
    try:
        if typed["until"]:
            field = "until"
            until = read_date(typed["until"])
        else:
            until = last_day(monday, _weeks(typed["weeks"]))
        carrying = repeat_pattern(
            hotline, week=monday, until=until, rotates=typed["rotates"] == "1", existing=_existing(typed)
        )
    except (ValueError, WrongRange) as refused:
        return Asked(hotline, monday, typed, None, (field, _sentence(refused)))
    return Asked(hotline, monday, typed, carrying)


def _week(office: Office) -> tuple[Hotline, date]:
    """The hotline and the Monday of the week that the form is about."""
    key = request.values.get("hotline") or visitor().hotline.key
    hotline = office.hotlines.by_key.get(key)
    if hotline is None or not visitor().scope.covers_hotline(key):
        abort(404)
    written = request.values.get("week", "")
    try:
        return hotline, monday_of(read_date(written) if written else office.clock().astimezone(hotline.zone).date())
    except ValueError:
        abort(404)


def _typed(defaults: dict[str, str]) -> dict[str, str]:
    return {name: request.values.get(name, default).strip() for name, default in defaults.items()}


def _weeks(written: str) -> int:
    """How many weeks. Raises ValueError in Indonesian."""
    if not (written.isascii() and written.isdigit() and len(written) < 4 and 1 <= int(written) <= MOST_WEEKS):
        raise ValueError(f"'{written}' bukan jumlah pekan; tulis 1 sampai {MOST_WEEKS}")
    return int(written)


def _existing(typed: dict[str, str]) -> Existing:
    return Existing(typed["existing"]) if typed["existing"] in list(Existing) else Existing.KEEP


def _sentence(refused: ValueError) -> str:
    words = str(refused)
    return f"{words[:1].upper()}{words[1:]}."


def _own(hotline: Hotline) -> str | None:
    return None if hotline.key == visitor().hotline.key else hotline.key
