"""The page of the calls that are running now, and of everybody on duty."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from flask import Blueprint, Response, render_template, request

from ivr.domain.call import Phase
from ivr.domain.call_lines import whole_seconds
from ivr.domain.hotline import Hotline
from ivr.domain.local_time import clock_near, to_local
from ivr.domain.people import Role
from ivr.domain.phone import readable
from ivr.store.live_calls import LiveCall
from ivr.web.asked import asked_hotline, hotlines_of
from ivr.web.notice_words import notices_for
from ivr.web.reception import Reception, admits, visitor
from ivr.workflows.record_labels import PHASES, WITHHELD, unit_name
from ivr.workflows.watch_calls import Doing, Watched, note_still_watching, note_watching, watch_calls

WATCHERS = (Role.OPERATOR, Role.COORDINATOR, Role.ADMIN)
DOING = {
    Doing.FREE: ("bebas", "good"),
    Doing.RINGING: ("berdering", "warn"),
    Doing.TALKING: ("bicara", "info"),
    Doing.BUSY: ("telepon terpakai", "info"),
    Doing.PAUSED: ("jeda", "warn"),
    Doing.UNREACHABLE: ("tidak dapat ditelepon", "bad"),
}


@dataclass(frozen=True)
class LiveRow:
    """A running call in words. `waits_since` is None once somebody has answered."""

    id: int
    arrived: str
    number: str
    unit: str
    stands: str
    kind: str
    waits_since: datetime | None
    waited: str


@dataclass(frozen=True)
class OfficerRow:
    """Somebody on duty, in words."""

    id: int
    name: str
    unit: str
    state: str
    kind: str


def make_live(reception: Reception) -> Blueprint:
    """`/live`, and `/live/now`, which the open page asks for."""
    pages, office = reception.pages("live", __name__), reception.office

    @pages.get("/live")
    @admits(*WATCHERS)
    def shown() -> str:
        hotline, now = asked_hotline(office), office.clock()
        board, tag = _board(hotline, now)
        note_watching(office, hotline, visitor().person.id, now=now)
        return render_template(
            "live.html", board=board, tag=tag, now=now, hotline=hotline, hotlines=hotlines_of(office)
        )

    @pages.get("/live/now")
    @admits(*WATCHERS)
    def now() -> Response:
        hotline, at = asked_hotline(office), office.clock()
        board, tag = _board(hotline, at)
        note_still_watching(office, hotline, visitor().person.id, now=at)
        if request.args.get("known") == tag:
            return Response(status=204)  # htmx leaves the page as it is
        answer = Response(
            render_template("live_frame.html", board=board, tag=tag, now=at, hotline=hotline, is_asked_again=True)
        )
        answer.set_etag(tag)
        answer.make_conditional(request)
        return answer

    def _board(hotline: Hotline, at: datetime) -> tuple[str, str]:
        watch = watch_calls(office, hotline, now=at)
        board = render_template(
            "live_board.html",
            watch=watch,
            calls=[_row(call, hotline) for call in watch.calls],
            officers=[_officer(one, hotline, at) for one in watch.officers],
            empty=[unit_name(hotline, unit) for unit in watch.empty_units],
        )
        told = f"{board}{list(notices_for(office, visitor()))}"  # the office may close while the page is open
        return board, sha256(told.encode()).hexdigest()[:16]

    return pages


def _row(call: LiveCall, hotline: Hotline) -> LiveRow:
    line = call.line
    stands, kind = PHASES[call.phase], "info"
    if line is not None:
        stands = f"Bicara dengan {line.officer}" if line.talking_since else f"Berdering di telepon {line.officer}"
        kind = "good" if line.talking_since else "warn"
    waited = whole_seconds(call.arrived_at, call.answered_at) if call.answered_at else 0
    return LiveRow(
        id=call.id,
        arrived=f"{to_local(call.arrived_at, hotline.zone):%H.%M.%S}",
        number=readable(call.from_number) if call.from_number else WITHHELD,
        unit=unit_name(hotline, line.unit if line else call.unit),
        stands=stands,
        kind=kind if call.phase is not Phase.GOODBYE else "",
        waits_since=None if call.answered_at else call.arrived_at,
        waited=f"{waited // 60}.{waited % 60:02}",
    )


def _officer(one: Watched, hotline: Hotline, at: datetime) -> OfficerRow:
    state, kind = DOING[one.doing]
    if one.doing is Doing.PAUSED:
        until = clock_near(one.until, at=at, zone=hotline.zone) if one.until else "diakhiri sendiri"
        state = f"jeda sampai {until}"
    return OfficerRow(one.person.id, one.person.name, unit_name(hotline, one.unit), state, kind)
