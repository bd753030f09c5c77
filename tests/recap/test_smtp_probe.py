"""The probe of the mail server: everything before a mail, no mail, and a clear word for each trouble."""

from pathlib import Path
from urllib.parse import quote

import pytest

from ivr.workflows.mail_fault import MailFault, MailTrouble
from recap.smtp import MailServer, mail_place, probe
from tests.mail_server import CERTIFICATE, PASSWORD, USER, mail_server, silent_server

LOGIN = f"{quote(USER, safe='')}:{quote(PASSWORD, safe='')}"


@pytest.fixture
def trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """This machine trusts the tests' own certificate, as an office trusts its own authority."""
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))


def trouble(url: str) -> tuple[MailTrouble, str]:
    with pytest.raises(MailFault) as caught:
        probe(url)
    return caught.value.trouble, str(caught.value)


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("smtp://127.0.0.1:2525", MailServer("127.0.0.1", 2525, "smtp")),
        ("smtp://localhost", MailServer("localhost", 25, "smtp")),
        ("smtp://surat.go.id?starttls=required", MailServer("surat.go.id", 587, "starttls")),
        ("smtps://surat.go.id", MailServer("surat.go.id", 465, "smtps")),
        (f"smtps://{LOGIN}@surat.go.id:4650", MailServer("surat.go.id", 4650, "smtps", USER, PASSWORD)),
        ("smtps://[::1]:4650/", MailServer("::1", 4650, "smtps")),
        ("file:///var/surat%20keluar", Path("/var/surat keluar")),
    ],
)
def test_where_mail_goes(url: str, place: MailServer | Path) -> None:
    assert mail_place(url) == place


def test_a_password_is_never_told() -> None:
    place = mail_place(f"smtps://{LOGIN}@surat.go.id")

    assert PASSWORD not in repr(place)
    assert str(place) == "surat.go.id:465"


def test_a_plain_server_on_this_machine_is_greeted_and_left() -> None:
    with mail_server() as server:
        probe(f"smtp://127.0.0.1:{server.port}")

    assert server.commands == ["EHLO"]
    assert server.messages == []


def test_starttls_and_login(trusted: None) -> None:
    with mail_server(starttls=True, logins=True) as server:
        probe(f"smtp://{LOGIN}@localhost:{server.port}?starttls=required")

    assert server.commands == ["EHLO", "EHLO", "AUTH PLAIN"]
    assert server.messages == []


def test_tls_from_the_first_byte(trusted: None) -> None:
    with mail_server(tls=True) as server:
        probe(f"smtps://localhost:{server.port}")

    assert server.commands == ["EHLO"]


def test_a_certificate_that_signs_itself_is_not_trusted() -> None:
    with mail_server(starttls=True, logins=True) as server:
        found = trouble(f"smtp://{LOGIN}@localhost:{server.port}?starttls=required")
    assert found == (MailTrouble.UNTRUSTED, "sertifikat ditolak (self-signed certificate)")
    assert "AUTH PLAIN" not in server.commands

    with mail_server(tls=True) as server:
        found = trouble(f"smtps://localhost:{server.port}")
    assert found == (MailTrouble.UNTRUSTED, "sertifikat ditolak (self-signed certificate)")


def test_a_certificate_for_another_name_is_not_trusted(trusted: None) -> None:
    with mail_server(tls=True) as server:
        kind, reason = trouble(f"smtps://localhost.localdomain:{server.port}")

    # Machines differ in whether they know this name; either way nobody is greeted.
    assert kind in (MailTrouble.UNTRUSTED, MailTrouble.UNREACHABLE), reason
    assert server.commands == []


def test_a_server_without_starttls_is_not_trusted() -> None:
    with mail_server() as server:
        found = trouble(f"smtp://localhost:{server.port}?starttls=required")

    assert found == (MailTrouble.UNTRUSTED, "server tidak menawarkan STARTTLS")


def test_tls_where_there_is_none() -> None:
    with mail_server() as server:
        found = trouble(f"smtps://localhost:{server.port}")

    assert found == (MailTrouble.UNTRUSTED, "bukan TLS; periksa smtp:// atau smtps:// dan portnya")


def test_a_wrong_password_is_refused(trusted: None) -> None:
    with mail_server(starttls=True, logins=True) as server:
        found = trouble(f"smtp://{quote(USER)}:salah@localhost:{server.port}?starttls=required")

    assert found == (MailTrouble.REFUSED, "nama pengguna atau kata sandi salah (kode 535)")


def test_a_login_that_the_server_does_not_offer_is_refused() -> None:
    with mail_server() as server:
        found = trouble(f"smtp://{LOGIN}@127.0.0.1:{server.port}")

    assert found == (MailTrouble.REFUSED, "server tidak menawarkan masuk dengan nama pengguna (AUTH)")


def test_a_password_with_letters_that_smtp_cannot_say(trusted: None) -> None:
    with mail_server(starttls=True, logins=True) as server:
        found = trouble(f"smtp://piket:{quote('sandié')}@localhost:{server.port}?starttls=required")

    assert found == (MailTrouble.REFUSED, "nama pengguna atau kata sandi memuat huruf di luar ASCII")


def test_nobody_at_the_port() -> None:
    with mail_server() as server:
        pass

    assert trouble(f"smtp://127.0.0.1:{server.port}") == (MailTrouble.UNREACHABLE, "sambungan ditolak")


@pytest.mark.slow
@pytest.mark.parametrize("greeting", [b"", b"220 surat.go.id ESMTP\r\n"])
def test_a_server_that_hangs_is_left_in_time(greeting: bytes) -> None:
    with silent_server(greeting) as port:
        kind, reason = trouble(f"smtp://127.0.0.1:{port}")

    assert (kind, reason) == (MailTrouble.UNREACHABLE, "tidak menjawab dalam 5 detik")


@pytest.mark.parametrize(
    ("greeting", "reason"),
    [
        (b"554 tidak melayani Anda\r\n", "menjawab dengan kode 554"),
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", "menjawab dengan kode -1"),
    ],
)
def test_somebody_else_at_the_port(greeting: bytes, reason: str) -> None:
    with silent_server(greeting) as port:
        assert trouble(f"smtp://127.0.0.1:{port}") == (MailTrouble.UNREACHABLE, reason)


def test_a_folder_is_only_looked_at(tmp_path: Path) -> None:
    probe((tmp_path / "surat/keluar").as_uri())
    assert list(tmp_path.iterdir()) == []

    (tmp_path / "surat").mkdir()
    probe((tmp_path / "surat").as_uri())
    assert list((tmp_path / "surat").iterdir()) == []


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "surat").write_text("sebuah berkas")

    kind, reason = trouble((tmp_path / "surat/keluar").as_uri())

    assert (kind, reason) == (MailTrouble.UNWRITABLE, "foldernya bukan folder")
