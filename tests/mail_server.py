"""A mail server on loopback, with STARTTLS, TLS and logins as a test wants them; it keeps what it was sent."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

CERTIFICATE = Path(__file__).with_name("localhost.pem")
"""For localhost, signed by itself: nobody trusts it unless SSL_CERT_FILE names it."""

USER, PASSWORD = "piket@kantor.go.id", "sandi/?#@:"


@dataclass
class MailServer:
    """A running server: its port, what was said to it, and the messages it was sent."""

    port: int = 0
    commands: list[str] = field(default_factory=list)
    messages: list[bytes] = field(default_factory=list)

    async def handle_EHLO(
        self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        """aiosmtpd's hook."""
        self.commands.append("EHLO")
        session.host_name = hostname
        return responses

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        """aiosmtpd's hook."""
        self.commands.append("MAIL")
        envelope.mail_from = address
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """aiosmtpd's hook."""
        self.messages.append(envelope.content)
        return "250 OK"

    def authenticate(self, server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        """aiosmtpd's hook."""
        self.commands.append(f"AUTH {mechanism}")
        wanted = LoginPassword(USER.encode(), PASSWORD.encode())
        return AuthResult(success=data == wanted, handled=False)


@contextmanager
def mail_server(*, starttls: bool = False, tls: bool = False, logins: bool = False) -> Iterator[MailServer]:
    """A server that runs as long as the block."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(CERTIFICATE)
    found = MailServer(_free_port())

    class Started(Controller):
        def factory(self) -> SMTP:
            return SMTP(
                found,
                tls_context=context if starttls else None,
                authenticator=found.authenticate if logins else None,
                auth_required=logins,
                auth_require_tls=starttls or not logins,
            )

    controller = Started(found, hostname="127.0.0.1", port=found.port, ssl_context=context if tls else None)
    controller.start()
    try:
        yield found
    finally:
        controller.stop()


@contextmanager
def silent_server(greeting: bytes = b"") -> Iterator[int]:
    """A port where somebody takes every call, says the greeting, and then nothing; gives the port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        taken: list[socket.socket] = []

        def take() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                taken.append(connection)
                if greeting:
                    connection.sendall(greeting)

        thread = threading.Thread(target=take, daemon=True)
        thread.start()
        try:
            yield listener.getsockname()[1]
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()
            for connection in taken:
                connection.close()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
