"""Puts what happens on the virtual network into Indonesian words."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal
from zoneinfo import ZoneInfo

from demo.names import Names
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
    Misfortune,
    Network,
    Ringing,
    SaidByPerson,
    Spoke,
    WebhookAnswered,
    WebhookSent,
)

Tone = Literal["call", "speech", "wire", "trouble"]

MISFORTUNES = {
    "lost": "laporan hilang di jalan",
    "doubled": "laporan dikirim dua kali",
    "late": "laporan datang terlambat",
    "refused": "sambungan ditolak",
    "asked twice": "pertanyaan diulang",
    "asked at once": "pertanyaan dikirim dua kali serentak",
    "slow": "jawaban lambat",
    "timed out": "jawaban hilang, waktu habis",
}
STATUS_WORDS = {
    "initiated": "dihubungi",
    "ringing": "berdering",
    "in-progress": "tersambung",
    "completed": "selesai",
    "busy": "sibuk",
    "no-answer": "tidak diangkat",
    "failed": "gagal",
    "canceled": "dibatalkan",
}


@dataclass(frozen=True)
class Told:
    """One line: who did what; the tone says what kind of thing it was."""

    who: str
    what: str
    tone: Tone = "call"


class Narrator:
    """Tells the events of one network, with the names of its people."""

    def __init__(self, network: Network, names: Names) -> None:
        self._network = network
        self._names = names

    def tell(self, event: Event) -> Told | None:
        """One event in words; None for what nobody needs to hear. Only while the network stands still."""
        leg = self._network.legs_by_sid[event.sid]
        who = self._names.of(leg)
        match event:
            case Dialled(number=number):
                return Told(who, f"menelepon {number}")
            case Spoke(text=text):
                return Told("Piket", f"kepada {who}: “{text}”", "speech")
            case SaidByPerson(text=text):
                return Told(who, f"berkata: “{text}”", "speech")
            case KeyPressed(digit=digit, lost=lost):
                return Told(who, f"menekan {digit}" + (" (belum didengarkan)" if lost else ""))
            case Ringing():
                return Told(who, "teleponnya berdering")
            case Answered() if leg.parent is not None:
                return Told(who, "mengangkat telepon")
            case Bridged() if leg.peer is not None:
                return Told(self._names.of(leg.peer), f"berbicara dengan {who}")
            case HungUp(party=party, by=by, status=status):
                return _end_of_leg(who, is_own_hand=by == party, by=by, status=status)
            case _:
                return _on_the_wire(event)


def _end_of_leg(who: str, *, is_own_hand: bool, by: str, status: str) -> Told:
    if is_own_hand and status == "failed":
        return Told(who, "saluran teleponnya putus")
    if is_own_hand:
        return Told(who, "menolak panggilan" if status == "busy" else "menutup telepon")
    if status != "completed":
        return Told(who, f"teleponnya berhenti berdering ({STATUS_WORDS.get(status, status)})")
    return Told("Jaringan" if by == "network" else "Piket", f"mengakhiri sambungan {who}")


def _on_the_wire(event: Event) -> Told | None:
    """What Twilio and the service say to each other."""
    match event:
        case WebhookSent(url=url):
            return Told("Twilio", f"bertanya: POST {_path(url)}", "wire")
        case WebhookAnswered(url=url, status=status) if status != 200:
            return Told("Twilio", f"tidak mendapat jawaban dari {_path(url)} ({status or 'waktu habis'})", "trouble")
        case CallbackSent(url=url, params=params, status=status):
            word = STATUS_WORDS.get(dict(params).get("CallStatus", ""), "kabar")
            return Told("Twilio", f"melapor: {word}, ke {_path(url)} ({status})", "wire")
        case Misfortune(url=url, what=what):
            return Told("Gangguan", f"{MISFORTUNES.get(what, what)}: {_path(url)}", "trouble")
        case Complained(code=code, text=text):
            return Told("Twilio", f"menolak ({code}): {text}", "trouble")
        case _:
            return None


class Narration:
    """An observer of the network that writes its lines to the terminal."""

    def __init__(self, write: Callable[[str], None], narrator: Narrator, zone: ZoneInfo) -> None:
        self._write = write
        self._narrator = narrator
        self._zone = zone

    def __call__(self, event: Event) -> None:
        told = self._narrator.tell(event)
        if told is not None:
            self._write(f"  {to_local(event.at, self._zone):%H.%M.%S}  {told.who:<19} {told.what}")


def _path(url: str) -> str:
    """The path alone, long sids cut short."""
    return "/" + re.sub(r"(CA[0-9a-f]{4})[0-9a-f]{28}", r"\1…", url.split("://", 1)[-1].partition("/")[2])
