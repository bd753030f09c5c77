"""Handing a letter to a mail server: encryption, login, and which answers are for now or for ever."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from urllib.parse import quote

import pytest
import trustme

from ivr.workflows.mail.envelope import Attachment, letter
from ivr.workflows.mail_fault import MailFault
from recap.mailer import RefusedForEver, RefusedForNow
from recap.rendered import Rendered
from recap.smtp import SmtpMailer, mail_place, probe
from tests.calls.world import WIB
from tests.recap.mail_server import PASSWORD, USER, Inbox, mail_server

MAYA = "maya@kantor.example"
STARTTLS = "smtp://localhost:{port}?starttls=required"


def message(subject: str = "Rekapitulasi", name: str = "Maya") -> bytes:
    """A whole letter."""
    pdf = Attachment("rekap-2026-11-23.pdf", "application/pdf", bytes(range(256)))
    return letter(
        Rendered(subject, "Isi\n.\nbaris sesudah titik\n", "<p>Isi</p>", (pdf,)),
        key="recap:ppatk:2026-11-23:1:maya@kantor.example",
        hotline="ppatk",
        sender="Call Center <piket@kantor.example>",
        name=name,
        recipient=MAYA,
        at=datetime(2026, 11, 23, 17, 30, tzinfo=WIB),
    ).message


def mailer(inbox: Inbox, url: str = "smtp://127.0.0.1:{port}", **more: object) -> SmtpMailer:
    """A mailer for this server."""
    place = mail_place(url.format(port=inbox.port, user=USER, password=quote(PASSWORD, safe="")))
    assert not hasattr(place, "parts")
    return SmtpMailer(place, **more)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    """Whoever signs certificates in these tests."""
    return trustme.CA()


@pytest.fixture
def trust(authority: trustme.CA) -> ssl.SSLContext:
    """A machine that trusts that authority."""
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


def test_a_letter_arrives_byte_for_byte_also_with_a_lonely_full_stop() -> None:
    sent = message()
    with mail_server() as inbox:
        mailer(inbox).send(recipient=MAYA, message=sent)

    assert inbox.accepted == [(MAYA, sent)]
    (mail,) = inbox.mails
    assert mail["From"] == "Call Center <piket@kantor.example>"
    (pdf,) = mail.iter_attachments()
    assert pdf.get_content() == bytes(range(256))


def test_starttls_and_a_login_with_every_odd_letter(authority: trustme.CA, trust: ssl.SSLContext) -> None:
    with mail_server(tls=authority, login=True) as inbox:
        url = "smtp://{user}:{password}@localhost:{port}?starttls=required"
        mailer(inbox, url, trust=trust).send(recipient=MAYA, message=message())

    assert inbox.logins == [USER]
    assert len(inbox.accepted) == 1


def test_tls_from_the_first_byte(authority: trustme.CA, trust: ssl.SSLContext) -> None:
    with mail_server(tls=authority, implicit=True, login=True) as inbox:
        mailer(inbox, "smtps://{user}:{password}@localhost:{port}", trust=trust).send(recipient=MAYA, message=message())

    assert len(inbox.accepted) == 1


@pytest.mark.parametrize(
    "url", ["smtp://{user}:{password}@localhost:{port}?starttls=required", "smtps://localhost:{port}"]
)
def test_nothing_is_sent_under_a_certificate_nobody_vouches_for(authority: trustme.CA, url: str) -> None:
    with (
        mail_server(tls=authority, implicit=url.startswith("smtps"), login=True) as inbox,
        pytest.raises(RefusedForNow, match="sertifikat ditolak") as refused,
    ):
        mailer(inbox, url).send(recipient=MAYA, message=message())

    assert refused.value.needs_attention
    assert refused.value.of_server
    assert (inbox.logins, inbox.accepted) == ([], [])


def test_nothing_is_sent_under_the_certificate_of_another_host(authority: trustme.CA, trust: ssl.SSLContext) -> None:
    with (
        mail_server(tls=authority, host="lain.example") as inbox,
        pytest.raises(RefusedForNow, match="sertifikat ditolak"),
    ):
        mailer(inbox, STARTTLS, trust=trust).send(recipient=MAYA, message=message())

    assert inbox.accepted == []


def test_nothing_is_sent_in_the_clear_where_encryption_was_asked_for() -> None:
    with mail_server() as inbox, pytest.raises(RefusedForNow, match="STARTTLS") as refused:
        mailer(inbox, STARTTLS).send(recipient=MAYA, message=message())

    assert refused.value.needs_attention
    assert inbox.accepted == []


def test_a_wrong_password_keeps_the_letter_for_a_right_one(authority: trustme.CA, trust: ssl.SSLContext) -> None:
    with mail_server(tls=authority, login=True) as inbox:
        wrong = mailer(inbox, "smtp://{user}:salah@localhost:{port}?starttls=required", trust=trust)
        with pytest.raises(RefusedForNow, match="535") as refused:
            wrong.send(recipient=MAYA, message=message())

    assert refused.value.needs_attention
    assert "salah@" not in str(refused.value)


def test_a_server_that_wants_a_login_and_gets_none_is_no_fault_of_the_letter() -> None:
    with mail_server(login=True) as inbox, pytest.raises(RefusedForNow, match="530") as refused:
        mailer(inbox).send(recipient=MAYA, message=message())

    assert refused.value.needs_attention


@pytest.mark.parametrize("moment", ["mail", "rcpt", "data"])
@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        ("421 4.3.2 shutting down", RefusedForNow),
        ("450 4.2.0 greylisted", RefusedForNow),
        ("452 4.2.2 mailbox full", RefusedForNow),
        ("550 5.1.1 no such user", RefusedForEver),
        ("554 5.7.1 rejected", RefusedForEver),
    ],
)
def test_an_answer_decides_whether_for_now_or_for_ever(moment: str, answer: str, fault: type[Exception]) -> None:
    with mail_server() as inbox:
        inbox.on[moment] = lambda _: answer
        with pytest.raises(fault, match=answer[:3]):
            mailer(inbox).send(recipient=MAYA, message=message())

    assert inbox.accepted == []


def test_a_server_that_drops_the_connection_after_the_message_is_tried_again() -> None:
    with mail_server() as inbox:
        inbox.on["data"] = lambda _: "drop"
        with pytest.raises(RefusedForNow, match="menutup sambungan") as refused:
            mailer(inbox).send(recipient=MAYA, message=message())

    assert refused.value.of_server


def test_a_server_that_never_answers_about_the_message_is_not_awaited_for_ever() -> None:
    release = threading.Event()
    with mail_server() as inbox:
        inbox.on["data"] = lambda _: (release.wait(10) and "451 too late") or "451 too late"
        with pytest.raises(RefusedForNow):
            mailer(inbox, letter_seconds=0.2).send(recipient=MAYA, message=message())
        release.set()


@contextmanager
def _listening(greeting: bytes) -> Iterator[int]:
    """A port where somebody greets and says no more."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        taken: list[socket.socket] = []

        def greet() -> None:
            connection, _ = listener.accept()
            taken.append(connection)
            connection.sendall(greeting)

        thread = threading.Thread(target=greet)
        thread.start()
        yield listener.getsockname()[1]
        thread.join()
        for connection in taken:
            connection.close()


@pytest.mark.parametrize("greeting", [b"", b"220 tunggu sebentar\r\n", b"220-satu\r\n220-dua\r\n"])
def test_one_deadline_holds_for_everything_together(greeting: bytes) -> None:
    with _listening(greeting) as port, pytest.raises(RefusedForNow) as refused:
        mailer(Inbox(port=port), whole_seconds=0.2).send(recipient=MAYA, message=message())

    assert refused.value.of_server


@pytest.mark.parametrize("greeting", [b"554 no service\r\n", b"HTTP/1.1 400 Bad Request\r\n\r\n", b"\xff\xfe\r\n"])
def test_what_is_no_mail_server_takes_no_letter(greeting: bytes) -> None:
    with _listening(greeting) as port, pytest.raises(RefusedForNow) as refused:
        mailer(Inbox(port=port), whole_seconds=2).send(recipient=MAYA, message=message())

    assert refused.value.of_server


def test_nobody_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

    with pytest.raises(RefusedForNow) as refused:
        mailer(Inbox(port=port)).send(recipient=MAYA, message=message())

    assert refused.value.of_server
    assert not refused.value.needs_attention


def _greet_and_go(listener: socket.socket) -> None:
    connection, _ = listener.accept()
    with connection:
        connection.sendall(b"220 hello\r\n")
        connection.recv(1000)


def test_plain_mail_leaves_this_machine_never() -> None:
    # An address of this machine that is not loopback, where it has one; a datagram socket sends nothing to connect.
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as outward:
        try:
            outward.connect(("192.0.2.1", 9))
        except OSError:
            pytest.skip("this machine has no address but loopback")
        own = outward.getsockname()[0]
    with socket.create_server((own, 0)) as listener:
        thread = threading.Thread(target=lambda: _greet_and_go(listener))
        thread.start()
        with pytest.raises(RefusedForNow, match="tanpa enkripsi"):
            mailer(Inbox(port=listener.getsockname()[1]), f"smtp://{own}:{{port}}").send(
                recipient=MAYA, message=message()
            )
        thread.join()


def test_a_probe_sends_nothing(authority: trustme.CA) -> None:
    with mail_server() as inbox:
        probe(f"smtp://127.0.0.1:{inbox.port}")
        inbox.on["mail"] = lambda _: pytest.fail("a probe began a mail")
    with mail_server(tls=authority) as strict, pytest.raises(MailFault):
        probe(f"smtp://localhost:{strict.port}?starttls=required")

    assert inbox.accepted == []
