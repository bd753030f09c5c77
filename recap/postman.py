"""The postman: claims what is due in the outbox, hands it over, and marks what became of it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import structlog

from ivr.store.outbox import Claimed, claim_letter, mark_failed, mark_sent, park_letter
from ivr.workflows.office import Office
from recap.mail_folder import MailFolder
from recap.mailer import Mailer, RefusedForEver, RefusedForNow
from recap.smtp import SmtpMailer, mail_place

LEASE = timedelta(minutes=15)  # longer than the longest posting (recap.smtp.WHOLE_SECONDS), so that none is doubled
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=2)
PATIENCE = timedelta(days=2)
FEWEST_TRIES = 10  # a letter that met nobody for days, because no worker ran, still gets its tries
MOST_AT_ONCE = 200

log = structlog.get_logger()


@dataclass(frozen=True)
class Round:
    """What a postman did: letters handed over, to be tried again, and given up."""

    sent: int = 0
    failed: int = 0
    parked: int = 0


@dataclass
class Postman:
    """Posts the letters of an office. Several may walk at once, in one process or many: a letter has one holder."""

    office: Office
    mailer: Mailer
    _unmarked: list[tuple[Claimed, datetime]] = field(default_factory=list)

    def round(self, key: str | None = None) -> Round:
        """Post everything that is due, or only the letter of `key`.

        A server that takes nothing ends the round: the letters that were not tried wait for the next one.
        Raises what ivr.store.engine.unavailable names; then nothing is lost.
        """
        self._mark_accepted()
        sent = failed = parked = 0
        for _ in range(MOST_AT_ONCE):
            claimed = self._claim(key)
            if claimed is None:
                break
            try:
                self.mailer.send(recipient=claimed.recipient, message=claimed.message)
            except RefusedForEver as fault:
                self._park(claimed, str(fault))
                parked += 1
            except RefusedForNow as fault:
                parked_now = self._put_back(claimed, fault)
                parked, failed = parked + parked_now, failed + (not parked_now)
                if fault.of_server:
                    break
            else:
                self._unmarked.append((claimed, self.office.clock()))
                sent += 1
                log.info("letter sent", letter=claimed.id, key=_masked(claimed.key), tries=claimed.tries)
                self._mark_accepted()
        return Round(sent, failed, parked)

    def _claim(self, key: str | None) -> Claimed | None:
        now = self.office.clock()
        with self.office.database.writing() as connection:
            claimed = claim_letter(connection, now=now, lease=str(uuid4()), until=now + LEASE, key=key)
        if claimed is not None and claimed.was_abandoned:
            log.warning(
                "letter taken over: its holder ended without a word, so it may arrive twice, with the same Message-ID",
                letter=claimed.id,
                key=_masked(claimed.key),
                tries=claimed.tries,
            )
        return claimed

    def _mark_accepted(self) -> None:
        """Mark what the server has. While the database is away nothing else is posted, and nothing is posted again."""
        while self._unmarked:
            claimed, at = self._unmarked[0]
            with self.office.database.writing() as connection:
                is_marked = mark_sent(connection, claimed, at=at)
            if not is_marked:
                log.error("letter sent after its lease: it may arrive twice", letter=claimed.id)
            del self._unmarked[0]

    def _put_back(self, claimed: Claimed, fault: RefusedForNow) -> bool:
        """Try again later; True when the patience is over and the letter was parked."""
        now = self.office.clock()
        due_at = next_try(claimed.queued_at, tries=claimed.tries, now=now)
        if due_at is None:
            self._park(claimed, str(fault))
            return True
        tell = log.error if fault.needs_attention else log.warning
        tell("letter not sent yet", letter=claimed.id, key=_masked(claimed.key), fault=str(fault), again_at=str(due_at))
        with self.office.database.writing() as connection:
            mark_failed(connection, claimed, fault=str(fault), due_at=due_at)
        return False

    def _park(self, claimed: Claimed, fault: str) -> None:
        log.error("letter given up", letter=claimed.id, key=_masked(claimed.key), fault=fault, tries=claimed.tries)
        with self.office.database.writing() as connection:
            park_letter(connection, claimed, fault=fault, at=self.office.clock())


def open_mailer(smtp_url: str) -> Mailer:
    """The mail server, or the folder, that SMTP_URL names."""
    place = mail_place(smtp_url)
    return MailFolder(place) if isinstance(place, Path) else SmtpMailer(place)


def next_try(queued_at: datetime, *, tries: int, now: datetime) -> datetime | None:
    """When a letter that failed `tries` times is tried again: after 1, 2, 4 ... minutes, at most two hours.

    None after two days and ten tries.
    """
    give_up_at = queued_at + PATIENCE
    if now >= give_up_at and tries >= FEWEST_TRIES:
        return None
    pause = min(FIRST_PAUSE * (1 << min(tries - 1, 10)), LONGEST_PAUSE)
    due_at = now + pause
    return min(due_at, give_up_at) if now < give_up_at else due_at


def _masked(key: str) -> str:
    """A key for the log, without the recipient's name."""
    beginning, _, recipient = key.rpartition(":")
    name, at, domain = recipient.partition("@")
    return f"{beginning}:{name[:1]}***{at}{domain}"
