"""The page "siapa menjawab?": which telephones would ring for a unit at a moment, and why, by the rule of the calls."""

from dataclasses import dataclass
from datetime import date, datetime, time

from flask import Blueprint, current_app, render_template, request

from ivr.domain.hotline import Hotline
from ivr.domain.hours import State
from ivr.domain.local_time import moment_in_words, to_local, to_utc
from ivr.domain.phone import readable
from ivr.domain.scope import Scope
from ivr.web.asked import asked_hotline, hotlines_of
from ivr.web.reception import Reception, admits, visitor
from ivr.workflows.explain_who import Explained, explain_who
from ivr.workflows.office import Office
from ivr.workflows.read_roster import read_clock, read_date
from ivr.workflows.read_table import suggestion
from ivr.workflows.reason_labels import chain_in_words, nobody_in_words
from ivr.workflows.record_labels import unit_name

STATES = {
    State.OPEN: ("Buka", "good"),
    State.BREAK: ("Buka, jam istirahat", "good"),
    State.CLOSED: ("Tutup", "bad"),
    State.HOLIDAY: ("Libur", "bad"),
    State.SUSPENDED: ("Tutup sementara", "bad"),
}


@dataclass(frozen=True)
class RingWords:
    """A telephone that would ring. `number` is empty for who does not keep the unit's roster."""

    name: str
    number: str
    unit: str


@dataclass(frozen=True)
class UnitWords:
    """Why it is so, for a unit that is asked for, or that comes after it."""

    name: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class WhoWords:
    """The whole answer."""

    unit: str
    moment: str
    state: str
    look: str
    rings: tuple[RingWords, ...]
    units: tuple[UnitWords, ...]
    at_last: str


@dataclass(frozen=True)
class Asked:
    """What was asked for, as typed, and what is wrong with it; without faults `at` is the moment."""

    unit: str
    on: str
    at_clock: str
    faults: dict[str, str]
    at: datetime | None


def make_who(reception: Reception) -> Blueprint:
    """`/who`."""
    pages, office = reception.pages("who", __name__), reception.office

    @pages.get("/who")
    @admits()
    def asked() -> str | tuple[str, int]:
        hotline = asked_hotline(office)
        question = _question(office, hotline)
        answer = None
        if question.at is not None:
            explained = explain_who(office, hotline, question.unit, at=question.at)
            answer = who_words(hotline, explained, question.at, scope=visitor().scope)
        page = render_template(
            "who.html",
            hotline=hotline,
            hotlines=hotlines_of(office),
            asked=question,
            answer=answer,
            has_roster="roster.week" in current_app.view_functions,
        )
        return (page, 400) if question.faults else page

    return pages


def who_words(hotline: Hotline, explained: Explained, at: datetime, *, scope: Scope) -> WhoWords:
    """The answer in words, for somebody who may see what `scope` says."""
    state, look = STATES[explained.unit.opening.state]
    return WhoWords(
        unit_name(hotline, explained.unit.unit),
        moment_in_words(at, hotline.zone),
        state,
        look,
        tuple(_rings(hotline, explained, scope)),
        tuple(UnitWords(unit_name(hotline, unit), reasons) for unit, reasons in chain_in_words(explained.chain)),
        nobody_in_words(explained.unit.opening),
    )


def _rings(hotline: Hotline, explained: Explained, scope: Scope) -> list[RingWords]:
    """Who would be rung, in order."""
    return [
        RingWords(
            person.name,
            readable(str(person.phone)) if scope.keeps_roster_of(hotline.key, answering.unit) else "",
            unit_name(hotline, answering.unit),
        )
        for person, answering in explained.rings
    ]


def _question(office: Office, hotline: Hotline) -> Asked:
    """What the address asks for, by default the first unit, now."""
    now = office.clock()
    local = to_local(now, hotline.zone)
    unit = request.args.get("unit", "").strip() or _first_unit(hotline)
    on, at_clock = request.args.get("on", "").strip(), request.args.get("at", "").strip()
    faults: dict[str, str] = {}
    if unit not in hotline.units:
        faults["unit"] = _sentence(f"unit '{unit[:40]}' tidak dikenal; {suggestion(unit[:40], hotline.units)}")
    day, hour, at = local.date(), local.time(), now
    try:
        day = read_date(on[:40]) if on else day
    except ValueError as refused:
        faults["on"] = _sentence(str(refused))
    try:
        if at_clock:
            hour = read_clock(at_clock[:40])
        elif day != local.date():
            hour = _opens(hotline, day)
    except ValueError as refused:
        faults["at"] = _sentence(str(refused))
    if at_clock or day != local.date():
        at = to_utc(day, hour, hotline.zone)
    # What was understood goes back as the fields of a browser want it; the rest as it was typed.
    typed_on = on if "on" in faults else day.isoformat()
    typed_at = at_clock if "at" in faults else f"{hour:%H:%M}"
    return Asked(unit, typed_on, typed_at, faults, None if faults else at)


def _first_unit(hotline: Hotline) -> str:
    mine = visitor().scope.works_in
    return next((unit for unit in hotline.units if unit in mine), next(iter(hotline.units)))


def _opens(hotline: Hotline, day: date) -> time:
    """Another day without an hour: when it opens; on a day without service noon."""
    spans = hotline.hours.get(day.weekday(), ())
    return min((span.start for span in spans), default=time(12))


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + ("" if words.endswith("?") else ".")
