"""Findings about the letters of the recap: given up, put off, or waiting for a worker that does not run."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from config.command_line import command
from ivr.domain.hotline import Hotline
from ivr.domain.hotlines import Hotlines
from ivr.domain.local_time import clock, long_date, to_local, zone_name
from ivr.store.engine import Connection
from ivr.store.outbox import Posted, letters_of, overdue_mail, parked_mail
from ivr.workflows.check.findings import Finding

AT_REST = timedelta(minutes=30)  # a worker looks every 20 seconds, and awaits running calls for half an hour
REMEMBERED = timedelta(days=14)  # what was given up longer ago is history
START = f"sudo systemctl start piket-worker (atau {command('worker')}); mengapa berhenti: journalctl -u piket-worker"


@dataclass(frozen=True)
class LetterFacts:
    """Letters given up whose recap nobody sent again, letters that wait too long, and days whose recap is overdue.

    `owed` are the service days by the hotline's key.
    """

    parked: Sequence[Posted] = ()
    waiting: Sequence[Posted] = ()
    owed: Mapping[str, Sequence[date]] = field(default_factory=dict)


def read_letters(connection: Connection, owed: Mapping[str, Sequence[date]], *, now: datetime) -> LetterFacts:
    """What the outbox says at this moment."""
    latest = [letter for letter in parked_mail(connection) if letter.parked_at and letter.parked_at > now - REMEMBERED]
    parked = [letter for letter in latest if not _was_sent_again(connection, letter)]
    return LetterFacts(parked, overdue_mail(connection, before=now - AT_REST), owed)


def letter_findings(hotlines: Hotlines, facts: LetterFacts, *, now: datetime) -> Iterator[Finding]:
    """What is wrong with the letters, recipient by recipient; addresses are masked."""
    for recipient in dict.fromkeys(letter.recipient for letter in facts.parked):
        yield _parked(hotlines, recipient, [letter for letter in facts.parked if letter.recipient == recipient])
    neglected = [letter for letter in facts.waiting if letter.due_at < now - AT_REST]
    if neglected:
        since = _moment(hotlines, neglected[0], min(letter.due_at for letter in neglected))
        yield Finding("M08", f"{len(neglected)} surat menunggu sejak {since}; worker rupanya tidak berjalan", START)
    for hotline in hotlines:
        yield from _owed(hotline, facts.owed.get(hotline.key, ()))
    put_off = [letter for letter in facts.waiting if letter.due_at >= now - AT_REST]
    for why in dict.fromkeys(letter.last_fault for letter in put_off):
        yield _put_off(hotlines, why, [letter for letter in put_off if letter.last_fault == why])


def _parked(hotlines: Hotlines, recipient: str, letters: Sequence[Posted]) -> Finding:
    newest = max(letters, key=lambda letter: letter.parked_at or letter.queued_at)
    when = _moment(hotlines, newest, newest.parked_at or newest.queued_at)
    many = f"{len(letters)} surat" if len(letters) > 1 else "Surat"
    again = _again(letters, is_only=len(hotlines) == 1)
    return Finding(
        "M07",
        f"{many} kepada {masked(recipient)} tidak terkirim dan tidak dicoba lagi, terakhir {when}: {newest.last_fault}",
        f"Perbaiki alamatnya ({command('people import BERKAS')}) atau server surat"
        + (f", lalu {again}" if again else ""),
    )


def _owed(hotline: Hotline, days: Sequence[date]) -> Iterator[Finding]:
    if days:
        more = f" dan {len(days) - 1} hari sesudahnya" if len(days) > 1 else ""
        text = f"{hotline.name}: rekapitulasi {long_date(days[0])}{more} belum dibuat; worker rupanya tidak berjalan"
        yield Finding("M08", text, START)


def _put_off(hotlines: Hotlines, why: str, letters: Sequence[Posted]) -> Finding:
    since = _moment(hotlines, letters[0], min(letter.queued_at for letter in letters))
    text = f"{len(letters)} surat belum diterima server surat sejak {since}: {why or 'belum ada jawaban'}"
    return Finding("M09", text, "Perbaiki server surat atau SMTP_URL; worker mencobanya lagi sendiri selama dua hari")


def _was_sent_again(connection: Connection, parked: Posted) -> bool:
    """Whether the same day's recap left later, in another revision."""
    found = re.match(r"recap:[^:]+:[0-9-]+:", parked.key)
    letters = letters_of(connection, key_prefix=found[0]) if found else ()
    return any(letter.sent_at is not None and letter.queued_at > parked.queued_at for letter in letters)


def _again(letters: Iterable[Posted], *, is_only: bool) -> str:
    """The command that sends the newest of these recaps to who has it not; a month's cannot be."""
    keys = (re.match(r"recap:([^:]+):([0-9]{4}-[0-9]{2}-[0-9]{2}):", letter.key) for letter in letters)
    newest = max((key for key in keys if key), key=lambda key: key[2], default=None)
    if newest is None:
        return ""
    return command(f"recap send --date {newest[2]}") + ("" if is_only else f" --hotline {newest[1]}")


def _moment(hotlines: Hotlines, letter: Posted, at: datetime) -> str:
    local = to_local(at, hotlines.by_key.get(letter.hotline, hotlines.first).zone)
    return f"{long_date(local.date())} pukul {clock(local)} {zone_name(local)}"


def masked(address: str) -> str:
    """An address for a screen that others see: `m***@kantor.go.id`."""
    name, at, domain = address.rpartition("@")
    return f"{name[:1]}***{at}{domain}"
