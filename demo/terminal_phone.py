"""The command `phone`: a telephone in the terminal, with the officers' telephones beside it."""

from collections.abc import Callable, Mapping
from contextlib import ExitStack, closing, suppress
from typing import Any

import click

from config.settings import Settings
from demo.guests import GUESTS
from demo.keyboard import BACKSPACE, END, ENTER, ESCAPE, TAB, Keyboard, keyboard
from demo.listening import Listener
from demo.perform import Moment, Roof, raised
from demo.remote import Gone, Remote

PAUSE_SECONDS = 0.25
IN_USE = frozenset({"ringing", "hearing", "waiting", "talking"})
HELP = "Enter panggil atau angkat · 0-9 * # tombol · Esc tutup · Tab pindah telepon · d daftar · q selesai"

Shown = Mapping[str, Any]


def play_phone(settings: Settings, roof: Roof, *, caller: str, port: int, at: Moment | None, speed: float) -> None:
    """Play against the demonstration that runs on `port`, else against a stage of one's own, until q or Ctrl+C.

    Raises click.ClickException when there is no stage, or when it goes away.
    """
    with ExitStack() as stack:
        remote = stack.enter_context(closing(Remote(f"http://127.0.0.1:{port}")))
        if remote.is_there():
            click.echo(f"Memakai peragaan yang berjalan di {remote.url}")
        else:
            stage = stack.enter_context(raised(settings, roof, port=0, at=at, speed=speed))
            remote = stack.enter_context(closing(Remote(stage.url)))
            click.echo("Peragaan dimulai untuk telepon ini saja.")
        keys = stack.enter_context(keyboard())
        try:
            TerminalPhone(remote, caller, click.echo).play(keys)
        except Gone as fault:
            raise click.ClickException(f"Peragaan di {fault} tidak menjawab lagi.") from fault


class TerminalPhone:
    """One caller's telephone, and whichever officer's telephone is in hand."""

    def __init__(self, remote: Remote, caller: str, write: Callable[[str], None]) -> None:
        self._remote = remote
        self._caller = caller
        self._write = write
        self._listener = Listener(caller)
        self._state: Shown = {}
        self._handset: str | None = None  # in hand; None: the caller's own
        self._awaited: str | None = None  # the call whose record is still to be told

    def play(self, keys: Keyboard) -> None:
        """Until q, Ctrl+C or the end of the keys; a call that still runs is hung up."""
        hotline = self._remote.ask("/choices")["hotline"]
        name = next(guest.name for guest in GUESTS if guest.key == self._caller)
        self._write(f"{name} menelepon {hotline['name']}, {hotline['numbers'][0]}\n{HELP}\n")
        try:
            while True:
                self._look()
                for key in keys.keys(within_seconds=PAUSE_SECONDS):
                    if key in ("q", END):
                        return
                    self._press(key)
        except KeyboardInterrupt:
            self._write("")
        finally:
            self._leave()

    def _look(self) -> None:
        self._state = self._remote.ask("/state?after=999999999")
        for line in self._listener.news(self._state):
            self._write(f"  {self._state['clock']['time']}  {line}")
        if self._handset and self._telephone()["state"] == "idle":
            self._handset = None
        if self._line()["state"] == "ended" and self._awaited:
            self._tell_record()

    def _press(self, key: str) -> None:
        match key:
            case _ if key in "0123456789*#":
                self._order("press", key=key)
            case _ if key == ENTER:
                self._enter()
            case _ if key in (ESCAPE, BACKSPACE):
                self._order("decline" if self._telephone()["state"] == "ringing" and self._handset else "hang-up")
            case _ if key == TAB:
                self._take_next()
            case "d":
                self._list()
            case _:
                self._write(HELP)

    def _enter(self) -> None:
        """Answer what rings, else dial."""
        ringing = [one for one in self._handsets() if one["state"] == "ringing"]
        if self._handset and self._telephone()["state"] == "ringing":
            self._order("answer")
        elif ringing:
            self._handset = ringing[0]["key"]
            self._order("answer")
        elif self._line()["state"] not in IN_USE:
            self._handset = None
            self._order("dial")
            self._look()
            self._awaited = self._line().get("call")

    def _take_next(self) -> None:
        """Take the next telephone into the hand: one's own, then each officer's that is in use."""
        busy: list[str | None] = [None, *(one["key"] for one in self._handsets() if one["state"] != "idle")]
        place = busy.index(self._handset) if self._handset in busy else 0
        self._handset = busy[(place + 1) % len(busy)]
        self._write(f"  Di tangan: telepon {self._telephone()['name']}")

    def _list(self) -> None:
        for one in (self._line(), *self._state["handsets"]):
            mark = ">" if one["key"] == (self._handset or self._caller) else " "
            self._write(f"  {mark} {one['name']:<18} {one['number']:<26} {one['state']}")

    def _tell_record(self) -> None:
        """The record, once it is complete."""
        calls = self._remote.ask("/office")["calls"]
        page = next((one for one in calls if one["call"] == self._awaited), None)
        if page is None or page["state"] in ("running", "unsettled"):
            return
        self._awaited = None
        self._write("\n  " + ("Catatan lengkap ✓" if page["state"] == "complete" else "Catatan belum cocok"))
        for label, value in page["rows"]:
            self._write(f"    {label:<18} {value}")
        self._write("")

    def _order(self, act: str, **body: object) -> None:
        place = f"/handsets/{self._handset}" if self._handset else f"/lines/{self._caller}"
        if sorry := self._remote.order(f"{place}/{act}", **body):
            self._write(f"  {sorry}")

    def _leave(self) -> None:
        with suppress(Gone):
            if self._state and self._line()["state"] in IN_USE:
                self._remote.order(f"/lines/{self._caller}/hang-up")

    def _line(self) -> Shown:
        found: Shown = next(one for one in self._state["lines"] if one["key"] == self._caller)
        return found

    def _handsets(self) -> list[Shown]:
        return [one for one in self._state["handsets"] if one["habit"] == "by-hand"]

    def _telephone(self) -> Shown:
        """What is in hand."""
        return next((one for one in self._state["handsets"] if one["key"] == self._handset), self._line())
