"""Mail as files: every letter becomes one .eml file in a folder, whole or not at all."""

import os
import re
from contextlib import suppress
from datetime import UTC
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256
from pathlib import Path

from config.os_words import reason
from recap.mailer import RefusedForNow


class MailFolder:
    """Writes letters into a folder, which is made when missing.

    The name of a file comes from the letter, so the same letter handed over twice is one file.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, *, recipient: str, message: bytes) -> None:
        """See Mailer. Raises RefusedForNow while the folder cannot be written to."""
        path = self.folder / file_name(recipient, message)
        part = path.with_name(f".{path.name}.{os.getpid()}.part")
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            part.touch(mode=0o600)  # names and numbers of callers are nobody else's business
            with part.open("wb") as stream:
                stream.write(message)
                stream.flush()
                os.fsync(stream.fileno())
            part.replace(path)
        except OSError as fault:
            with suppress(OSError):
                part.unlink()
            text = f"folder surat {self.folder} tidak dapat ditulisi: {reason(fault)}"
            raise RefusedForNow(text, of_server=True, needs_attention=True) from fault


def file_name(recipient: str, message: bytes) -> str:
    """`20261123T103000Z-maya@kantor.go.id-1f0c2d3e4b5a.eml`: when it was written, to whom, and which it is."""
    headers = message_from_bytes(message, EmailMessage, policy=SMTP)
    sent = headers["Date"].datetime if headers["Date"] is not None else None
    when = f"{sent.astimezone(UTC):%Y%m%dT%H%M%SZ}-" if sent is not None else ""
    whom = re.sub(r"[^A-Za-z0-9@._+-]", "_", recipient)[:100]
    identity = str(headers["Message-ID"] or "").encode() or message
    return f"{when}{whom}-{sha256(identity + recipient.encode()).hexdigest()[:12]}.eml"
