"""The recap of one day that somebody asked for: as it is now, and where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from ivr.domain.hotline import Hotline
from ivr.domain.local_time import clock, long_date, to_local, zone_name
from ivr.store.outbox import Posted, letters_of
from ivr.store.recaps import Kind, MadeRecap, latest_recap, recap_of_revision
from ivr.workflows.office import Office
from recap.compare import count_in
from recap.compose import DailyRecap, Rendered, compose_daily, daily_document, has_changed, render_daily, with_count
from recap.document import Document
from recap.make import key_of
from recap.make_due import CallCounts, counted
from recap.period import NoServiceDay


class NotNow(Exception):
    """The day has no recap, or none yet; the text says in Indonesian why."""


@dataclass(frozen=True)
class DayAsked:
    """A service day, its recap as the records say now, and the newest one that was made, with its letters.

    `before` is the revision that the newest was compared with.
    """

    hotline: Hotline
    on: date
    now: datetime
    recap: DailyRecap
    latest: MadeRecap | None
    before: MadeRecap | None
    letters: tuple[Posted, ...]

    @property
    def is_over(self) -> bool:
        """Whether no more calls can arrive in it."""
        return self.recap.ends_at <= self.now

    def rendered(self) -> Rendered:
        """The mail under the newest revision's name, with what the records say now."""
        revision = self.latest.revision if self.latest else 1
        return render_daily(self.recap, revision=revision, previous=self.before.contents if self.before else None)

    def document(self) -> Document:
        """What `rendered` says, in no face yet."""
        revision = self.latest.revision if self.latest else 1
        previous = self.before.contents if self.before else None
        return daily_document(self.recap, revision=revision, previous=previous)

    def notes(self) -> Iterator[str]:
        """What a reader should know about where it stands."""
        yield from self.concerns()
        for letter in self.letters:
            if letter.sent_at:
                yield f"Sudah dikirim kepada {letter.recipient}, {self._at(letter.sent_at)}."

    def concerns(self) -> Iterator[str]:
        """The same without its letters."""
        if not self.is_over:
            yield f"Perhatikan: hari ini belum selesai; layanan tutup {self._at(self.recap.ends_at)}."
        if self.recap.running:
            yield f"Perhatikan: {self.recap.running} panggilan belum berakhir."
        if self.latest is not None and has_changed(self.latest.contents, self.recap):
            yield "Catatan berubah sejak rekapitulasi dibuat; revisinya dikirim pada pembukaan layanan berikutnya."

    def _at(self, moment: datetime | None) -> str:
        if moment is None:
            return "-"
        local = to_local(moment, self.hotline.zone)
        return f"{long_date(local.date())} pukul {clock(local)} {zone_name(local)}"


def ask_for(
    office: Office, hotline: Hotline, on: date, counts: CallCounts | None, *, now: datetime, is_over: bool = False
) -> DayAsked:
    """The recap of a day, as it is now. Raises NotNow; with `is_over` also for a day that still runs.

    Without `counts` nobody is asked: Twilio's count is the one that the newest recap was made with.
    """
    if on > to_local(now, hotline.zone).date():
        raise NotNow(f"{long_date(on)} belum tiba.")
    try:
        recap = compose_daily(office, hotline, on, now=now)
    except NoServiceDay as fault:
        raise NotNow(f"{fault}.") from fault
    if is_over and recap.ends_at > now:
        local = to_local(recap.ends_at, hotline.zone)
        raise NotNow(
            f"{long_date(on)} belum selesai: layanan tutup pukul {clock(local)} {zone_name(local)}, "
            "dan sesudah itu rekapitulasi dapat dikirim."
        )
    if counts is not None:
        recap = counted(recap, hotline, counts)
    with office.database.reading() as connection:
        latest = latest_recap(connection, hotline.key, Kind.DAILY, on)
        before = None
        if latest is not None and latest.revision > 1:
            before = recap_of_revision(connection, hotline.key, Kind.DAILY, on, latest.revision - 1)
        letters = letters_of(connection, key_prefix=key_of(latest)) if latest else ()
    if counts is None and latest is not None:
        recap = with_count(recap, count_in(latest.contents))
    return DayAsked(hotline, on, now, recap, latest, before, tuple(letters))
