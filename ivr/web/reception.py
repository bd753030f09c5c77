"""The reception: who is at the door, may they enter this room, and is it really their own page that asks."""

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar
from urllib.parse import urlencode

import structlog
from flask import Blueprint, Response, abort, current_app, g, redirect, render_template, request, session, url_for
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import HTTPException
from werkzeug.sansio.response import Response as FaultResponse
from werkzeug.wrappers import Response as AnyResponse

from ivr.domain.hotline import Hotline
from ivr.domain.journal import Action, Entry
from ivr.domain.people import Person, Role
from ivr.domain.scope import Scope, scope_of
from ivr.store.engine import unavailable
from ivr.store.journal import note_in_journal
from ivr.store.sessions import Session, note_seen, session_of
from ivr.web.faults import answer_fault, answer_unavailable
from ivr.web.headers import add_headers
from ivr.web.typed import is_from_here, typed_here
from ivr.workflows.catch_up import catch_up
from ivr.workflows.office import Office
from ivr.workflows.place_test_call import TestCalls
from ivr.workflows.sign_in import IDLE

View = TypeVar("View", bound=Callable[..., Any])
LARGEST_ID = 2**31 - 1
SEEN_EVERY = timedelta(minutes=5)  # a page that is polled must not write each time

log = structlog.get_logger()


@dataclass(frozen=True)
class Entrance:
    """Who may enter a room. `roles` None: anybody, signed in or not. `link`: also who came by the mailed link for
    the very thing that the URL names, e.g. "form" for `/forms/12` with a session that opens only "form:12".
    `is_presence` False: pages ask for it by themselves, which does not keep a session from ending idle."""

    roles: frozenset[Role] | None
    link: str | None = None
    is_presence: bool = True


@dataclass(frozen=True)
class Visitor:
    """Who is asking. `hotline` is where the person belongs; `scope` goes into every query."""

    person: Person
    hotline: Hotline
    scope: Scope
    session: Session


def admits(*roles: Role, link: str | None = None, is_presence: bool = True) -> Callable[[View], View]:
    """Let people with one of these roles into a room; without roles, everybody who is signed in."""
    return _entrance(Entrance(frozenset(roles or Role), link, is_presence))


def admits_anybody(view: View) -> View:
    """Let anybody in, signed in or not."""
    return _entrance(Entrance(None))(view)


def visitor() -> Visitor:
    """Who is asking; only in rooms that do not admit anybody."""
    found: Visitor | None = g.get("visitor")
    assert found is not None, "a room that admits anybody asked who it is"
    return found


class Reception:
    """Guards every blueprint it makes: a room without an `admits` opens to nobody."""

    def __init__(self, office: Office, test_calls: TestCalls | None = None) -> None:
        """`test_calls` is the network that rings telephones to try them."""
        self.office = office
        self.test_calls = test_calls
        self._csrf = CSRFProtect()

    def pages(self, name: str, import_name: str, **more: Any) -> Blueprint:
        """A blueprint whose every room is guarded."""
        pages = Blueprint(name, import_name, **more)
        pages.before_request(self._guard)
        pages.after_request(lambda response: add_headers(response, self.office.settings.public_url))
        pages.register_error_handler(HTTPException, self._answer_fault)
        for fault in unavailable:
            pages.register_error_handler(fault, answer_unavailable)
        return pages

    def _guard(self) -> AnyResponse | None:
        entrance: Entrance | None = getattr(current_app.view_functions[request.endpoint or ""], "entrance", None)
        if request.endpoint and request.endpoint.endswith(".static"):
            return None
        if "\0" in request.path or any("\0" in asked for asked in request.args.values()):
            abort(400)  # nobody types it in an address, and PostgreSQL takes it nowhere, not even for the journal
        g.visitor = self._who(is_presence=entrance is None or entrance.is_presence)
        try:
            self._check_is_own_page()
        except CSRFError:
            if g.visitor is None and entrance is not None and entrance.roles is not None and is_from_here():
                return self._ask_to_sign_in()  # the cookie is gone, and the token with it; nothing is done yet
            raise
        if entrance is None:
            abort(403)
        if entrance.roles is None:
            return None
        if g.visitor is None:
            return self._ask_to_sign_in()
        if not _may_enter(g.visitor, entrance):
            abort(403)
        if any(isinstance(thing, int) and thing > LARGEST_ID for thing in (request.view_args or {}).values()):
            abort(404)  # no database could even be asked for it
        return None

    def _who(self, *, is_presence: bool) -> Visitor | None:
        token = session.get("token")
        now = self.office.clock()
        with self.office.database.reading() as connection:
            catch_up(self.office, connection)
            if not isinstance(token, str):
                return None
            found = session_of(connection, token, now=now, idle_since=now - IDLE)
        if found is None:
            return None
        if is_presence and now - found.seen_at > SEEN_EVERY:
            with self.office.database.writing() as connection:
                note_seen(connection, found.id, now=now)
        hotline = self.office.hotlines.by_key.get(found.member.hotline, self.office.hotlines.first)
        scope = scope_of(found.member.person, found.member.hotline, operator_unit=hotline.operator)
        return Visitor(found.member.person, hotline, scope, found)

    def _check_is_own_page(self) -> None:
        """Nobody else's page may make a browser act for its user (OWASP, CSRF). Raises CSRFError, HTTP 400."""
        if request.method not in ("GET", "HEAD", "OPTIONS"):
            self._csrf.protect()

    def _ask_to_sign_in(self) -> AnyResponse:
        if request.method == "GET" and not is_script():
            return redirect(f"{url_for('sign_in.ask')}?{urlencode({'next': typed_here().path})}")
        if is_script():
            return Response("Sesi Anda sudah berakhir. Silakan masuk kembali.", status=401, mimetype="text/plain")
        # What was typed goes along, and is shown again after signing in.
        return Response(render_template("sign_in.html", typed=typed_here(), email=""), status=401)

    def _answer_fault(self, fault: HTTPException) -> FaultResponse:
        """The page of an HTTP error. Whoever asked for a room or a thing that is not theirs, or not there, is noted."""
        who: Visitor | None = g.get("visitor")
        if who is not None and (fault.code == 403 or (fault.code == 404 and request.view_args)):
            try:
                self._note_refused(who)
            except unavailable as unheard:
                return answer_unavailable(unheard)
        return answer_fault(fault)

    def _note_refused(self, who: Visitor) -> None:
        log.warning("page refused", path=request.path, person=who.person.id)
        entry = Entry(who.person.id, Action.REFUSED, request.path[:80], who.hotline.key, detail=request.method)
        with self.office.database.writing() as connection:
            note_in_journal(connection, entry, at=self.office.clock())


def is_script() -> bool:
    """Whether a script of ours asks (it says so), not somebody who follows a link."""
    return "HX-Request" in request.headers or request.headers.get("X-Requested-With") == "piket"


def _may_enter(who: Visitor, entrance: Entrance) -> bool:
    only = who.session.only
    if only is not None:
        things = request.view_args or {}
        return entrance.link is not None and any(
            hmac.compare_digest(only, f"{entrance.link}:{thing}") for thing in things.values()
        )
    return bool(who.person.roles & (entrance.roles or frozenset()))


def _entrance(entrance: Entrance) -> Callable[[View], View]:
    def mark(view: View) -> View:
        view.entrance = entrance  # type: ignore[attr-defined]
        return view

    return mark


__all__ = ["CSRFError", "Entrance", "Reception", "Visitor", "admits", "admits_anybody", "is_script", "visitor"]
