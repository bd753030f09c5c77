"""The demonstration's own door: what the page and the terminal telephone ask for, and the keys they press.

It exists on the stage only; the production server knows nothing of it.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import structlog
from flask import Blueprint, Response, abort, jsonify, request
from werkzeug.exceptions import HTTPException

from demo.doorman import HEADERS, why_refused
from demo.guests import Line
from demo.handsets import HABITS, Handset
from demo.ledger import Ledger
from demo.misfortunes import MISFORTUNES, faults_of
from demo.moments import moments
from demo.names import shown
from demo.stage import Stage
from demo.telephone_view import TelephoneView
from demo.watch_view import is_open_at, watch_at
from ivr.domain.local_time import clock, long_date, to_local, to_utc, zone_name
from ivr.domain.phone import PhoneFault, parse_phone
from ivr.telephony.rest import TwilioCallRecords
from ivr.workflows.close_silent_calls import SILENT_FOR, close_silent_calls
from ivr.workflows.office import Clock

T = TypeVar("T")

KEYPAD = frozenset("0123456789*#")
#: The years in which the demonstration can play; outside them no calendar of holidays is known.
FIRST_YEAR, LAST_YEAR = 2000, 2100

log = structlog.get_logger()


def make_api(stage: Stage, wall_clock: Clock) -> Blueprint:
    """The blueprint under /demo; every route of it is guarded by the doorman."""
    api = Blueprint("demo_api", __name__, url_prefix="/demo")
    view, ledger, hotline = TelephoneView(stage.names, stage.clock), Ledger(stage), stage.hotline

    @api.before_request
    def guard() -> None:
        if reason := why_refused(request):
            log.warning("demonstration refused a request", path=request.path, reason=reason)
            abort(403)

    @api.after_request
    def add_headers(response: Response) -> Response:
        response.headers.update(HEADERS)
        return response

    @api.errorhandler(HTTPException)
    def say_so(fault: HTTPException) -> tuple[Response, int]:
        return jsonify(sorry=fault.description), fault.code or 500

    @api.get("/state")
    def state() -> Response:
        """What changes from moment to moment: the time, the telephones, the new lines of the timeline."""
        with stage.network.loop.lock:
            lines = [view.line(line) for line in stage.lines.values()]
            handsets = [view.handset(handset) for handset in stage.handsets.values()]
            last = stage.timeline.last
        return jsonify(
            stage=stage.network.account_sid,  # another one: the demonstration was started anew
            clock=_clock_view(stage),
            lines=lines,
            handsets=handsets,
            misfortunes=stage.misfortunes,
            timeline=stage.timeline.after(request.args.get("after", 0, type=int)),
            last=last,
        )

    @api.get("/office")
    def office() -> Response:
        """What the office knows: the calls on record, and who would be rung now."""
        now = stage.clock.now()
        return jsonify(calls=ledger.pages(), watch=watch_at(stage.office, hotline, now))

    @api.get("/choices")
    def choices() -> Response:
        """What can be chosen: habits, misfortunes, moments, and the numbers of the hotline."""
        return jsonify(
            hotline={"name": hotline.name, "numbers": [shown(number) for number in hotline.numbers]},
            habits=[{"key": key, "label": label} for key, label, _ in HABITS],
            misfortunes=[{"key": one.key, "group": one.group, "label": one.label} for one in MISFORTUNES],
            moments=[{"key": one.key, "label": one.label, "when": one.when} for one in moments(hotline, wall_clock())],
            units=[{"key": unit.key, "name": unit.name} for unit in hotline.units.values()],
        )

    @api.post("/lines/<key>/<act>")
    def act_on_line(key: str, act: str) -> tuple[str, int]:
        line = _found(stage.lines, key)
        if line.plays_itself:
            abort(409, "Panggilan contoh ini berjalan sendiri. Silakan memakai penelepon lain.")
        if act == "dial":
            _dial(stage, line, _text("number"))
        else:
            _found(_acts_of_line(line), act)()
        return "", 204

    @api.post("/handsets/<key>/<act>")
    def act_on_handset(key: str, act: str) -> tuple[str, int]:
        handset = _found(stage.handsets, key)
        _found(_acts_of_handset(handset), act)()
        return "", 204

    @api.post("/clock")
    def set_clock() -> tuple[str, int]:
        if wanted := _text("moment"):
            found = {one.key: one.at for one in moments(hotline, wall_clock())}
            stage.move_clock(_found(found, wanted))
        else:
            stage.move_clock(_moment(stage, _text("at")))
        return "", 204

    @api.post("/misfortunes")
    def set_misfortunes() -> tuple[str, int]:
        keys = _body().get("keys")
        known = {one.key for one in MISFORTUNES}
        if not isinstance(keys, list) or not all(isinstance(key, str) and key in known for key in keys):
            abort(400, "Gangguan itu tidak dikenal.")
        stage.network.suffer(faults_of(keys))
        stage.misfortunes[:] = keys
        return "", 204

    @api.post("/sweep")
    def sweep() -> Response:
        """Close at once, by asking the network, the calls whose last callback never came."""
        records = TwilioCallRecords(stage.office.settings)
        later = stage.clock.now() + SILENT_FOR + timedelta(seconds=1)
        return jsonify(closed=close_silent_calls(stage.office, records, now=later))

    return api


def _clock_view(stage: Stage) -> Mapping[str, Any]:
    now = stage.clock.now()
    local = to_local(now, stage.hotline.zone)
    return {
        "date": long_date(local.date()),
        "time": f"{local:%H.%M.%S}",
        "input": f"{local:%Y-%m-%dT%H:%M}",
        "zone": zone_name(local),
        "is_open": is_open_at(stage.hotline, now),
        "minute": clock(local),
    }


def _dial(stage: Stage, line: Line, written: str) -> None:
    """Call what was typed, or the hotline when nothing was."""
    numbers = stage.network.numbers
    try:
        number = parse_phone(written).address if written else stage.hotline.numbers[0]
    except PhoneFault:
        number = ""
    if number not in numbers:
        abort(422, f"Nomor itu belum terpasang di jaringan peragaan. Teleponlah {shown(stage.hotline.numbers[0])}.")
    if stage.moving.locked() or line.dial(number) is None:
        abort(409, f"{line.guest.name} sedang menelepon.")


def _acts_of_line(line: Line) -> Mapping[str, Callable[[], None]]:
    return {"press": lambda: line.press(_key()), "hang-up": line.hang_up}


def _acts_of_handset(handset: Handset) -> Mapping[str, Callable[[], None]]:
    telephone = handset.telephone
    return {
        "answer": telephone.answer,
        "decline": telephone.decline,
        "press": lambda: telephone.press(_key()),
        "hang-up": telephone.hang_up,
        "lose": handset.lose_line,
        "habit": lambda: handset.take_habit(_one_of(_text("habit"), {key for key, _, _ in HABITS})),
    }


def _moment(stage: Stage, written: str) -> datetime:
    try:
        wanted = datetime.fromisoformat(written)
    except ValueError:
        abort(400, "Tulis tanggal dan jam, misalnya 2026-11-23T09:00.")
    if not FIRST_YEAR <= wanted.year <= LAST_YEAR:
        abort(400, f"Pilih tahun {FIRST_YEAR} sampai {LAST_YEAR}.")
    if wanted.tzinfo is not None:
        return wanted.astimezone(UTC)
    return to_utc(wanted.date(), wanted.time(), stage.hotline.zone)


def _found(known: Mapping[str, T], key: str) -> T:
    if key not in known:
        abort(404, "Tidak ada di peragaan ini.")
    return known[key]


def _one_of(value: str, known: Collection[str]) -> str:
    if value not in known:
        abort(400, "Pilihan itu tidak ada.")
    return value


def _key() -> str:
    return _one_of(_text("key"), KEYPAD)


def _text(name: str) -> str:
    value = _body().get(name, "")
    return value if isinstance(value, str) else ""


def _body() -> Mapping[str, Any]:
    body = request.get_json(silent=True)
    return body if isinstance(body, dict) else {}
