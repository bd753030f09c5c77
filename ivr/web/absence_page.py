"""What stands on the page on which a substitute is named: the duties to choose from, and who could take them over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask import render_template
from werkzeug.datastructures import MultiDict

from ivr.domain.held_duty import HeldDuty, Standing
from ivr.domain.hotline import Hotline
from ivr.domain.local_time import closing_clock, long_date, to_local
from ivr.domain.roster import Task
from ivr.web.reception import visitor
from ivr.workflows.judge_absence import REASONS
from ivr.workflows.office import Office
from ivr.workflows.record_labels import unit_name
from ivr.workflows.show_absence import LOOK_AHEAD_DAYS, Absences, Candidate, show_absences

TASKS: Mapping[Task | None, str] = {
    Task.DUTY: "piket",
    Task.COVER: "pengganti istirahat",
    Task.SUBSTITUTE: "pengganti",
    None: "siaga",
}
UNREADABLE = "Tanggal ini tidak terbaca; tulis seperti 2026-11-27, atau kosongkan."


@dataclass(frozen=True)
class Choice:
    """A duty of the absent person that can be ticked."""

    key: str
    words: str
    is_chosen: bool


def absence_page(
    office: Office,
    hotline: Hotline,
    typed: MultiDict[str, str],
    *,
    faults: Mapping[str, str] | None = None,
    doubt: str = "",
) -> str:
    """The page, as it was filled in so far; what is wrong by field, of duties by their keys."""
    now, told = office.clock(), dict(faults or {})
    known = show_absences(office, hotline, scope=visitor().scope, now=now)
    me, is_typed = visitor().person.id, "substitute" in typed
    duty, chosen = _chosen(known, typed)
    if duty and not is_typed and typed.get("until", "").strip():
        chosen, told["until"] = _up_to(hotline, known, duty, typed["until"].strip(), now=now)
    able = known.candidates(*chosen) if chosen else known.candidates(duty) if duty else ()
    choices = _choices(hotline, known, duty, chosen) if duty else []
    return render_template(
        "substitute.html",
        hotline=hotline,
        own=own_key(hotline),
        mine=[(one.key, _duty_words(hotline, known, one)) for one in known.duties if one.person_id == me],
        others=[(one.key, _duty_words(hotline, known, one)) for one in known.duties if one.person_id != me],
        duty=duty.key if duty else "",
        duty_words=_duty_words(hotline, known, duty) if duty else "",
        absent=known.people[duty.person_id].name if duty else "",
        is_mine=duty is not None and duty.person_id == me,
        chosen=[one for one in choices if one.is_chosen],
        further=[one for one in choices if not one.is_chosen],
        has_times=_has_times(typed, len(chosen)) if is_typed else len(chosen) == 1,
        hours=_hours(hotline, duty) if duty else ("", ""),
        usual_start=_usual_start(hotline, duty, now) if duty else "",
        first=[(one.person.email, one.person.name) for one in able if one.is_first_choice],
        rest=[(one.person.email, _marked(hotline, one, len(chosen))) for one in able if not one.is_first_choice],
        reasons=REASONS,
        typed=typed,
        is_typed=is_typed,
        faults=told,
        doubt=doubt,
    )


def _chosen(known: Absences, typed: MultiDict[str, str]) -> tuple[HeldDuty | None, list[HeldDuty]]:
    """The duty that the page is about, and those of the same person that are ticked."""
    keys = typed.getlist("duty")
    duty = next(filter(None, map(known.duty, [typed.get("first", ""), *keys[:1]])), None)
    if duty is None and not any(keys):
        duty = known.duties[0] if len(known.duties) == 1 else None
        return duty, [duty] if duty else []
    ticked = [one for one in known.duties if one.key in set(keys)]
    duty = duty or next(iter(ticked), None)
    return duty, [one for one in ticked if duty and one.person_id == duty.person_id]


def _up_to(
    hotline: Hotline, known: Absences, duty: HeldDuty, written: str, *, now: datetime
) -> tuple[list[HeldDuty], str]:
    """The duties from one up to a date, but for those that have a substitute; what is wrong with the date."""
    try:
        last = date.fromisoformat(written)
    except ValueError:
        return [duty], UNREADABLE
    if last < duty.on:
        return [duty], f"Tanggal ini sebelum tugasnya; isi {long_date(duty.on)} atau sesudahnya, atau kosongkan."
    found = [
        one
        for one in known.duties
        if one == duty or (one.person_id == duty.person_id and duty.on <= one.on <= last and one.replaced_by is None)
    ]
    ends = to_local(now, hotline.zone).date() + timedelta(days=LOOK_AHEAD_DAYS)
    return found, f"Yang dapat dipilih baru tugas sampai {long_date(ends)}." if last > ends else ""


def _choices(hotline: Hotline, known: Absences, duty: HeldDuty, chosen: Sequence[HeldDuty]) -> list[Choice]:
    return [
        Choice(one.key, _duty_words(hotline, known, one), one in chosen)
        for one in known.duties
        if one.person_id == duty.person_id
    ]


def _has_times(typed: Mapping[str, str], number: int) -> bool:
    """Whether hours of the day are asked for; of several duties only while some that were typed are to be mended."""
    return "starts" in typed and (number < 2 or any(typed.get(name, "").strip() for name in ("starts", "ends")))


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


def _marked(hotline: Hotline, one: Candidate, number: int) -> str:
    units = ", ".join(unit_name(hotline, unit) for unit in one.person.units)
    marks = [] if one.is_of_unit else [units or "tanpa unit"]
    if number > 1 and one.busy:
        marks.append(f"bertugas pada waktu {one.busy} dari {number} tugas itu")
    elif one.standing is Standing.ELSEWHERE:
        marks.append("punya tugas lain saat itu")
    elif one.standing is Standing.PARTLY:
        marks.append("bertugas di unit ini pada sebagian waktu itu")
    return f"{one.person.name} ({', '.join(marks)})"


def own_key(hotline: Hotline) -> str | None:
    """What `?hotline=` says of it; nothing for the visitor's own."""
    return None if hotline.key == visitor().hotline.key else hotline.key
