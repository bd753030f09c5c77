"""The misfortunes that a test orders: what Twilio, carriers and people do on a bad day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class At:
    """Something that befalls requests whose URL contains `url` ("" is every one), the `nth` only or all.

    `what`: "asked twice" repeats a webhook with the same idempotency token, "asked at once" sends both
    at the same instant from two threads; "times out" lets the service answer
    and loses the answer; "slow" answers after `seconds`; "refused" fails one attempt to connect.
    """

    what: Literal["asked twice", "asked at once", "times out", "slow", "refused"]
    url: str = ""
    nth: int | None = None
    seconds: float = 5.0


@dataclass(frozen=True, slots=True)
class Vanishes:
    """A party's line goes dead at the n-th event of the call (from 1), or at the first event of a kind.

    `kind` is the name of an event class, for instance "Ringing", "Bridged", "WebhookSent".
    """

    who: Literal["caller", "officer"]
    at_event: int | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Faults:
    """What goes wrong, each share between 0 and 1 drawn with `seed`, so that a run can be repeated.

    Callbacks: a share is doubled, dropped, delayed by up to `longest_delay_seconds`, or overtaken by
    those that follow it (`reorder`). Webhooks: a share is asked twice with the same token, or timed out.
    `rules` and `vanishing` are certain. `extra_parameters` are added to every request.
    """

    seed: int = 0
    double_callbacks: float = 0.0
    drop_callbacks: float = 0.0
    delay_callbacks: float = 0.0
    longest_delay_seconds: float = 60.0
    reorder_callbacks: float = 0.0
    repeat_webhooks: float = 0.0
    time_out_webhooks: float = 0.0
    extra_parameters: tuple[tuple[str, str], ...] = ()
    without_geo: bool = False
    new_document_before_old_action: bool = False
    rules: tuple[At, ...] = ()
    vanishing: tuple[Vanishes, ...] = ()
