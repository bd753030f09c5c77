"""The demonstration's mailbox: what was mailed, read from the folder that stands for the mail server."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Enclosed:
    """An attachment; `place` counts from 0."""

    place: int
    name: str
    content_type: str
    data: bytes

    @property
    def kilobytes(self) -> int:
        """Its size, rounded up."""
        return -(-len(self.data) // 1024)


@dataclass(frozen=True)
class Mail:
    """A mail in the folder, by its file's name."""

    name: str
    message: EmailMessage

    @property
    def subject(self) -> str:
        """What it is about."""
        return str(self.message["Subject"] or "(tanpa perihal)")

    @property
    def sender(self) -> str:
        """Who wrote it."""
        return str(self.message["From"] or "")

    @property
    def recipient(self) -> str:
        """To whom."""
        return str(self.message["To"] or "")

    @property
    def sent_at(self) -> datetime:
        """When it was written, on the clocks of its writer."""
        found = getattr(self.message["Date"], "datetime", None)
        return found if found is not None and found.tzinfo is not None else LONG_AGO

    @property
    def text(self) -> str:
        """The plain body."""
        return self._body("plain")

    @property
    def html(self) -> str:
        """The HTML body; empty where there is none."""
        return self._body("html")

    @property
    def enclosed(self) -> tuple[Enclosed, ...]:
        """The attachments."""
        return tuple(
            Enclosed(place, part.get_filename() or f"lampiran-{place + 1}", part.get_content_type(), _data(part))
            for place, part in enumerate(self.message.iter_attachments())
        )

    def _body(self, kind: str) -> str:
        part = self.message.get_body((kind,))
        return str(part.get_content()) if part is not None else ""


def _data(part: EmailMessage) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def mails_in(folder: Path) -> list[Mail]:
    """Every mail, the newest first."""
    found = [Mail(path.name, _read(path)) for path in folder.glob("*.eml")]
    return sorted(found, key=lambda mail: (mail.sent_at, mail.name), reverse=True)


def mail_named(folder: Path, name: str) -> Mail | None:
    """The mail in the file of this name; None when there is none."""
    path = next((path for path in folder.glob("*.eml") if path.name == name), None)
    return Mail(name, _read(path)) if path else None


def _read(path: Path) -> EmailMessage:
    return message_from_bytes(path.read_bytes(), EmailMessage, policy=default)
