"""Puts a mail into its envelope: one whole MIME message for each recipient."""

import re
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr, quote
from hashlib import sha256

from ivr.domain.hotline import Hotline
from ivr.store.outbox import Letter
from ivr.workflows.office import Office


@dataclass(frozen=True)
class Attachment:
    """A file that goes with the mail; `content_type` as in `application/pdf` or `text/csv; charset=utf-8`."""

    name: str
    content_type: str
    data: bytes


@dataclass(frozen=True)
class Mail:
    """What a mail says, whoever gets it. `subject` holds no line breaks."""

    subject: str
    text: str
    html: str
    attachments: tuple[Attachment, ...] = ()


def sender_of(office: Office, hotline: Hotline) -> str:
    """MAIL_FROM, else what the hotline file says, else an address that says whose mail it is but takes no answer."""
    return office.settings.mail_from or hotline.mail_from or f'"{hotline.name}" <piket@piket.invalid>'


def letter(mail: Mail, *, key: str, hotline: str, sender: str, name: str, recipient: str, at: datetime) -> Letter:
    """The letter as every try will send it.

    The Message-ID comes from the key, so that a letter that arrived twice can be known; the date is `at`, on the
    clocks of its zone.
    """
    subject = one_line(mail.subject)
    headers = {
        "From": _address("From", *parseaddr(sender)),
        "To": _address("To", name, recipient),
        "Subject": _words("Subject", subject),
        "Date": format_datetime(at),
        "Message-ID": message_id(key, sender),
        "Auto-Submitted": "auto-generated",  # RFC 3834: no absence notes, please
        "Content-Language": "id",
    }
    # The email package of Python 3.11 loses and adds blanks where it folds names with letters of any kind (and
    # forgets quotes), so these lines are ours.
    lines = "".join(f"{header}: {value}\r\n" for header, value in headers.items())
    return Letter(key, hotline, recipient, subject, lines.encode("ascii") + _body(mail).as_bytes())


def message_id(key: str, sender: str) -> str:
    """The same for the same letter, at every try."""
    domain = parseaddr(sender)[1].rpartition("@")[2]
    domain = domain if re.fullmatch(r"[A-Za-z0-9.-]+", domain) else "piket.invalid"
    return f"<{sha256(key.encode()).hexdigest()[:40]}@{domain}>"


def one_line(text: str) -> str:
    """Text for a header: no line breaks and no control characters, so nobody can add a header of their own."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in _encodable(text)).split())


def _body(mail: Mail) -> EmailMessage:
    body = EmailMessage(policy=SMTP)
    body.set_content(_encodable(mail.text), cte="quoted-printable")
    body.add_alternative(_encodable(mail.html), subtype="html", cte="quoted-printable")
    for attachment in mail.attachments:
        (kind, _, subkind), parameters = _content_type(attachment.content_type)
        body.add_attachment(
            attachment.data,
            maintype=kind,
            subtype=subkind,
            filename=one_line(attachment.name),
            params=parameters,
        )
    return body


def _content_type(written: str) -> tuple[tuple[str, str, str], dict[str, str]]:
    """`text/calendar; method=PUBLISH` in its parts."""
    kind, *rest = (part.strip() for part in written.split(";"))
    return kind.partition("/"), dict(part.split("=", 1) for part in rest)


def _address(header: str, name: str, address: str) -> str:
    """`Maya <maya@kantor.go.id>`, the name quoted or encoded as it needs."""
    name, address = one_line(name), one_line(address)
    if not address.isascii():
        local, _, domain = address.rpartition("@")
        address = f"{local}@{domain.encode('idna').decode()}" if domain else address
    if not name:
        return address
    quoted = f'"{quote(name)}"' if _is_plain(name) else _words(header, name)
    # A line may hold 998 characters, and should hold 78 (RFC 5322, 2.1.1).
    fold = "" if len(header) + len(quoted) + len(address) < 70 else "\r\n"
    return f"{quoted}{fold} <{address}>"


def _words(header: str, text: str) -> str:
    charset = "us-ascii" if _is_plain(text) else "utf-8"
    return Header(text, charset, header_name=header).encode(linesep="\r\n")


def _is_plain(text: str) -> bool:
    """Nothing that must be encoded, or would be taken for encoded."""
    return text.isascii() and "=?" not in text and len(text) < 900


def _encodable(text: str) -> str:
    """Text without halves of characters, which no mail can carry."""
    return text.encode("utf-8", "replace").decode("utf-8")
