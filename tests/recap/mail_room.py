"""A mail room for the tests: an office on a clock that is set by hand, and the folder where its mail arrives."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from app import open_office
from config.settings import read_settings
from ivr.domain.people import Role
from ivr.store.outbox import Posted, letters_of
from ivr.store.recaps import Kind, MadeRecap, latest_recap
from ivr.workflows.office import Office
from recap.mailer import Mailer
from recap.make_due import make_due_recaps
from recap.postman import Postman, Round, open_mailer
from tests.calls.world import MONDAY, wib
from tests.recap.records import Records


class NotAsked:
    """A telephone network that is not asked for its count."""

    def count_inbound(self, start: datetime, end: datetime, numbers: Sequence[str]) -> int | None:
        """Unknown."""
        return None


class MailRoom:
    """One office, its records, its postman, and what arrived."""

    def __init__(self, database_url: str, folder: Path, *, hotlines: str = "", smtp_url: str = "") -> None:
        self.folder = folder
        self._now = wib(f"{MONDAY} 09:00")
        environ = {"DATABASE_URL": database_url, "SMTP_URL": smtp_url or folder.as_uri(), "SECRET_KEY": "s" * 40}
        self.office: Office = open_office(
            read_settings(environ | ({"HOTLINES": hotlines} if hotlines else {})), self.now
        )
        self.hotline = self.office.hotlines.first
        self.records = Records(self.office)
        self.postman = Postman(self.office, open_mailer(self.office.settings.smtp_url))

    def now(self) -> datetime:
        """The clock."""
        return self._now

    def at(self, local: str) -> "MailRoom":
        """Set the clock to a local time in Jakarta: `17:30` on the Monday, or with a date."""
        self._now = wib(local if " " in local else f"{MONDAY} {local}")
        return self

    def coordinator(self, name: str, *, active: bool = True) -> str:
        """Somebody who gets the recap; returns the address."""
        self.records.officer(name, "", role=Role.COORDINATOR, active=active)
        return f"orang{len(self.records._ids)}@kantor.example"

    def makes(self) -> int:
        """One tick of the job that makes recaps."""
        return make_due_recaps(self.office, NotAsked(), now=self._now)

    def posts(self, mailer: Mailer | None = None) -> Round:
        """One tick of the job that posts mail."""
        if mailer is not None:
            self.postman.mailer = mailer
        return self.postman.round()

    def ticks(self) -> list[str]:
        """A minute of the worker: the subjects of the mails that arrived in it."""
        before = {path.name for path in self.folder.glob("*.eml")}
        self.makes()
        self.posts()
        return sorted(str(mail["Subject"]) for name, mail in self.arrived().items() if name not in before)

    def arrived(self) -> dict[str, EmailMessage]:
        """Every mail in the folder by its file name."""
        return {
            path.name: message_from_bytes(path.read_bytes(), EmailMessage, policy=default)
            for path in sorted(self.folder.glob("*.eml"))
        }

    def latest(self, on: date = MONDAY, kind: Kind = Kind.DAILY) -> MadeRecap | None:
        """The newest recap of a day."""
        with self.office.database.reading() as connection:
            return latest_recap(connection, self.hotline.key, kind, on)

    def letters(self) -> Sequence[Posted]:
        """The whole outbox."""
        with self.office.database.reading() as connection:
            return letters_of(connection, key_prefix="")


@contextmanager
def mail_room(database_url: str, folder: Path, **more: str) -> Iterator[MailRoom]:
    """A mail room on Monday, 23 November 2026, nine o'clock; nobody works there yet."""
    room = MailRoom(database_url, folder / "mail", **more)
    try:
        yield room
    finally:
        room.office.database.close()
