"""A real SMTP server on loopback for the tests: STARTTLS, login, and every misbehaviour on request."""

import asyncio
import ssl
import threading
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import trustme
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "piket", "s3cr3t:/?#@"
Answer = Callable[[str], str | None]


@dataclass
class Inbox:
    """What a mail server accepted, and how it treats what comes.

    `on` maps a moment (connect, mail, rcpt, data, accepted) to what is done then: a reply that refuses, or None to go
    on; the function is given the recipient where there is one.
    """

    accepted: list[tuple[str, bytes]] = field(default_factory=list)  # recipient and message
    logins: list[str] = field(default_factory=list)
    on: dict[str, Answer] = field(default_factory=dict)
    port: int = 0

    @property
    def mails(self) -> list[EmailMessage]:
        """Everything accepted, read."""
        return [message_from_bytes(message, EmailMessage, policy=default) for _, message in self.accepted]

    def copies(self) -> dict[tuple[str, str], int]:
        """How often each subject reached each recipient."""
        found: dict[tuple[str, str], int] = {}
        for (recipient, _), mail in zip(self.accepted, self.mails, strict=True):
            found[mail["Subject"], recipient] = found.get((mail["Subject"], recipient), 0) + 1
        return found

    def ask(self, moment: str, recipient: str = "") -> str | None:
        """What to answer at a moment."""
        return self.on[moment](recipient) if moment in self.on else None


class _Handler:
    def __init__(self, inbox: Inbox) -> None:
        self.inbox = inbox

    async def handle_MAIL(self, _s: SMTP, _: Session, envelope: Envelope, address: str, options: list[str]) -> str:
        """Answer MAIL FROM."""
        if refusal := await _in_thread(self.inbox, "mail"):
            return refusal
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, _s: SMTP, _: Session, envelope: Envelope, address: str, options: list[str]) -> str:
        """Answer RCPT TO."""
        if refusal := await _in_thread(self.inbox, "rcpt", address):
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _: Session, envelope: Envelope) -> str:
        """Answer the whole message."""
        if refusal := await _in_thread(self.inbox, "data", envelope.rcpt_tos[0]):
            if refusal == "drop":
                assert server.transport is not None
                server.transport.close()
            return refusal
        content = envelope.content
        assert isinstance(content, bytes)
        self.inbox.accepted += [(recipient, content) for recipient in envelope.rcpt_tos]
        await _in_thread(self.inbox, "accepted", envelope.rcpt_tos[0])
        return "250 OK"


async def _in_thread(inbox: Inbox, moment: str, recipient: str = "") -> str | None:
    """A moment may take its time without the server standing still."""
    return await asyncio.get_running_loop().run_in_executor(None, inbox.ask, moment, recipient)


def _protocol(inbox: Inbox, options: Mapping[str, Any]) -> SMTP:
    inbox.ask("connect")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of logins without TLS, which one test is about
        return SMTP(_Handler(inbox), hostname="127.0.0.1", **options)


@contextmanager
def mail_server(
    *, tls: trustme.CA | None = None, implicit: bool = False, login: bool = False, host: str = "localhost"
) -> Iterator[Inbox]:
    """A running server; with `tls` it wants STARTTLS (`implicit`: TLS at once), under a certificate for `host`."""
    inbox = Inbox()
    options: dict[str, Any] = {}
    context = None
    if tls is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.issue_cert(host).configure_cert(context)
        options = {} if implicit else {"tls_context": context, "require_starttls": True}

    def check(_s: SMTP, _: Session, _e: Envelope, _mechanism: str, data: LoginPassword) -> AuthResult:
        inbox.logins.append(data.login.decode())
        return AuthResult(success=data == LoginPassword(USER.encode(), PASSWORD.encode()), handled=False)

    if login:
        options |= {"authenticator": check, "auth_required": True, "auth_require_tls": False}
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="mail server")
    thread.start()
    started = loop.create_server(
        lambda: _protocol(inbox, options | {"loop": loop}), "127.0.0.1", 0, ssl=context if implicit else None
    )
    server = asyncio.run_coroutine_threadsafe(started, loop).result(5)
    inbox.port = server.sockets[0].getsockname()[1]
    try:
        yield inbox
    finally:
        asyncio.run_coroutine_threadsafe(_stop(server), loop).result(5)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _stop(server: asyncio.Server) -> None:
    server.close()
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    await asyncio.get_running_loop().shutdown_default_executor()
