"""The telephone account as the verbs see it: its state, its numbers and SIP domains, and where their calls go."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True)
class Route:
    """Which addresses are asked when somebody calls, and how; an empty address is not asked."""

    voice_url: str = ""
    voice_method: str = "POST"
    fallback_url: str = ""
    fallback_method: str = "POST"
    status_url: str = ""
    status_method: str = "POST"


@dataclass(frozen=True)
class Line:
    """A number (E.164) or SIP domain of the account.

    `application_sid` and `trunk_sid` say that something else takes the calls, and the route is ignored.
    """

    sid: str
    address: str
    route: Route
    is_sip_domain: bool = False
    application_sid: str | None = None
    trunk_sid: str | None = None


@dataclass(frozen=True)
class Account:
    """The account itself. `told_at` is the carrier's own clock when it answered, None when it did not say."""

    is_active: bool
    is_trial: bool = False
    told_at: datetime | None = None


class CarrierFault(Exception):
    """The account cannot be asked; the text says in Indonesian why."""


class NotConfigured(CarrierFault):
    """TWILIO_ACCOUNT_SID or TWILIO_AUTH_TOKEN is missing."""


class Refused(CarrierFault):
    """The carrier does not know this account and token together (Twilio error 20003), or forbids the request."""


class Unreachable(CarrierFault):
    """No answer in time, or none that can be understood."""


class Carrier(Protocol):
    """The account over REST. Every question raises CarrierFault when there is no answer to it."""

    def account(self) -> Account:
        """The account of the settings."""

    def number(self, number: str) -> Line | None:
        """A number of the account in E.164; None when it is not there."""

    def sip_domain(self, name_or_sid: str) -> Line | None:
        """A SIP domain of the account, by `kantor.sip.twilio.com` or by SD...; None when it is not there."""

    def may_show(self, number: str) -> bool:
        """Whether calls may show this number: owned or verified (Twilio error 13214)."""

    def point(self, line: Line, route: Route) -> Line:
        """Give a line its new route; the line as the carrier keeps it from now on."""
