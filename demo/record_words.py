"""Puts the record of a call into Indonesian words, for the page and the terminal telephone."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from demo.handsets import Handset
from demo.names import shown
from ivr.domain.call import Disposition, Outcome, Party
from ivr.domain.hotline import Hotline

DISPOSITIONS = {
    Disposition.REJECTED: "ditolak",
    Disposition.ANSWERED: "terjawab",
    Disposition.MESSAGE: "meninggalkan pesan",
    Disposition.CALLBACK: "minta ditelepon kembali",
    Disposition.CLOSED: "di luar jam layanan",
    Disposition.ABANDONED: "penelepon menutup lebih dahulu",
    Disposition.FAILED: "gagal",
    Disposition.MISSED: "tidak terjawab",
}
OUTCOMES = {
    Outcome.ACCEPTED: "diterima",
    Outcome.DECLINED: "ditolak",
    Outcome.NO_ANSWER: "tidak dijawab",
    Outcome.BUSY: "sibuk",
    Outcome.FAILED: "gagal",
    Outcome.CANCELED: "penelepon menutup",
}
PARTIES = {Party.CALLER: "penelepon", Party.OFFICER: "petugas", Party.SYSTEM: "sistem"}

#: A call in the shape of `calls export`.
Record = Mapping[str, Any]


class RecordWords:
    """Words for records of one hotline, with the names of those whose telephones ring."""

    def __init__(self, hotline: Hotline, handsets: Mapping[str, Handset]) -> None:
        self._hotline = hotline
        self._handsets = handsets

    def rows(self, record: Record) -> Iterator[tuple[str, str]]:
        """Label and value of everything the record says so far."""
        unit = self._hotline.units.get(record["unit"] or "")
        yield "Penelepon", shown(record["from"]) if record["from"] else "nomor disembunyikan"
        yield "Masuk", _clock(record["arrived_at"])
        if record["keys"]:
            yield "Tombol", " ".join(record["keys"])
        if unit:
            yield "Unit", unit.name
        if record["officer"]:
            yield "Diterima oleh", f"{self._name(record['officer'])}, {_clock(record['answered_at'])}"
        talks = record["talks"]
        if talks and talks[-1]["ended_at"]:  # of the talk, as in the office's own form; thanks may follow it
            yield "Selesai", _clock(talks[-1]["ended_at"])
        if record["ended_at"]:
            yield "Panggilan berakhir", _clock(record["ended_at"])
            yield "Diakhiri oleh", PARTIES[record["ended_by"]]
        if record["wait_seconds"] is not None:
            yield "Menunggu", f"{record['wait_seconds']} detik"
        if talks:
            yield "Berbicara", f"{record['talk_seconds']} detik"
        if record["disposition"]:
            yield "Hasil", DISPOSITIONS[record["disposition"]]

    def attempts(self, record: Record) -> list[str]:
        """Each telephone that was rung, and what came of it."""
        return [self._attempt(one) for one in record["attempts"]]

    def _attempt(self, attempt: Record) -> str:
        if attempt["outcome"] is None:
            return f"{self._name(attempt['officer'])}: sedang ditelepon"
        rang = f", berdering {attempt['ring_seconds']} detik" if attempt["ring_seconds"] is not None else ""
        return f"{self._name(attempt['officer'])}: {OUTCOMES[attempt['outcome']]}{rang}"

    def _name(self, email: str) -> str:
        handset = self._handsets.get(email.partition("@")[0])
        return handset.person.name if handset else email


def _clock(text: str) -> str:
    return f"{datetime.fromisoformat(text):%H.%M.%S}"
