"""People's door put together: every page of officers, leaders, coordinators and administrators."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from flask import Blueprint, Flask, current_app, g, redirect, request, url_for
from flask_wtf.csrf import CSRFProtect
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from ivr.domain.local_time import clock, day_name, long_date, plain_date, to_local
from ivr.domain.people import Role
from ivr.domain.phone import Phone, readable
from ivr.web.account import make_account
from ivr.web.calls import make_calls
from ivr.web.duty import make_duty
from ivr.web.faults import answer_fault
from ivr.web.feeds import make_feeds
from ivr.web.figures import make_figures
from ivr.web.forgot import make_forgot
from ivr.web.forms import make_forms
from ivr.web.handovers import make_handovers
from ivr.web.headers import add_headers
from ivr.web.journal import make_journal
from ivr.web.links import make_links
from ivr.web.live import make_live
from ivr.web.manual_calls import make_manual_calls
from ivr.web.notice_words import notices_for
from ivr.web.people import make_people
from ivr.web.phone_tests import make_phone_tests
from ivr.web.reception import Reception, Visitor, admits
from ivr.web.referrals import make_referrals
from ivr.web.roster import make_roster
from ivr.web.roster_files import make_roster_files
from ivr.web.sign_in import make_sign_in
from ivr.web.sign_offs import make_sign_offs
from ivr.web.special_days import make_special_days
from ivr.web.substitutes import make_substitutes
from ivr.web.swaps import make_swaps
from ivr.web.topics import make_topics
from ivr.web.who import make_who
from ivr.workflows.office import Office
from ivr.workflows.place_test_call import TestCalls

STATIC = Path(__file__).parent / "static"
ROOMS: tuple[Callable[[Reception], Blueprint], ...] = (
    make_sign_in,
    make_forgot,
    make_links,
    make_account,
    make_duty,
    make_roster,
    make_calls,
    make_forms,
    make_referrals,
    make_handovers,
    make_manual_calls,
    make_sign_offs,
    make_live,
    make_figures,
    make_journal,
    make_people,
    make_phone_tests,
    make_topics,
    make_special_days,
    make_swaps,
    make_substitutes,
    make_roster_files,
    make_feeds,
    make_who,
)
"""Every blueprint of people's door."""

_WORKERS = frozenset({Role.OFFICER, Role.OPERATOR})
_RECAP_READERS = frozenset({Role.COORDINATOR, Role.LEADER, Role.ADMIN})


def _everybody(_: Visitor) -> bool:
    return True


# Where a person can go: the room, its name, and for whom it is in the navigation.
NAVIGATION: tuple[tuple[str, str, Callable[[Visitor], bool]], ...] = (
    ("duty.shown", "Piket saya", lambda who: bool(who.person.roles & _WORKERS)),
    ("roster.week", "Jadwal", _everybody),
    ("live.shown", "Telepon sekarang", lambda who: who.scope.sees_live_calls),
    ("calls.listed", "Panggilan", _everybody),
    ("figures.shown", "Angka", _everybody),
    ("recaps.listed", "Rekapitulasi", lambda who: bool(who.person.roles & _RECAP_READERS)),
    ("who.asked", "Siapa menjawab?", _everybody),
    ("swaps.listed", "Tukar piket", _everybody),
    ("special_days.shown", "Hari libur", _everybody),
    ("topics.listed", "Topik dan FAQ", _everybody),
    ("people.listed", "Orang", lambda who: who.scope.keeps_people),
    ("journal.shown", "Jurnal", lambda who: who.scope.keeps_journal),
)


def furnish(
    app: Flask,
    office: Office,
    test_calls: TestCalls | None = None,
    more_rooms: Sequence[Callable[[Reception], Blueprint]] = (),
) -> None:
    """Give an application people's door: sessions, guarded pages, and the look they share.

    `test_calls` is the network that rings telephones to try them; `more_rooms` are those of floors above.
    """
    public_url = office.settings.public_url
    app.secret_key = office.settings.secret_key
    app.config.update(
        SESSION_COOKIE_NAME="piket",
        SESSION_COOKIE_PATH=urlsplit(public_url).path or "/",  # whatever else the same host serves
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=public_url.startswith("https:"),
        WTF_CSRF_CHECK_DEFAULT=False,  # the reception checks its own pages; webhooks are signed instead
        WTF_CSRF_TIME_LIMIT=None,  # a form may stay open all day; the session is what ends
    )
    CSRFProtect(app)
    app.context_processor(lambda: {"visitor": g.get("visitor"), "rooms": _rooms, "static": _static})
    app.context_processor(
        lambda: {"notices": lambda: list(notices_for(office, g.get("visitor"))), "has_bell": _has_bell}
    )
    app.jinja_env.filters.update(hour=_hour, day=_day, moment=_moment, phone=_phone)
    reception = Reception(office, test_calls)
    app.register_blueprint(_make_entry(reception))
    for make in (*ROOMS, *more_rooms):
        app.register_blueprint(make(reception))
    app.register_error_handler(HTTPException, lambda fault: add_headers(answer_fault(fault), public_url))


def _make_entry(reception: Reception) -> Blueprint:
    """The front door, and what all pages share."""
    pages = reception.pages(
        "entry", __name__, template_folder="templates", static_folder="static", static_url_path="/static"
    )

    @pages.get("/")
    @admits()
    def front() -> Response:
        first = next(endpoint for endpoint, _, _ in _rooms())
        return redirect(url_for(first))

    return pages


def _rooms() -> list[tuple[str, str, bool]]:
    """The navigation of who is asking: endpoint, name, and whether it is the room they are in."""
    who: Visitor | None = g.get("visitor")
    if who is None or who.session.only is not None:
        return []
    here = (request.endpoint or "").partition(".")[0]
    return [
        (endpoint, name, endpoint.partition(".")[0] == here)
        for endpoint, name, is_for in NAVIGATION
        if endpoint in current_app.view_functions and is_for(who)
    ]


def _has_bell() -> bool:
    """Whether the page tells that the visitor's telephone rings: each of theirs but the one that shows the call."""
    who: Visitor | None = g.get("visitor")
    return (
        who is not None
        and who.session.only is None
        and bool(who.person.roles & _WORKERS)
        and request.endpoint != "duty.shown"
    )


def _static(name: str) -> str:
    """The URL of a file of ours, another one whenever its content changes."""
    return url_for("entry.static", filename=name, v=_fingerprint(name))


def _fingerprint(name: str) -> str:
    return sha256((STATIC / name).read_bytes()).hexdigest()[:10]


def _local(at: datetime) -> datetime:
    return to_local(at, g.visitor.hotline.zone)


def _phone(phone: Phone | str | None) -> str:
    """`0812-3456-7890`: every page writes a number in this one form; files for machines keep E.164."""
    return readable(str(phone)) if phone else "-"


def _hour(at: datetime | None) -> str:
    """`09.05` on the visitor's hotline's clocks."""
    return clock(_local(at)) if at else ""


def _day(on: date | None) -> str:
    """`Senin, 23 November 2026`, of a local date or of a moment."""
    if on is None:
        return ""
    return long_date(_local(on).date() if isinstance(on, datetime) else on)


def _moment(at: datetime | None) -> str:
    """`Senin 23 November 2026 pukul 09.05`."""
    if at is None:
        return ""
    local = _local(at)
    return f"{day_name(local.date())}, {plain_date(local.date())} pukul {clock(local)}"
