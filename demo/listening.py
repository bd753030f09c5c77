"""Turns what the telephones hear and do into lines for a terminal, each sentence as it begins to be spoken."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

SENTENCE = re.compile(r"[^.!?]*[.!?]*\s*")

LINE_STATES = {
    "ringing": "menyambung ...",
    "waiting": "menunggu petugas; terdengar nada sambung",
    "ended": "panggilan selesai",
}

Shown = Mapping[str, Any]


class Listener:
    """Compares one state of the demonstration with the one before. `line` is the key of the caller's telephone."""

    def __init__(self, line: str) -> None:
        self._line = line
        self._spoken: dict[str, int] = {}
        self._states: dict[str, str] = {}

    def news(self, state: Shown) -> Iterator[str]:
        """The lines that are new."""
        line = next(one for one in state["lines"] if one["key"] == self._line)
        yield from self._heard(line, "Anda dengar")
        if self._has_changed(line):
            yield from self._line_news(line)
        for handset in state["handsets"]:
            if handset["habit"] == "by-hand":
                yield from self._heard(handset, f"{handset['name']} dengar")
            if self._has_changed(handset):
                yield from _handset_news(handset)

    def _heard(self, telephone: Shown, who: str) -> Iterator[str]:
        for utterance in telephone.get("heard", ()):
            already = self._spoken.get(utterance["id"], 0)
            begin = 0
            for sentence in SENTENCE.findall(utterance["text"]):
                if already <= begin < utterance["said"] and sentence.strip():
                    yield f"{who}: {sentence.strip()}"
                begin += len(sentence)
            self._spoken[utterance["id"]] = max(already, utterance["said"])

    def _line_news(self, line: Shown) -> Iterator[str]:
        if line["state"] == "talking":
            yield f"Anda berbicara dengan {line['peer']}"
        elif line["state"] in LINE_STATES:
            yield f"Telepon Anda: {LINE_STATES[line['state']]}"

    def _has_changed(self, telephone: Shown) -> bool:
        before = self._states.get(telephone["key"], "idle")
        self._states[telephone["key"]] = telephone["state"]
        return bool(before != telephone["state"])


def _handset_news(handset: Shown) -> Iterator[str]:
    name, is_by_hand = handset["name"], handset["habit"] == "by-hand"
    match handset["state"]:
        case "ringing":
            yield f"Telepon {name} berdering" + ("; Enter mengangkat" if is_by_hand else "")
        case "whispering":
            yield f"{name} mengangkat telepon" + ("; 1 menerima, 2 menolak" if is_by_hand else "")
        case "talking" if handset["peer"]:
            yield f"{name} berbicara dengan {handset['peer']}"
        case "idle":
            yield f"Telepon {name} diletakkan"
