"""Reads the attribute values of a verb; a wrong one is complained of and the default taken.

Source: Twilio docs, the attribute tables of each verb, and the error pages 13210-13910.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal
from urllib.parse import urljoin, urlsplit

from ivr.simulator.findings import TwimlFailure
from ivr.simulator.twiml_parser import Node

Complain = Callable[[int, str], None]
Method = Literal["GET", "POST"]

#: The longest a call may last, in seconds.
MAX_CALL_SECONDS = 14400


class Values:
    """The attributes of one element, each with its range and the code of its complaint."""

    def __init__(self, node: Node, *, base: str, complain: Complain) -> None:
        self.node = node
        self.base = base
        self.complain = complain

    def number(self, name: str, *, default: int, low: int, high: int, code: int) -> int:
        """Return a whole number within low..high."""
        raw = self.node.get(name)
        if raw is None:
            return default
        if raw.strip().isascii() and raw.strip().isdigit() and low <= int(raw) <= high:
            return int(raw)
        self._wrong(name, raw, f"a whole number from {low} to {high}", code)
        return default

    def claim(self, name: str, *, default: bool, code: int = 12200) -> bool:
        """Return a true/false attribute."""
        return self.choice(name, ("true", "false"), default="true" if default else "false", code=code) == "true"

    def choice(self, name: str, allowed: tuple[str, ...], *, default: str, code: int) -> str:
        """Return one of the allowed words."""
        raw = self.node.get(name)
        if raw is None or raw in allowed:
            return default if raw is None else raw
        self._wrong(name, raw, " or ".join(allowed), code)
        return default

    def method(self, name: str = "method", *, code: int) -> Method:
        """Return GET or POST, POST by default."""
        return "GET" if self.choice(name, ("GET", "POST"), default="POST", code=code) == "GET" else "POST"

    def keys(self, name: str, *, default: str, allowed: str, most: int, code: int) -> str:
        """Return some of the allowed keys; "" means none."""
        raw = self.node.get(name)
        if raw is None:
            return default
        if len(raw) <= most and all(key in allowed for key in raw):
            return raw
        self._wrong(name, raw, f"at most {most} of {allowed}", code)
        return default

    def url(self, name: str) -> str | None:
        """Return an absolute URL, None when the attribute is absent, "" when it is empty."""
        raw = self.node.get(name)
        return raw if not raw else self.absolute(raw.strip())

    def absolute(self, reference: str) -> str:
        """Return a URL relative to the document; raises TwimlFailure 11100 when there is none to refer to."""
        whole = urljoin(self.base, reference)
        parts = urlsplit(whole)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise TwimlFailure(11100, f"{reference!r} is not an address that can be requested", url=self.base)
        if "_" in parts.hostname:
            raise TwimlFailure(11100, f"the host name in {reference!r} holds an underscore", url=self.base)
        if any(char.isspace() for char in whole):
            raise TwimlFailure(11100, f"{reference!r} holds blanks", url=self.base)
        return whole

    def _wrong(self, name: str, raw: str, wanted: str, code: int) -> None:
        self.complain(code, f"<{self.node.tag} {name}={raw!r}>: must be {wanted}")
