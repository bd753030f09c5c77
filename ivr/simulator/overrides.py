"""Reads the connection overrides that may stand in the fragment of a webhook URL.

Source: Twilio docs, "Webhooks connection overrides".
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

HARD_LIMIT_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Overrides:
    """How often and on what a request is tried again, and how long it may take in seconds."""

    retries: int = 1
    retry_on: frozenset[str] = frozenset({"ct"})
    total_seconds: float = HARD_LIMIT_SECONDS

    def retries_after(self, *, status: int, could_not_connect: bool, timed_out: bool) -> bool:
        """Return whether an attempt that ended like this is repeated."""
        reasons = {"ct"} if could_not_connect else {"rt"} if timed_out else {f"{status // 100}xx"}
        return "all" in self.retry_on or bool(reasons & self.retry_on)


def overrides_of(url: str) -> Overrides:
    """Return what the fragment of `url` asks for; wrong values keep the default, as Twilio only warns."""
    asked = {name: values[-1] for name, values in parse_qs(urlsplit(url).fragment).items()}
    retries = int(asked["rc"]) if asked.get("rc", "").isdigit() else 1
    retry_on = frozenset(asked["rp"].split(",")) if "rp" in asked else frozenset({"ct"})
    limits = [int(asked[key]) / 1000 for key in ("rt", "tt") if asked.get(key, "").isdigit()]
    return Overrides(min(retries, 5), retry_on, min([HARD_LIMIT_SECONDS, *limits]))
