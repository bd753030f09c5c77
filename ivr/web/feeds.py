"""Calendars to follow: the secret links on the account page, and the files that calendar programs fetch by them."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint, Response, abort, flash, redirect, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from ivr.domain.local_time import plain_date, to_local
from ivr.store.feeds import feeds_of
from ivr.web.etag import tag_of, unless_known
from ivr.web.reception import Reception, Visitor, admits, admits_anybody, visitor
from ivr.workflows.make_calendar import make_calendar
from ivr.workflows.make_feed import make_feed, may_follow, revoke_feed
from ivr.workflows.office import Office
from ivr.workflows.record_labels import unit_name
from ivr.workflows.show_feed import show_feed

NEW = "new_feed"  # in the session until the page shows it: the link, and of which unit


@dataclass(frozen=True)
class FeedWords:
    """A calendar that somebody may follow. `since` is empty where there is no link yet; `link` is shown once."""

    unit: str
    name: str
    since: str
    link: str


def make_feeds(reception: Reception) -> Blueprint:
    """`/account/calendar`, and `/calendar/<token>.ics` for calendar programs."""
    pages, office = reception.pages("feeds", __name__), reception.office

    @pages.post("/account/calendar")
    @admits()
    def made() -> AnyResponse:
        who, unit, now = visitor(), _asked_unit(), office.clock()
        with office.database.writing() as connection:
            link = make_feed(connection, office, who.scope, hotline=who.hotline.key, unit=unit, now=now)
        session[NEW] = [unit or "", link]
        return redirect(url_for("account.shown") + "#calendars")

    @pages.post("/account/calendar/revoke")
    @admits()
    def revoked() -> AnyResponse:
        who, unit, now = visitor(), _asked_unit(), office.clock()
        with office.database.writing() as connection:
            is_revoked = revoke_feed(connection, who.scope, hotline=who.hotline.key, unit=unit, now=now)
        flash(
            "Tautan kalender dicabut; tidak ada yang dapat membacanya lagi."
            if is_revoked
            else "Tautan kalender itu memang sudah tidak ada.",
            "good",
        )
        return redirect(url_for("account.shown"))

    @pages.get("/calendar/<token>.ics")
    @admits_anybody
    def calendar(token: str) -> Response:
        now = office.clock()
        with office.database.reading() as connection:
            shown = show_feed(connection, office, token, now=now)
        if shown is None:
            # No page of ours: whoever is signed in would be noted with the secret in the path.
            return Response("Tautan kalender ini tidak berlaku.\n", status=404, mimetype="text/plain")

        def written() -> str:
            return make_calendar(shown.entries, name=shown.name, zone=shown.zone, now=now).decode()

        answer = unless_known(tag_of(shown), written)
        answer.headers["Content-Type"] = "text/calendar; charset=utf-8"
        answer.headers["Content-Disposition"] = 'inline; filename="piket.ics"'
        answer.headers["X-Robots-Tag"] = "noindex"
        answer.cache_control.private = True
        answer.cache_control.no_cache = True
        return answer

    return pages


def feed_words(office: Office, who: Visitor) -> list[FeedWords]:
    """The calendars on somebody's account page; a link that was just made is shown this once."""
    new_unit, new_link = session.pop(NEW, None) or (None, "")
    with office.database.reading() as connection:
        since = {feed.unit or "": feed.made_at for feed in feeds_of(connection, who.person.id)}

    def words(unit: str, name: str) -> FeedWords:
        made_at = since.get(unit)
        day = plain_date(to_local(made_at, who.hotline.zone).date()) if made_at else ""
        return FeedWords(unit, name, day, new_link if unit == new_unit else "")

    return [words(unit, name) for unit, name in _calendars(who)]


def _calendars(who: Visitor) -> Iterator[tuple[str, str]]:
    yield "", "Piket saya"
    for unit in who.hotline.units:
        if may_follow(who.scope, who.hotline.key, unit):
            yield unit, f"Piket {unit_name(who.hotline, unit)}"


def _asked_unit() -> str | None:
    """The unit whose calendar is asked for, None for the person's own; 404 for one that is not theirs."""
    who, unit = visitor(), request.form.get("unit") or None
    if unit is not None and (unit not in who.hotline.units or not may_follow(who.scope, who.hotline.key, unit)):
        abort(404)
    return unit
