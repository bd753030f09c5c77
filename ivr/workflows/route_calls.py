"""Where the calls of a line should go, and what has to change for that."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from urllib.parse import urldefrag, urlsplit

from config.settings import Settings
from config.settings_values import TWILIO
from ivr.workflows.carrier import Line, Route

# Connection overrides (Twilio docs, "Webhooks connection overrides"): give up connecting after 3 seconds instead of 5,
# and try twice more, also after the 502 of a proxy whose server is just restarting. Every webhook of ours gives a
# repeated request the identical answer, so that is safe, and nine seconds still leave time for the fallback within
# Twilio's fifteen. A fragment is never sent and never signed.
PATIENCE = "#ct=3000&rc=2&rp=ct,5xx"

SHIPPED = ("https://demo.twilio.com/",)
"""What a fresh Twilio number asks; nobody misses it."""


@dataclass(frozen=True)
class Change:
    """One setting of a line before and after."""

    name: str
    before: str
    after: str


def wanted_route(settings: Settings) -> Route:
    """The route of a line that this installation answers.

    Only Twilio itself is asked to be patient: other servers may take the fragment for a part of the address.
    """
    patience = PATIENCE if settings.twilio_api_url == TWILIO else ""
    return Route(
        voice_url=f"{settings.public_url}/voice{patience}",
        fallback_url=settings.fallback_url,
        status_url=f"{settings.public_url}/voice/status{patience}",
    )


def new_route(before: Route, wanted: Route) -> Route:
    """The wanted route; the connection overrides that an office chose for itself are left as they are."""
    kept = {
        name: getattr(before, name)
        for name in ("voice_url", "fallback_url", "status_url")
        if urldefrag(getattr(before, name)).fragment and is_same(getattr(before, name), getattr(wanted, name))
    }
    return replace(wanted, **kept)


def changes(before: Route, after: Route) -> tuple[Change, ...]:
    """What differs, in the order of a route."""
    return tuple(_differences(before, after))


def amiss(route: Route, wanted: Route) -> tuple[Change, ...]:
    """What a route does not do as wanted, whatever its connection overrides are."""
    return changes(_bare(route), _bare(wanted))


def is_same(url: str, other: str) -> bool:
    """Whether two addresses are the same but for their connection overrides."""
    return urldefrag(url).url == urldefrag(other).url


def overwritten(before: Route, after: Route, settings: Settings) -> tuple[str, ...]:
    """The addresses of somebody else that would be lost."""
    own = {_origin(settings.public_url), _origin(settings.fallback_url)}
    lost = (change.before for change in _differences(_bare(before), _bare(after)) if "://" in change.before)
    return tuple(dict.fromkeys(url for url in lost if _origin(url) not in own and not url.startswith(SHIPPED)))


def taken_by(line: Line) -> str | None:
    """Who takes the calls of a line instead of its route, None when nobody does."""
    if line.application_sid:
        return f"aplikasi TwiML {line.application_sid}"
    if line.trunk_sid:
        return f"trunk SIP {line.trunk_sid}"
    return None


def _differences(before: Route, after: Route) -> Iterator[Change]:
    for field in fields(Route):
        was, becomes = getattr(before, field.name), getattr(after, field.name)
        if was != becomes:
            yield Change(field.name, was, becomes)


def _bare(route: Route) -> Route:
    urls = {name: urldefrag(getattr(route, name)).url for name in ("voice_url", "fallback_url", "status_url")}
    return replace(route, **urls)


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc.lower()
