"""The page of figures: how a unit's telephone service went in a day, a week or a month."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, render_template, request, url_for

from ivr.domain.hotline import Hotline
from ivr.domain.local_time import long_date, month_and_year, plain_date, to_local
from ivr.store.unit_figures import CallCount, TalkCount
from ivr.web.asked import asked_date, asked_hotline, hotlines_of
from ivr.web.call_query import NO_DATE
from ivr.web.reception import Reception, admits, visitor
from ivr.workflows.count_figures import Days, Figures, Length, count_figures, days_of
from ivr.workflows.record_labels import duration, number, percent, unit_name

LENGTHS = {Length.DAY: "Hari", Length.WEEK: "Minggu", Length.MONTH: "Bulan"}
NO_UNIT = "Belum memilih bagian"


@dataclass(frozen=True)
class UnitRow:
    """A unit's line, in words."""

    unit: str
    calls: str
    answered: str
    missed: str
    abandoned: str
    wait: str
    longest: str
    talks: str
    talk_time: str
    filled: str


@dataclass(frozen=True)
class Bar:
    """A line of a bar chart: the number stands beside it."""

    name: str
    count: int
    words: str


def make_figures(reception: Reception) -> Blueprint:
    """`/figures`."""
    pages, office = reception.pages("figures", __name__), reception.office

    @pages.get("/figures")
    @admits()
    def shown() -> str | tuple[str, int]:
        hotline, scope = asked_hotline(office), visitor().scope
        today = to_local(office.clock(), hotline.zone).date()
        on, length, unit = asked_date("on", today), _length(), request.args.get("unit") or None
        units = {key: one.name for key, one in hotline.units.items() if scope.sees_figures_of(hotline.key, key)}
        if length is None or (unit is not None and unit not in units):
            abort(404)
        days = days_of(length, on or today)
        page: dict[str, Any] = {"hotline": hotline, "hotlines": hotlines_of(office), "units": units, "unit": unit}
        page |= {"lengths": LENGTHS, "length": length, "days": days, "words": _words(days), "on": on or today}
        if on is None:
            return render_template(
                "figures.html", fault=NO_DATE, typed=request.args.get("on"), figures=None, **page
            ), 400
        figures = count_figures(office, scope, hotline, days, unit=unit)
        asked: dict[str, Any] = {"hotline": hotline.key, "period": length.value} | ({"unit": unit} if unit else {})
        return render_template(
            "figures.html",
            figures=figures,
            tiles=_tiles(figures),
            filled=_forms_filled(figures),
            rows=list(_unit_rows(figures, hotline)),
            officers=[(one.officer, unit_name(hotline, one.unit), _talk_words(one)) for one in figures.officers],
            hours=[Bar(f"{one.hour:02}.00-{one.hour + 1:02}.00", one.calls, _hour(one)) for one in figures.hours],
            topics=[Bar(_topic(one.topic), one.talks, number(one.talks)) for one in figures.topics],
            before=url_for("figures.shown", on=days.before, **asked),
            after=url_for("figures.shown", on=days.after, **asked) if days.after <= today else None,
            **page,
        )

    return pages


def _length() -> Length | None:
    asked = request.args.get("period") or Length.DAY
    return Length(asked) if asked in list(Length) else None


def _words(days: Days) -> str:
    match days.length:
        case Length.DAY:
            return long_date(days.first)
        case Length.WEEK:
            return f"{plain_date(days.first)} sampai {plain_date(days.last)}"
        case Length.MONTH:
            return month_and_year(days.first)


def _tiles(figures: Figures) -> dict[str, str]:
    """The whole at a glance."""
    arrived, answered = sum(one.calls for one in figures.calls), sum(one.answered for one in figures.calls)
    return {
        "Panggilan": number(arrived),
        "Terjawab": _share(answered, arrived),
        "Tidak terjawab": number(sum(one.missed for one in figures.calls)),
        "Penelepon menutup": number(sum(one.abandoned for one in figures.calls)),
        "Rata-rata menunggu": _average(figures.calls),
        "Menunggu terlama": _longest(figures.calls),
        "Percakapan": number(sum(one.talks for one in figures.talks)),
        "Lama bicara": duration(sum(one.seconds for one in figures.talks)),
    }


def _forms_filled(figures: Figures) -> str:
    """`18 dari 20 (90%)`."""
    return _share(sum(one.filled for one in figures.talks), sum(one.talks for one in figures.talks), " dari ")


def _unit_rows(figures: Figures, hotline: Hotline) -> Iterator[UnitRow]:
    """The units in the order of the hotline's file; what they have no more comes after, no unit at last."""
    called, talked = {one.unit: one for one in figures.calls}, {one.unit: one for one in figures.talks}
    keys = list(dict.fromkeys([*hotline.units, *sorted(filter(None, {*called, *talked})), None]))
    for key in keys:
        if key not in called and key not in talked:
            continue
        calls = called.get(key) or CallCount(key, 0, 0, 0, 0, 0, 0, None)
        talks = talked.get(key or "")
        yield UnitRow(
            unit=unit_name(hotline, key) if key else NO_UNIT,
            calls=number(calls.calls),
            answered=_share(calls.answered, calls.calls),
            missed=number(calls.missed),
            abandoned=number(calls.abandoned),
            wait=_average([calls]),
            longest=_longest([calls]),
            talks=number(talks.talks) if talks else "0",
            talk_time=duration(talks.seconds) if talks else "-",
            filled=_share(talks.filled, talks.talks, " dari ") if talks else "-",
        )


def _talk_words(one: TalkCount) -> dict[str, str]:
    return {
        "Percakapan": number(one.talks),
        "Lama bicara": duration(one.seconds),
        "Tidak diangkat": number(one.passed),
        "Formulir terisi": _share(one.filled, one.talks, " dari "),
    }


def _share(part: int, whole: int, between: str = "") -> str:
    """`18 (90%)`, or `18 dari 20 (90%)`."""
    if not whole:
        return "-" if between else number(part)
    said = f"{number(part)}{between}{number(whole)}" if between else number(part)
    return f"{said} ({percent(part, whole)})"


def _average(counts: "tuple[CallCount, ...] | list[CallCount]") -> str:
    waited = sum(one.waited for one in counts)
    return duration(round(sum(one.answered_wait for one in counts) / waited)) if waited else "-"


def _longest(counts: "tuple[CallCount, ...] | list[CallCount]") -> str:
    return duration(max((one.longest_wait for one in counts if one.longest_wait is not None), default=None))


def _hour(one: Any) -> str:
    return f"{number(one.calls)}, terjawab {number(one.answered)}"


def _topic(topic: str | None) -> str:
    return "Rahasia" if topic is None else topic or "Tanpa topik"
