"""The words of the journal: each line a sentence."""

import re
from collections.abc import Mapping
from datetime import date

from ivr.domain.journal import Action
from ivr.domain.local_time import plain_date
from ivr.store.journal_lines import JournalLine
from ivr.workflows.note_command import BY_COMMAND
from ivr.workflows.place_test_call import TRIED

DID: dict[Action, str] = {
    Action.OPENED: "membuka",
    Action.SEARCHED: "mencari dalam",
    Action.EXPORTED: "mengunduh",
    Action.CHANGED: "mengubah",
    Action.ADDED: "menambahkan",
    Action.SENT: "mengirim surat tentang",
    Action.SIGNED_IN: "masuk",
    Action.SIGNED_OUT: "keluar",
    Action.REFUSED: "ditolak membuka",
}
CHANGING = frozenset({"POST", "PATCH", "PUT", "DELETE"})
ACTIONS: Mapping[Action, str] = DID | {
    Action.SEARCHED: "mencari",
    Action.SENT: "mengirim surat, menguji telepon",
    Action.REFUSED: "ditolak",
}
WHOLE = {
    "calls": "daftar panggilan",
    "duty": "percakapan sendiri hari ini",
    "live": "telepon yang sedang berjalan",
    "people": "daftar orang",
    "handovers": "daftar penyerahan",
    "journal": "jurnal",
    "topics": "topik",
    "faq": "FAQ",
    "feed": "tautan kalender",
}
NUMBERED = {
    "call": "catatan panggilan",
    "form": "formulir percakapan",
    "handover": "penyerahan",
    "referral": "penerusan",
    "person": "data orang nomor",
    "topics": "topik unit",
    "faq": "FAQ unit",
    "feed": "tautan kalender nomor",
    "roster": "jadwal dengan perubahan nomor",
    "swap": "tukar piket",
    "notice": "pemberitahuan bagi penelepon nomor",
}
OF_A_DAY = {"recap": "rekapitulasi", "sheet": "lembar rekap", "roster": "jadwal", "holiday": "hari libur"}
_ASKED = {"panggilan": "call", "formulir": "form", "orang": "person", "penyerahan": "handover"}


def sentence(line: JournalLine) -> str:
    """`Andi membuka catatan panggilan 12`."""
    who = line.person or ("Perintah di server" if line.detail.startswith(BY_COMMAND) else "Sistem")
    if line.action in (Action.SIGNED_IN, Action.SIGNED_OUT):
        return f"{who} {DID[line.action]}"
    if line.action is Action.SENT and line.detail == TRIED:
        return f"{who} menguji telepon {line.about or subject_words(line.subject)}"
    did = "ditolak mengubah" if line.action is Action.REFUSED and line.detail in CHANGING else DID[line.action]
    return f"{who} {did} {subject_words(line.subject, line.about)}"


def detail_words(line: JournalLine) -> str:
    """What else a line says; of a refusal and of a tried telephone the sentence says it all."""
    return "" if line.action is Action.REFUSED or line.detail == TRIED else line.detail


def subject_words(subject: str, about: str | None = None) -> str:
    """What a subject names; `about` is the name of a person."""
    kind, _, thing = subject.partition(":")
    if kind == "person" and about:
        return f"data {about}"
    if kind in OF_A_DAY and re.fullmatch(r"\d{4}-\d\d-\d\d", thing):
        return f"{OF_A_DAY[kind]} {plain_date(date.fromisoformat(thing))}"
    if thing and kind in NUMBERED:
        return f"{NUMBERED[kind]} {thing}"
    return WHOLE.get(subject, f"halaman {subject}" if subject.startswith("/") else subject)


def read_subject(text: str) -> str | None:
    """The subject that a person asks for: `panggilan 12`, `call:12`, `jurnal`; empty for none, None for a riddle."""
    asked = " ".join(text.lower().split())
    if not asked:
        return ""
    if found := re.fullmatch(r"(?:catatan )?([a-z]+) ([0-9]+)", asked):
        return f"{_ASKED[found[1]]}:{found[2]}" if found[1] in _ASKED else None
    named = {words: subject for subject, words in WHOLE.items()}
    return named.get(asked) or (asked if re.fullmatch(r"[a-z]+(?::[0-9a-z/-]+)?", asked) else None)
