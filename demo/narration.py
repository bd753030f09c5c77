"""Tells in the terminal what happens on the virtual network, line by line, as it happens."""

import re
from collections.abc import Callable, Mapping
from zoneinfo import ZoneInfo

from ivr.domain.local_time import to_local
from ivr.simulator import (
    Answered,
    Bridged,
    CallbackSent,
    Complained,
    Dialled,
    Event,
    HungUp,
    KeyPressed,
    Ringing,
    Spoke,
    WebhookSent,
)


class Narration:
    """An observer of the network that writes Indonesian lines. `names` gives the people behind the numbers."""

    def __init__(self, write: Callable[[str], None], names: Mapping[str, str], zone: ZoneInfo) -> None:
        self._write = write
        self._names = names
        self._zone = zone

    def __call__(self, event: Event) -> None:
        told = self._told(event)
        if told is not None:
            who, what = told
            self._write(f"  {to_local(event.at, self._zone):%H.%M.%S}  {who:<18} {what}")

    def _told(self, event: Event) -> tuple[str, str] | None:
        match event:
            case Dialled(caller=caller, number=number):
                return self._name(caller), f"menelepon {self._name(number)}"
            case WebhookSent(url=url):
                return "Twilio", f"bertanya: POST {_path(url)}"
            case Spoke(to=to, text=text):
                return "Piket", f"kepada {self._name(to)}: “{text}”"
            case KeyPressed(by=by, digit=digit):
                return self._name(by), f"menekan {digit}"
            case Ringing(number=number):
                return self._name(number), "telepon berdering"
            case Answered(by=by) if by in self._names:
                return self._name(by), "mengangkat telepon"
            case Bridged(caller=caller, number=number):
                return self._name(number), f"berbicara dengan {self._name(caller)}"
            case HungUp(party=party, by=by):
                return self._name(by), "menutup telepon" if by == party else f"mengakhiri sambungan {self._name(party)}"
            case CallbackSent(url=url, params=params, status=status):
                return "Twilio", f"melapor: {dict(params).get('CallStatus', '')} ke {_path(url)} ({status})"
            case Complained(code=code, text=text):
                return "Twilio", f"menolak ({code}): {text}"
            case _:
                return None

    def _name(self, number: str) -> str:
        return "Piket" if number == "service" else self._names.get(number, number)


def _path(url: str) -> str:
    """The path alone, long sids cut short."""
    return "/" + re.sub(r"(CA[0-9a-f]{4})[0-9a-f]{28}", r"\1…", url.split("://", 1)[-1].partition("/")[2])
