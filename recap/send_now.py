"""Sends the recap of a day that somebody asked for, now."""

from dataclasses import dataclass

from config.command_line import command
from ivr.domain.local_time import clock, long_date, to_local, zone_name
from ivr.store.outbox import Posted, letters_of
from ivr.workflows.office import Office
from recap.day_asked import DayAsked
from recap.keys import recap_key
from recap.make import Queued, coordinators, mail_missing, mail_unmailed, make_daily
from recap.postman import Postman


class AlreadySent(Exception):
    """The day's recap was sent, or is on its way; the text says in Indonesian when and to whom."""


class NobodyToSendTo(Exception):
    """The hotline has no active coordinator."""


@dataclass(frozen=True)
class Outcome:
    """The revision, and where the letters that were posted now stand."""

    revision: int
    letters: tuple[Posted, ...]


def send_now(office: Office, asked: DayAsked, postman: Postman, *, again: bool) -> Outcome:
    """Make the first recap of a closed day, or with `again` its next revision, and post it at once.

    Of a recap that was sent, and without `again`: post it to the coordinators who have it not.
    What cannot be posted now waits in the outbox for the worker. Raises AlreadySent, NobodyToSendTo.
    """
    queued = queue_now(office, asked, again=again)
    for letter in queued.letters:
        postman.round(letter.key)
    prefix = recap_key(asked.hotline.key, asked.on.isoformat(), queued.revision)
    keys = {letter.key for letter in queued.letters}
    with office.database.reading() as connection:
        standing = letters_of(connection, key_prefix=prefix)
    return Outcome(queued.revision, tuple(letter for letter in standing if letter.key in keys))


def queue_now(office: Office, asked: DayAsked, *, again: bool) -> Queued:
    """The same, but the worker posts. Raises AlreadySent, NobodyToSendTo."""
    with office.database.reading() as connection:
        if not coordinators(connection, asked.hotline):
            raise NobodyToSendTo(
                f"Belum ada koordinator aktif untuk {asked.hotline.name}. Tambahkan orang dengan peran koordinator: "
                + command("people import BERKAS")
            )
    if asked.latest is not None and not asked.letters:
        made: Queued | None = mail_unmailed(office, asked.hotline, asked.recap, made=asked.latest, now=asked.now)
    elif asked.latest is not None and not again:
        made = mail_missing(office, asked.hotline, asked.rendered(), made=asked.latest, now=asked.now)
        if not made.letters:
            raise AlreadySent(_explained(asked))
    else:
        made = make_daily(office, asked.hotline, asked.on, asked.recap, after=asked.latest, now=asked.now)
    if made is None or not made.letters:
        raise AlreadySent(f"Rekapitulasi {long_date(asked.on)} baru saja dibuat oleh proses lain.")
    return made


def _explained(asked: DayAsked) -> str:
    assert asked.latest is not None
    revision = f" (revisi {asked.latest.revision})" if asked.latest.revision > 1 else ""
    lines = [f"Rekapitulasi {long_date(asked.on)}{revision} sudah dibuat dan tidak dikirim dua kali:"]
    for letter in asked.letters:
        if letter.sent_at:
            local = to_local(letter.sent_at, asked.hotline.zone)
            when = f"{long_date(local.date())} pukul {clock(local)} {zone_name(local)}"
            lines.append(f"  {letter.recipient}: terkirim {when}")
        elif letter.parked_at:
            lines.append(f"  {letter.recipient}: ditolak, {letter.last_fault}")
        else:
            fault = f", {letter.last_fault}" if letter.last_fault else ""
            lines.append(f"  {letter.recipient}: menunggu dikirim oleh worker{fault}")
    lines.append("Untuk mengirim keadaan sekarang sebagai revisi berikutnya, tambahkan --again.")
    return "\n".join(lines)
