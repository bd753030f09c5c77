"""The roster as a page: the week, the month, what is missing in them, and the week's log of changes."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, current_app, render_template, request, url_for

from ivr.domain.hotline import Hotline
from ivr.domain.local_time import long_date, month_and_year, to_local
from ivr.domain.people import Role
from ivr.domain.roster_week import Cell, monday_of
from ivr.web.asked import asked_hotline, hotlines_of
from ivr.web.reception import Entrance, Reception, admits, visitor
from ivr.web.roster_carry import add_carrying
from ivr.web.roster_edit import add_editing
from ivr.web.roster_words import (
    LineWords,
    before_part,
    cell_id,
    cell_words,
    change_words,
    gap_words,
    month_size,
    sheet_size,
    span_words,
    taking_back,
)
from ivr.workflows.change_labels import line_in_words, namer, short_date
from ivr.workflows.office import Office
from ivr.workflows.read_roster import read_date
from ivr.workflows.record_labels import unit_name
from ivr.workflows.show_week import WeekShown, show_month, show_week

DAY = timedelta(days=1)
_MONTH = re.compile(r"\d{4}-\d{1,2}|\d{1,2}[-/]\d{4}")
LINKS = (
    ("swaps.asked", "Minta tukar piket"),
    ("substitutes.asked", "Catat pengganti"),
    ("roster_files.upload", "Impor berkas"),
    ("who.asked", "Siapa menjawab?"),
)


def make_roster(reception: Reception) -> Blueprint:
    """`/roster` and below."""
    pages, office = reception.pages("roster", __name__), reception.office

    @pages.get("/roster")
    @admits()
    def week() -> str | tuple[str, int]:
        hotline = asked_hotline(office)
        day, fault = asked_day(office, hotline, "week")
        page = render_template(
            "roster.html", **week_page(office, hotline, day), fault=fault, typed=request.args.get("week")
        )
        return (page, 400) if fault else page

    @pages.get("/roster/month")
    @admits()
    def month() -> str | tuple[str, int]:
        hotline = asked_hotline(office)
        day, fault = asked_day(office, hotline, "month")
        page = render_template("roster_month.html", **_month(office, hotline, day), fault=fault)
        return (page, 400) if fault else page

    add_editing(pages, office, lambda hotline, day: week_page(office, hotline, day))
    add_carrying(pages, office)
    return pages


def asked_day(office: Office, hotline: Hotline, name: str) -> tuple[date, str]:
    """The day that the address names, by default the hotline's today, and what is wrong with it."""
    today = to_local(office.clock(), hotline.zone).date()
    written = request.args.get(name, "").strip()
    if not written:
        return today, ""
    try:
        return _read_month(written) if name == "month" else read_date(written), ""
    except ValueError as refused:
        return today, f"{str(refused)[:1].upper()}{str(refused)[1:]}."


def _read_month(written: str) -> date:
    """`2026-11`, or `11/2026` where a browser has no field for months; also a date. Raises ValueError in words."""
    if _MONTH.fullmatch(written):
        parts = written.replace("/", "-").split("-")
        year, month = sorted((int(part) for part in parts), reverse=True)
        if not 2000 <= year <= 2100 or not 1 <= month <= 12:
            raise ValueError(f"bulan {written} tidak ada; tulis 2026-11 atau 11/2026")
        return date(year, month, 1)
    try:
        return read_date(written)
    except ValueError as refused:
        raise ValueError(f"'{written}' bukan bulan; tulis 2026-11 atau 11/2026") from refused


def week_page(office: Office, hotline: Hotline, day: date) -> dict[str, Any]:
    """All that the page of a week shows."""
    who, now, shown = visitor(), office.clock(), show_week(office, hotline, day=day)
    today, name = to_local(now, hotline.zone).date(), namer(shown.people)
    days, own = shown.layout.columns, None if hotline.key == who.hotline.key else hotline.key
    cells = {place: cell_words(hotline, shown.layout, cell, scope=who.scope, name=name)
             for place, cell in shown.layout.cells.items()}  # fmt: skip
    log = [change_words(one, shown.changes, shown.people, hotline, monday=shown.monday, scope=who.scope)
           for one in shown.changes]  # fmt: skip
    return {
        "hotline": hotline,
        "hotlines": hotlines_of(office),
        "own": own,
        "monday": shown.monday,
        "days": days,
        "span": span_words(days[0].on, days[-1].on),
        "today": today,
        "this_monday": monday_of(today),
        "cells": cells,
        "sheet": sheet_size(cells),
        "gaps": [(cell_id(gap.on, gap.unit), _gap_line(gap, hotline)) for gap in shown.layout.gaps],
        "may_edit": any(cell.may_edit for cell in cells.values()),
        "log": log,
        "taking_back": taking_back(shown.changes, shown.people, hotline, scope=who.scope, now=now),
        "before": shown.monday - 7 * DAY,
        "after": shown.monday + 7 * DAY,
        "coordinators": _coordinators(shown),
        "printed_on": long_date(today),
        "links": [
            *((url_for(endpoint), words) for endpoint, words in LINKS if _is_open(endpoint)),
            (url_for("roster_files.week_csv", week=shown.monday, hotline=own), "Unduh CSV"),
        ],
        "short_date": short_date,
    }


def _month(office: Office, hotline: Hotline, day: date) -> dict[str, Any]:
    first = day.replace(day=1)
    layout, me = show_month(office, hotline, first=first), visitor().scope.person_id
    name, before, after = namer(layout.people), first - DAY, first + 31 * DAY
    served = {column.on.weekday() for column in layout.columns if column.is_served or _lines(layout, column.on)}
    weekdays = list(range(max(served, default=4) + 1))
    cells = {
        column.on: [
            (unit_name(hotline, unit), _month_lines(cell, name, me), [gap_words(gap, hotline) for gap in cell.gaps])
            for unit in hotline.units
            if (cell := layout.cells[column.on, unit]).lines or cell.gaps
        ]
        for column in layout.columns
    }
    weeks = [[monday + n * DAY for n in weekdays] for monday in _mondays(layout, len(weekdays))]
    texts = {on: [" ".join([unit, *(line.text for line in lines), *gaps]) for unit, lines, gaps in units]
             for on, units in cells.items()}  # fmt: skip
    today = to_local(office.clock(), hotline.zone).date()
    return {
        "hotline": hotline,
        "hotlines": hotlines_of(office),
        "own": None if hotline.key == visitor().hotline.key else hotline.key,
        "first": first,
        "sheet": month_size([[texts.get(on, []) for on in week] for week in weeks]),
        "printed_on": long_date(today),
        "title": month_and_year(first),
        "before": before.strftime("%Y-%m"),
        "after": after.strftime("%Y-%m"),
        "today": today,
        "columns": {column.on: column for column in layout.columns},
        "cells": cells,
        "weeks": weeks,
        "missing": len(layout.gaps),
        "short_date": short_date,
    }


def _is_open(endpoint: str) -> bool:
    """Whether a room is there, and admits who is asking."""
    entrance: Entrance | None = getattr(current_app.view_functions.get(endpoint), "entrance", None)
    return entrance is not None and bool(visitor().person.roles & (entrance.roles or frozenset()))


def _mondays(layout: Any, days: int) -> list[date]:
    """The weeks of which one of the first days lies in the month."""
    return list(dict.fromkeys(monday_of(column.on) for column in layout.columns if column.on.weekday() < days))


def _lines(layout: Any, on: date) -> bool:
    return any(cell.lines for (day, _), cell in layout.cells.items() if day == on)


def _month_lines(cell: Cell, name: Callable[[int], str], me: int) -> list[LineWords]:
    """Each person's part in as few words as tell duty, break cover and substitute apart."""
    parts = ((line.task.value, line_in_words(replace(line, note=""), name), line.person_id) for line in cell.lines)
    return [
        LineWords(kind, before_part(place, kind), text, person_id == me)
        for place, (kind, text, person_id) in enumerate(dict.fromkeys(parts))
    ]


def _gap_line(gap: Any, hotline: Hotline) -> str:
    return f"{short_date(gap.on)}, {unit_name(hotline, gap.unit)}: {gap_words(gap, hotline)}"


def _coordinators(shown: WeekShown) -> list[str]:
    return [one.name for one in shown.people.values() if Role.COORDINATOR in one.roles and one.is_active]
