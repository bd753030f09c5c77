"""The calls of this demonstration, newest first, each with its record in words and the proof of it."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from demo.names import shown
from demo.proof import facts
from demo.stage import Stage
from ivr.domain.call import Disposition, Outcome, Party
from ivr.simulator.family import Family
from ivr.store.call_reports import calls_arrived_between
from ivr.workflows.export_calls import as_exported

MOST_CALLS = 12
#: The record begins when the first webhook is taken, which may be late or tried twice.
LATEST_ARRIVAL = timedelta(minutes=2)

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

Record = Mapping[str, Any]


class Ledger:
    """Keeps the pages of calls that are over; only running ones are read again."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._closed: dict[str, Mapping[str, Any]] = {}

    def pages(self) -> list[Mapping[str, Any]]:
        """The latest calls, newest first."""
        newest = list(self._stage.network.families.values())[: -MOST_CALLS - 1 : -1]
        return [self._closed.get(family.sid) or self._page(family) for family in newest]

    def _page(self, family: Family) -> Mapping[str, Any]:
        with self._stage.network.loop.lock:
            began_at, is_quiet = family.legs[0].created_at, family.is_quiet
            who = self._stage.names.of(family.legs[0])
        record = self._read(family.sid, began_at)
        page: dict[str, Any] = {
            "call": family.sid,
            "title": f"{began_at.astimezone(self._stage.hotline.zone):%H.%M.%S} {who}",
            "state": "running" if not is_quiet else "unsettled",
            "rows": list(self._rows(record)) if record else [],
            "attempts": [self._attempt(one) for one in record["attempts"]] if record else [],
            "facts": [],
        }
        if record is None or not is_quiet or record["ended_at"] is None:
            return page
        found = facts(record, family)
        page |= {
            "state": "complete" if all(fact.holds for fact in found) else "wrong",
            "facts": [{"text": fact.text, "holds": fact.holds} for fact in found],
        }
        self._closed[family.sid] = page
        return page

    def _read(self, sid: str, began_at: datetime) -> Record | None:
        office = self._stage.office
        for key in (*office.hotlines.by_key, None):
            with office.database.reading() as connection:
                for line in calls_arrived_between(
                    connection, hotline=key, start=began_at - timedelta(seconds=1), end=began_at + LATEST_ARRIVAL
                ):
                    if line.call.sid == sid:
                        return as_exported(line, self._stage.hotline.zone)
        return None

    def _rows(self, record: Record) -> Iterator[tuple[str, str]]:
        """Label and value of everything the record says so far."""
        hotline = self._stage.hotline
        unit = hotline.units.get(record["unit"] or "")
        yield "Penelepon", shown(record["from"]) if record["from"] else "nomor disembunyikan"
        yield "Masuk", _clock(record["arrived_at"])
        if record["keys"]:
            yield "Tombol", " ".join(record["keys"])
        if unit:
            yield "Unit", unit.name
        if record["officer"]:
            yield "Diterima oleh", f"{self._name(record['officer'])}, {_clock(record['answered_at'])}"
        if record["ended_at"]:
            yield "Selesai", _clock(record["ended_at"])
            yield "Diakhiri oleh", PARTIES[record["ended_by"]]
        if record["wait_seconds"] is not None:
            yield "Menunggu", f"{record['wait_seconds']} detik"
        if record["talks"]:
            yield "Berbicara", f"{record['talk_seconds']} detik"
        if record["disposition"]:
            yield "Hasil", DISPOSITIONS[record["disposition"]]

    def _attempt(self, attempt: Record) -> str:
        if attempt["outcome"] is None:
            return f"{self._name(attempt['officer'])}: sedang ditelepon"
        rang = f", berdering {attempt['ring_seconds']} detik" if attempt["ring_seconds"] is not None else ""
        return f"{self._name(attempt['officer'])}: {OUTCOMES[attempt['outcome']]}{rang}"

    def _name(self, email: str) -> str:
        handset = self._stage.handsets.get(email.partition("@")[0])
        return handset.person.name if handset else email


def _clock(text: str) -> str:
    return f"{datetime.fromisoformat(text):%H.%M.%S}"
