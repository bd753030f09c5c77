"""The pages of tukar piket: what waits for me, what I asked, what was decided; asking, and each step."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ivr.domain.hotline import Hotline
from ivr.domain.local_time import long_date
from ivr.domain.posts import is_default
from ivr.domain.roster import Duty
from ivr.domain.swap import SwapState, SwapStep
from ivr.web.asked import asked_hotline, hotlines_of
from ivr.web.reception import Reception, admits, visitor
from ivr.workflows.apply_swap import SwapRefused
from ivr.workflows.ask_for_swap import ComingDuties, SwapWish, ask_for_swap, coming_duties
from ivr.workflows.change_labels import days_in_words, short_date, times_in_words
from ivr.workflows.office import Office
from ivr.workflows.record_labels import unit_name
from ivr.workflows.show_swaps import SubstituteShown, SwapShown, SwapsShown, show_swaps
from ivr.workflows.step_swap import NoSuchSwap, NoteMissing, step_swap
from ivr.workflows.swap_labels import DONE, STATES, STEPS, asked_in_words, swap_in_words, task_words
from ivr.workflows.tell_of_substitute import new_lines

LOOKS: Mapping[SwapState, str] = {
    SwapState.ASKED: "info",
    SwapState.ACCEPTED: "warn",
    SwapState.APPROVED: "good",
    SwapState.DECLINED: "bad",
    SwapState.REFUSED: "bad",
}
BUTTONS: Mapping[SwapStep, str] = {SwapStep.ACCEPT: "go", SwapStep.APPROVE: "go", SwapStep.REVERSE: "stop"}
WITH_NOTE = (SwapStep.DECLINE, SwapStep.REFUSE)


def make_swaps(reception: Reception) -> Blueprint:
    """`/swaps` and below."""
    pages, office = reception.pages("swaps", __name__), reception.office

    @pages.get("/swaps")
    @admits()
    def listed() -> str:
        return _list_page(office, asked_hotline(office))

    @pages.get("/swaps/ask")
    @admits()
    def asked() -> str:
        return _ask_page(office, request.args)

    @pages.post("/swaps/ask")
    @admits()
    def ask() -> Response | tuple[str, int]:
        who, typed = visitor(), request.form
        duty = _chosen(coming_duties(office, who.hotline, now=office.clock()).of(who.person.id), typed.get("duty", ""))
        colleague, _, on = typed.get("colleague", "").partition("/")
        if duty is None or not _is_id(colleague):
            said = "Pilih rekan dari daftar." if duty else "Pilih piket Anda dari daftar."
            return _ask_page(office, typed, fault=said), 422
        wish = SwapWish(duty.unit, duty.task, duty.on, int(colleague), _date(on), typed.get("why", ""))
        try:
            swap = ask_for_swap(office, who.hotline, wish, by=who.person.id, now=office.clock())
        except SwapRefused as refused:
            return _ask_page(office, typed, fault=str(refused)), 422
        flash(
            "Permintaan dikirim. Jadwal berubah sesudah rekan setuju dan ketua unit atau koordinator menyetujui.",
            "good",
        )
        return redirect(url_for("swaps.listed", _anchor=f"swap-{swap.id}"))

    @pages.post("/swaps/<int:swap_id>/<step>")
    @admits()
    def stepped(swap_id: int, step: str) -> Response | tuple[str, int]:
        if step not in set(SwapStep):
            abort(404)
        wanted, note = SwapStep(step), request.form.get("note", "")
        try:
            swap = step_swap(office, swap_id, wanted, scope=visitor().scope, now=office.clock(), note=note)
        except NoSuchSwap:
            abort(404)
        except NoteMissing as refused:
            hotline = asked_hotline(office)
            return _list_page(office, hotline, refused_id=swap_id, refused_step=wanted, fault=str(refused)), 422
        except SwapRefused as refused:
            flash(str(refused), "bad")
            return redirect(url_for("swaps.listed", hotline=request.args.get("hotline"), _anchor=f"swap-{swap_id}"))
        flash(DONE[wanted], "good")
        return redirect(url_for("swaps.listed", hotline=_own(office.hotlines.by_key[swap.hotline])))

    return pages


def _list_page(office: Office, hotline: Hotline, **more: Any) -> str:
    shown = show_swaps(office, hotline, scope=visitor().scope, now=office.clock())
    page: dict[str, Any] = {"refused_id": None, "refused_step": None, "fault": ""} | more
    return render_template(
        "swaps.html",
        **page,
        hotline=hotline,
        hotlines=hotlines_of(office),
        own=_own(hotline),
        sections=[
            ("waiting", "Menunggu Anda", [_words(hotline, shown, one) for one in shown.waiting]),
            ("open", "Sedang berjalan", [_words(hotline, shown, one) for one in shown.open]),
            ("decided", "Sudah selesai", [_words(hotline, shown, one) for one in shown.decided]),
        ],
        substitutes=[_substitute_words(hotline, shown, one) for one in shown.substitutes],
        typed_note=request.form.get("note", ""),
    )


def _words(hotline: Hotline, shown: SwapsShown, one: SwapShown) -> dict[str, Any]:
    swap = one.swap
    decided = f"{shown.name(swap.decided_by)}" if swap.decided_by is not None else ""
    return {
        "id": swap.id,
        "title": swap_in_words(swap, shown.name, unit=unit_name(hotline, swap.unit)),
        "lines": asked_in_words(swap, shown.name),
        "state": STATES[one.state],
        "look": LOOKS.get(one.state, ""),
        "why": swap.why,
        "note": swap.note,
        "asked_at": swap.asked_at,
        "decided_by": decided,
        "decided_at": swap.decided_at,
        "steps": [(step.value, STEPS[step], BUTTONS.get(step, ""), step in WITH_NOTE) for step in one.steps],
    }


def _substitute_words(hotline: Hotline, shown: SwapsShown, one: SubstituteShown) -> dict[str, Any]:
    lines = new_lines(one.change)
    first, places = lines[0], dict.fromkeys((line.on, line.unit) for line in lines)
    hours = ", ".join(times_in_words(line.starts, line.ends) for line in lines) or "sepanjang tugas"
    if len(places) > 1:
        is_whole = all(is_default(line) for line in lines)
        hours = "sepanjang tugas" if is_whole else "sepanjang tugas, kecuali yang tertulis jamnya"
    return {
        "id": one.change.id,
        "day": days_in_words(line.on for line in lines),
        "days": _days_words(lines) if len(places) > 1 else (),
        "unit": ", ".join(dict.fromkeys(unit_name(hotline, line.unit) for line in lines)),
        "who": f"{shown.name(first.person_id)} menggantikan {shown.name(first.replaces_id or 0)}",
        "hours": hours,
        "why": one.change.why if one.may_take_back else "",
        "may_take_back": one.may_take_back,
    }


def _days_words(lines: Sequence[Duty]) -> tuple[str, ...]:
    """The days of several duties, `Senin 23 November mulai 09.00` where not all of one was taken over."""
    told = (" ".join(filter(None, (short_date(line.on), times_in_words(line.starts, line.ends)))) for line in lines)
    return tuple(dict.fromkeys(told))


def _ask_page(office: Office, typed: Mapping[str, str], *, fault: str = "") -> str:
    who = visitor()
    known = coming_duties(office, who.hotline, now=office.clock())
    own = known.of(who.person.id)
    duty = _chosen(own, typed.get("duty", "")) or (own[0] if len(own) == 1 else None)
    return render_template(
        "swaps_ask.html",
        duties=[(_key(one), _duty_words(who.hotline, one)) for one in own],
        duty=_key(duty) if duty else "",
        duty_words=_duty_words(who.hotline, duty) if duty else "",
        exchanges=_exchanges(known, duty) if duty else [],
        takers=[(f"{one.id}/", one.name) for one in known.takers(duty)] if duty else [],
        typed=typed,
        fault=fault,
    )


def _exchanges(known: ComingDuties, duty: Duty) -> list[tuple[str, list[tuple[str, str]]]]:
    """For each colleague the duties that could be had in exchange."""
    return [
        (
            person.name,
            [
                (f"{person.id}/{line.on.isoformat()}", f"{person.name}, {task_words(line.task)} {short_date(line.on)}")
                for line in lines
            ],
        )
        for person, lines in known.exchanges(duty)
    ]


def _duty_words(hotline: Hotline, duty: Duty) -> str:
    times = times_in_words(duty.starts, duty.ends)
    return (
        f"{long_date(duty.on)}: {task_words(duty.task)} {unit_name(hotline, duty.unit)}{f', {times}' if times else ''}"
    )


def _key(duty: Duty) -> str:
    return f"{duty.on.isoformat()}/{duty.unit}/{duty.task.value}"


def _chosen(duties: tuple[Duty, ...], key: str) -> Duty | None:
    return next((one for one in duties if _key(one) == key), None)


def _is_id(written: str) -> bool:
    return written.isascii() and written.isdigit() and len(written) < 10


def _date(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _own(hotline: Hotline) -> str | None:
    return None if hotline.key == visitor().hotline.key else hotline.key
