"""The page of holidays: the year's calendar, the office's own days, "tutup sekarang", and announcements."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ivr.domain.holidays import official_decree
from ivr.domain.hotline import Hotline
from ivr.domain.local_time import clock, long_date, to_local
from ivr.domain.people import Role
from ivr.store.notices import LONGEST_TEXT
from ivr.store.special_days import LONGEST
from ivr.web.asked import hotlines_of
from ivr.web.calendar_words import calendar_words, unknown_years
from ivr.web.notice_words import notice_words
from ivr.web.reception import Reception, admits, visitor
from ivr.workflows.announce import announce
from ivr.workflows.catch_up import catch_up
from ivr.workflows.close_now import READY_SENTENCE, close_now, read_closing, usual_end
from ivr.workflows.edit_list import NotTheirs
from ivr.workflows.edit_special_days import (
    DayChange,
    DayEdit,
    DayRefused,
    EffectsMoved,
    edit_special_days,
    preview_day_edit,
)
from ivr.workflows.put_up_notice import NoticeRefused, TypedNotice, take_down_notice
from ivr.workflows.read_roster import read_date
from ivr.workflows.tell_closing import tell_closing

KEEPERS = (Role.COORDINATOR, Role.ADMIN)
ASKED = {
    DayChange.CLOSE: "Tambahkan hari libur",
    DayChange.OPEN: "Tetap buka pada hari libur resmi",
    DayChange.REMOVE: "Hapus dari daftar",
}
DONE = {
    DayChange.CLOSE: "{day} sekarang hari libur.",
    DayChange.OPEN: "{day} sekarang hari layanan.",
    DayChange.REMOVE: "{day} dihapus dari daftar; hari itu mengikuti kalender resmi.",
}
Answer = Response | str | tuple[str, int]


@dataclass(frozen=True)
class Typed:
    """What was typed into one of the forms ("day", "close", "announce") and is not saved, with what is wrong."""

    form: str
    values: Mapping[str, str] = field(default_factory=dict)
    field: str = ""
    fault: str = ""


def make_special_days(reception: Reception) -> Blueprint:
    """`/special-days` and what its forms send."""
    pages, office = reception.pages("special_days", __name__), reception.office

    @pages.get("/special-days")
    @admits()
    def shown() -> str:
        opens = request.args.get("open")  # a holiday of the list, put into the form
        typed = Typed("day", {"change": DayChange.OPEN, "on": opens}) if opens else None
        return _page(_hotline(), typed=typed)

    @pages.post("/special-days/day")
    @admits(*KEEPERS)
    def day() -> Answer:
        hotline, now, form = _kept_hotline(), office.clock(), request.form
        try:
            change = DayChange(form.get("change", ""))
        except ValueError:
            abort(400)
        scope, seen = visitor().scope, form.get("seen") if form.get("step") == "save" else None
        try:
            edit = DayEdit(change, _date(form.get("on", "")), form.get("name", ""), form.get("decree", ""))
            if seen is None:
                return _check_day(hotline, edit)
            try:
                done = edit_special_days(office, hotline.key, edit, scope, seen=seen, now=now)
            except EffectsMoved:
                return _check_day(hotline, edit, is_moved=True), 409
        except DayRefused as refused:
            return _page(hotline, typed=_typed("day", refused.field, str(refused))), 422
        flash(DONE[change].format(day=long_date(done.edit.on)), "good")
        return redirect(_url(hotline, year=done.edit.on.year))

    @pages.post("/special-days/close")
    @admits(*KEEPERS)
    def close() -> Answer:
        hotline, now, typed = _kept_hotline(), office.clock(), _notice()
        try:
            if request.form.get("step") != "save":
                notice = read_closing(typed, hotline, now=now)
                told = tell_closing(office, hotline, notice, now=now)
                return render_template("special_days_close.html", hotline=hotline, typed=typed, told=told)
            notice = close_now(office, hotline, typed, visitor().scope, now=now)
        except NoticeRefused as refused:
            return _page(hotline, typed=_typed("close", refused.field, str(refused))), 422
        flash(f"Layanan ditutup sejak sekarang sampai {_moment(hotline, notice.ends_at)}.", "warn")
        return redirect(_url(hotline))

    @pages.post("/special-days/announce")
    @admits(*KEEPERS)
    def put_up() -> Answer:
        hotline = _kept_hotline()
        try:
            notice = announce(office, hotline, _notice(), visitor().scope, now=office.clock())
        except NoticeRefused as refused:
            return _page(hotline, typed=_typed("announce", refused.field, str(refused))), 422
        flash(
            f"Selama layanan buka, penelepon mendengar pengumuman ini sampai {_moment(hotline, notice.ends_at)}.",
            "good",
        )
        return redirect(_url(hotline))

    @pages.post("/special-days/end")
    @admits(*KEEPERS)
    def end() -> Answer:
        hotline, asked = _kept_hotline(), request.form.get("id", "")
        if not (asked.isascii() and asked.isdigit() and len(asked) < 10):
            abort(400)
        ended = take_down_notice(office, hotline, int(asked), visitor().scope, now=office.clock())
        if ended is None:
            flash("Sudah berakhir sebelumnya; tidak ada yang diubah.", "warn")
        elif ended.closes:
            flash("Layanan dibuka kembali: penelepon dilayani menurut jam layanan.", "good")
        else:
            flash("Pengumuman diakhiri.", "good")
        return redirect(_url(hotline))

    @pages.errorhandler(NotTheirs)
    def not_theirs(_: NotTheirs) -> Response:
        abort(403)

    def _hotline() -> Hotline:
        """The hotline that is meant, if it is the visitor's to see; else the page does not exist."""
        who = visitor()
        hotline = office.hotlines.by_key.get(request.values.get("hotline") or who.hotline.key)
        if hotline is None or not who.scope.covers_hotline(hotline.key):
            abort(404)
        return hotline

    def _kept_hotline() -> Hotline:
        hotline = _hotline()
        if not visitor().scope.keeps_calendar_of(hotline.key):
            abort(403)
        return hotline

    def _check_day(hotline: Hotline, edit: DayEdit, *, is_moved: bool = False) -> str:
        found = preview_day_edit(office, hotline.key, edit, visitor().scope, now=office.clock())
        return render_template(
            "special_days_day.html",
            hotline=hotline,
            title=ASKED[edit.change],
            found=found,
            day=long_date(found.edit.on),
            is_moved=is_moved,
        )

    def _page(hotline: Hotline, *, typed: Typed | None = None) -> str:
        if typed is not None and typed.fault:  # what stands there by now may be why
            with office.database.reading() as connection:
                catch_up(office, connection)
            hotline = office.hotlines.by_key[hotline.key]
        now = office.clock()
        today = to_local(now, hotline.zone).date()
        year = request.args.get("year") == str(today.year + 1)
        until = to_local(usual_end(hotline, now=now), hotline.zone)
        notices = notice_words(hotline, now)
        return render_template(
            "special_days.html",
            hotline=hotline,
            hotlines=hotlines_of(office),
            years=(today.year, today.year + 1),
            year=today.year + year,
            months=calendar_words(hotline, today.year + year, today),
            unknown=unknown_years(hotline, today),
            decree=official_decree(today.year + year, hotline.holidays),
            closing=next((one for one in notices if one.closes), None),
            announcements=[one for one in notices if not one.closes],
            may_edit=visitor().scope.keeps_calendar_of(hotline.key),
            typed=typed or Typed(""),
            usual={"text": READY_SENTENCE, "until_on": until.date().isoformat(), "until_at": f"{until:%H:%M}"},
            today=today.isoformat(),
            most={"text": LONGEST_TEXT, "name": LONGEST},
            url=_url,
        )

    return pages


def _url(hotline: Hotline, *, year: int | None = None) -> str:
    is_own = hotline.key == visitor().hotline.key
    return url_for("special_days.shown", hotline=None if is_own else hotline.key, year=year)


def _typed(form: str, wrong: str, fault: str) -> Typed:
    return Typed(form, dict(request.form.items()), wrong, fault)


def _notice() -> TypedNotice:
    values: dict[str, Any] = {name: request.form.get(name, "") for name in ("text", "until_on", "until_at")}
    return TypedNotice(**values)


def _date(text: str) -> date:
    """The date that a form names. Raises DayRefused."""
    try:
        found = read_date(text.strip())
    except ValueError as fault:
        raise DayRefused("on", f"Isi tanggalnya, misalnya 31/12/2026: {fault}.") from fault
    return found


def _moment(hotline: Hotline, at: Any) -> str:
    local = to_local(at, hotline.zone)
    return f"{long_date(local.date())} pukul {clock(local)}"
