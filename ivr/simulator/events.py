"""What an observer of the network is told, as it happens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened on one leg of a call; `call` is the sid of the family's first leg."""

    at: datetime
    sid: str
    call: str

    def told(self) -> tuple[str, str]:
        """Return who did what, for a person to read."""
        return "network", type(self).__name__


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialled(Event):
    """Somebody, or the service, set out to call a number."""

    caller: str
    number: str

    def told(self) -> tuple[str, str]:
        return self.caller or "withheld", f"dials {self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookSent(Event):
    """The network asks for TwiML."""

    url: str
    params: tuple[tuple[str, str], ...]

    def told(self) -> tuple[str, str]:
        return "twilio", f"asks {self.url}"


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookAnswered(Event):
    """The answer to a webhook; status 0 when none came."""

    url: str
    status: int
    body: str

    def told(self) -> tuple[str, str]:
        return "service", f"answers {self.status}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackSent(Event):
    """A status or recording callback was delivered; status 0 when nobody took it."""

    url: str
    params: tuple[tuple[str, str], ...]
    status: int

    def told(self) -> tuple[str, str]:
        what = dict(self.params)
        return "twilio", f"reports {what.get('CallStatus') or what.get('RecordingStatus', '')} -> {self.status}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Misfortune(Event):
    """An ordered misfortune befell a request; `what` is one of

    callbacks: "lost", "doubled", "late"; attempts: "refused", "asked twice", "asked at once", "slow", "timed out".
    """

    url: str
    what: str

    def told(self) -> tuple[str, str]:
        return "fate", f"{self.what}: {self.url}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoke(Event):
    """Something begins to be said or played into a leg."""

    to: str
    text: str

    def told(self) -> tuple[str, str]:
        return f"hotline to {self.to}", self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidByPerson(Event):
    """The person at the end of a leg speaks, for instance into a message box."""

    by: str
    text: str

    def told(self) -> tuple[str, str]:
        return self.by, f"says: {self.text}"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPressed(Event):
    """A key; `lost` when nothing listened."""

    by: str
    digit: str
    lost: bool

    def told(self) -> tuple[str, str]:
        return self.by, f"presses {self.digit}" + (" (nobody listens)" if self.lost else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ringing(Event):
    """A telephone begins to ring."""

    number: str

    def told(self) -> tuple[str, str]:
        return self.number, "rings"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered(Event):
    """A leg was picked up, by a person or by the service."""

    by: str

    def told(self) -> tuple[str, str]:
        return self.by, "answers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridged(Event):
    """Two parties can hear each other."""

    caller: str
    number: str

    def told(self) -> tuple[str, str]:
        return self.caller, f"talks to {self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class HungUp(Event):
    """A leg is over."""

    party: str
    by: str
    status: str

    def told(self) -> tuple[str, str]:
        return self.by, f"ends the line of {self.party} ({self.status})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Complained(Event):
    """The network found fault with what it was told; see `Finding`."""

    code: int
    text: str

    def told(self) -> tuple[str, str]:
        return "twilio", f"complains {self.code}: {self.text}"
