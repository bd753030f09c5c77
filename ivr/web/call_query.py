"""What a reader asks the list of calls for: read from the address, with a sentence for what is wrong."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from flask import request

from ivr.domain.call import Disposition
from ivr.domain.hotline import Hotline
from ivr.domain.local_time import plain_date, to_local, to_utc
from ivr.domain.scope import Scope
from ivr.store.call_choice import RUNNING, CallChoice
from ivr.web.asked import asked_date
from ivr.workflows.record_labels import DISPOSITIONS

MOST_DAYS = 366
LONGEST_TEXT = 100
FORMS = {"": "Semua", "filled": "Sudah diisi", "empty": "Belum diisi"}
NO_DATE = "Tanggal tidak dapat dibaca; tulis tahun-bulan-hari, misalnya 2026-11-23."


@dataclass(frozen=True)
class CallQuery:
    """A choice, or what is wrong with it by field; `typed` is what the fields show."""

    typed: dict[str, str]
    units: dict[str, str]
    choice: CallChoice | None = None
    faults: dict[str, str] = field(default_factory=dict)

    @property
    def days(self) -> str:
        """`2026-11-23 sampai 2026-11-24`, for the journal."""
        return f"{self.typed['from']} sampai {self.typed['to']}"

    @property
    def dispositions(self) -> dict[str, str]:
        """What can be asked for, with its words."""
        return {"": "Semua"} | {(one.value if one else RUNNING): words for one, words in DISPOSITIONS.items()}


def read_query(hotline: Hotline, scope: Scope, *, now: datetime) -> CallQuery:
    """The address as a choice of calls; without days, today's."""
    today = to_local(now, hotline.zone).date()
    first, last = asked_date("from", today), asked_date("to", today)
    theirs = [unit for unit in hotline.units.values() if scope.sees_figures_of(hotline.key, unit.key)]
    units = {"": "Semua"} | {unit.key: unit.name for unit in theirs}
    typed = {name: request.args.get(name, "").strip() for name in ("unit", "disposition", "form", "q")}
    for name, day in (("from", first), ("to", last)):
        typed[name] = day.isoformat() if day else request.args.get(name, "")
    faults = _faults(first, last, typed, units)
    if faults or first is None or last is None:
        return CallQuery(typed, units, faults=faults)
    choice = CallChoice(
        hotline=hotline.key,
        start=to_utc(first, time.min, hotline.zone),
        end=to_utc(last + timedelta(days=1), time.min, hotline.zone),
        unit=typed["unit"],
        disposition=typed["disposition"],
        is_filled={"filled": True, "empty": False}.get(typed["form"]),
        text=typed["q"],
    )
    return CallQuery(typed, units, choice)


def _faults(first: date | None, last: date | None, typed: dict[str, str], units: dict[str, str]) -> dict[str, str]:
    faults = {name: NO_DATE for name, day in (("from", first), ("to", last)) if day is None}
    if first and last and first > last:
        faults["to"] = f"Hari terakhir mendahului hari pertama; pilih {plain_date(first)} atau sesudahnya."
    elif first and last and (last - first).days >= MOST_DAYS:
        faults["to"] = f"Paling banyak {MOST_DAYS} hari sekali lihat; persempit tanggalnya."
    if typed["unit"] and typed["unit"] not in units:
        faults["unit"] = "Unit ini tidak ada atau bukan untuk Anda; pilih dari daftar."
    if typed["disposition"] and typed["disposition"] not in (RUNNING, *Disposition):
        faults["disposition"] = "Pilih salah satu dari daftar."
    if typed["form"] not in FORMS:
        faults["form"] = "Pilih salah satu dari daftar."
    if len(typed["q"]) > LONGEST_TEXT or "\0" in typed["q"]:
        faults["q"] = f"Kata yang dicari terlalu panjang; paling banyak {LONGEST_TEXT} huruf."
    return faults
