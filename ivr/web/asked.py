"""What a page is asked for in its address: hotline, days, a number; in words when it is not readable."""

from datetime import UTC, date, datetime, timedelta

from flask import abort, request

from ivr.domain.hotline import Hotline
from ivr.store.position import Position
from ivr.web.reception import visitor
from ivr.workflows.office import Office


def asked_hotline(office: Office) -> Hotline:
    """The hotline that the address names (`?hotline=`), by default the visitor's own; 404 for another's."""
    who, key = visitor(), request.args.get("hotline")
    if not key:
        return who.hotline
    if key not in office.hotlines.by_key or not who.scope.covers_hotline(key):
        abort(404)
    return office.hotlines.by_key[key]


def hotlines_of(office: Office) -> list[Hotline]:
    """The hotlines that the visitor may look at."""
    return [one for one in office.hotlines if visitor().scope.covers_hotline(one.key)]


def asked_date(name: str, default: date) -> date | None:
    """The date under a name; the default where there is none, None for something that is no date."""
    text = request.args.get(name, "").strip()
    if not text:
        return default
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    # The days around it must exist too.
    return found if date.min + timedelta(days=400) < found < date.max - timedelta(days=400) else None


def asked_position() -> Position | None:
    """Where the page begins (`?below=2026-11-23T02:00:00+00:00_12`); None for the first, or what is not readable."""
    moment, _, row_id = request.args.get("below", "").rpartition("_")
    try:
        at = datetime.fromisoformat(moment.replace(" ", "+"))
        return Position(at.astimezone(UTC), int(row_id)) if at.tzinfo and 0 < int(row_id) < 2**31 else None
    except (ValueError, OverflowError):
        return None


def position_words(position: Position) -> str:
    """A position as the address holds it."""
    return f"{position.at.isoformat()}_{position.id}"
