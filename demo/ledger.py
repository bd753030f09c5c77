"""The calls of this demonstration, newest first, each with its record in words and the proof of it."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from demo.names import shown
from demo.proof import facts
from demo.record_words import Record, RecordWords
from demo.stage import Stage
from ivr.domain.hours import DAY
from ivr.domain.local_time import long_date, to_local, to_utc
from ivr.simulator.family import Family
from ivr.store.call_reports import calls_arrived_between
from ivr.workflows.export_calls import as_exported

MOST_CALLS = 12
#: The record begins when the first webhook is taken, which may be late or tried twice.
LATEST_ARRIVAL = timedelta(minutes=2)

Page = Mapping[str, Any]


class Ledger:
    """Keeps the pages of calls that are over; only running ones are read again."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._words = RecordWords(stage.hotline, stage.handsets)
        self._closed: dict[str, Page] = {}
        self._kept: dict[date, list[Page]] = {}

    def pages(self) -> list[Page]:
        """The latest calls, newest first; behind them those of this day from before the last start."""
        today = to_local(self._stage.clock.now(), self._stage.hotline.zone).date()
        if today not in self._kept:
            self._kept[today] = list(self._of_day(today))[::-1]
        families = self._stage.network.families
        newest = [
            self._closed.get(one.sid) or self._page(one) for one in list(families.values())[: -MOST_CALLS - 1 : -1]
        ]
        kept = [page for page in self._kept[today] if page["call"] not in families]
        return [_dated(page, today) for page in (newest + kept)[:MOST_CALLS]]

    def _page(self, family: Family) -> Page:
        with self._stage.network.loop.lock:
            began_at, is_quiet = family.legs[0].created_at, family.is_quiet
            who = self._stage.names.of(family.legs[0])
        end = began_at + LATEST_ARRIVAL
        record = next((one for one in self._read(began_at, end) if one["call_sid"] == family.sid), None)
        state = "unsettled" if is_quiet else "running"
        page = self._worded(family.sid, began_at, who, record) | {"state": state, "facts": []}
        if record is None or not is_quiet or record["ended_at"] is None:
            return page
        found = facts(record, family)
        page |= {
            "state": "complete" if all(fact.holds for fact in found) else "wrong",
            "facts": [{"text": fact.text, "holds": fact.holds} for fact in found],
        }
        self._closed[family.sid] = page
        return page

    def _of_day(self, day: date) -> Iterator[Page]:
        """The calls on record of a local day, oldest first; the network that carried them may be gone."""
        start = to_utc(day, time(), self._stage.hotline.zone)
        for record in sorted(self._read(start, start + DAY), key=lambda one: str(one["arrived_at"])):
            began_at = datetime.fromisoformat(record["arrived_at"])
            who = self._stage.names.guest(record["from"]) or shown(record["from"] or "Tanpa nomor")
            yield self._worded(record["call_sid"], began_at, who, record) | {"state": "kept", "facts": []}

    def _worded(self, sid: str, began_at: datetime, who: str, record: Record | None) -> dict[str, Any]:
        local = to_local(began_at, self._stage.hotline.zone)
        return {
            "call": sid,
            "on": local.date(),
            "title": f"{local:%H.%M.%S} {who}",
            "rows": list(self._words.rows(record)) if record else [],
            "attempts": self._words.attempts(record) if record else [],
        }

    def _read(self, start: datetime, end: datetime) -> Iterator[Record]:
        """The records of all calls, of whatever hotline, that arrived about then."""
        office = self._stage.office
        for key in (*office.hotlines.by_key, None):
            with office.database.reading() as connection:
                for line in calls_arrived_between(connection, hotline=key, start=start - timedelta(seconds=1), end=end):
                    yield as_exported(line, self._stage.hotline.zone)


def _dated(page: Page, today: date) -> Page:
    """A page as it is shown today: with its date where that is another."""
    on = page["on"]
    plain = {name: value for name, value in page.items() if name != "on"}
    if on == today:
        return plain
    return plain | {"title": f"{on:%d/%m} {page['title']}", "rows": [("Tanggal", long_date(on)), *page["rows"]]}
