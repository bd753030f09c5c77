"""The door to the mail server: connects, encrypts, logs in, hands over."""

import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from email.utils import parseaddr
from ipaddress import ip_address
from pathlib import Path
from threading import Timer
from urllib.parse import unquote, urlsplit

from config.folders import require_writable
from config.os_words import reason
from ivr.workflows.mail_fault import MailFault, MailTrouble
from recap.mailer import Refused, RefusedForEver, RefusedForNow

TIMEOUT_SECONDS = 5.0  # for each answer of the server before a letter
LETTER_SECONDS = (
    300.0  # for each answer about a letter: a server that scans it takes its time, and giving up doubles it
)
WHOLE_SECONDS = 480.0  # for one letter from the first packet to the last, however slowly a server drips
NOT_LET_IN = frozenset({530, 534, 535, 538})  # answers about our account, whenever they come (RFC 4954)
PORTS = {"smtp": 25, "starttls": 587, "smtps": 465}


@dataclass(frozen=True)
class MailServer:
    """A mail server as SMTP_URL names it. `encryption` is a key of PORTS; plain `smtp` is for this machine only."""

    host: str
    port: int
    encryption: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


def mail_place(url: str) -> MailServer | Path:
    """Where an SMTP_URL, checked by config.settings, sends mail: to a server, or into a folder."""
    parts = urlsplit(url)
    if parts.scheme == "file":
        return Path(unquote(parts.path))
    encryption = "starttls" if parts.scheme == "smtp" and parts.query else parts.scheme
    user, password = (unquote(part) if part else None for part in (parts.username, parts.password))
    return MailServer(parts.hostname or "", parts.port or PORTS[encryption], encryption, user, password)


def probe(url: str) -> None:
    """Do everything that comes before a mail, and send none: connect, encrypt, log in.

    A folder is only looked at: may it be written, or made? Raises MailFault.
    """
    place = mail_place(url)
    if isinstance(place, Path):
        _look_at(place)
        return
    leave(enter(place))


class SmtpMailer:
    """Hands letters to a mail server, one connection for each.

    `trust` says which certificates prove who answers; by default those of this machine. Only an answer about the
    letter itself (5xx to sender, recipient or contents) refuses it for ever: what is wrong with the connection, the
    certificate or the account can be put right, and the letter waits for that.
    """

    def __init__(
        self,
        place: MailServer,
        *,
        trust: ssl.SSLContext | None = None,
        letter_seconds: float = LETTER_SECONDS,
        whole_seconds: float = WHOLE_SECONDS,
    ) -> None:
        self._place = place
        self._trust = trust
        self._letter_seconds = letter_seconds
        self._whole_seconds = whole_seconds

    def send(self, *, recipient: str, message: bytes) -> None:
        """See Mailer."""
        sender = parseaddr(str(message_from_bytes(message)["From"]))[1]
        with _deadline(self._whole_seconds) as watched:
            try:
                server = enter(self._place, trust=self._trust, watched=watched)
            except MailFault as fault:
                attention = fault.trouble is not MailTrouble.UNREACHABLE
                reason = f"server surat {self._place}: {fault}"
                raise RefusedForNow(reason, of_server=True, needs_attention=attention) from fault
            try:
                assert server.sock is not None
                server.sock.settimeout(self._letter_seconds)
                server.sendmail(sender, [recipient], message)
                # It is accepted, and only that counts: nobody waits for the goodbye.
                with suppress(OSError):
                    server.sock.sendall(b"QUIT\r\n")
            except (smtplib.SMTPException, OSError, UnicodeEncodeError) as fault:
                raise _judged(fault) from fault
            finally:
                server.close()


def enter(place: MailServer, *, trust: ssl.SSLContext | None = None, watched: "_Watched | None" = None) -> smtplib.SMTP:
    """A server that is ready for mail; `leave` it afterwards. Raises MailFault."""
    try:
        server = _Connection(place, trust or ssl.create_default_context(), watched)
        try:
            if place.encryption == "smtp" and not _stays_here(server):
                raise MailFault(MailTrouble.UNTRUSTED, "tanpa enkripsi hanya ke komputer ini sendiri")
            if place.encryption == "starttls":
                server.starttls(context=server.trust)
            if place.user is not None:
                server.login(place.user, place.password or "")
            server.ehlo_or_helo_if_needed()
        except BaseException:
            server.close()
            raise
        return server
    except ssl.SSLCertVerificationError as fault:
        raise MailFault(MailTrouble.UNTRUSTED, f"sertifikat ditolak ({fault.verify_message})") from fault
    except ssl.SSLError as fault:
        raise MailFault(MailTrouble.UNTRUSTED, "bukan TLS; periksa smtp:// atau smtps:// dan portnya") from fault
    except UnicodeEncodeError as fault:
        raise MailFault(MailTrouble.REFUSED, "nama pengguna atau kata sandi memuat huruf di luar ASCII") from fault
    except smtplib.SMTPException as fault:
        raise _spoken(fault) from fault
    except TimeoutError as fault:
        raise _silent() from fault
    except OSError as fault:
        raise MailFault(MailTrouble.UNREACHABLE, reason(fault)) from fault


def leave(server: smtplib.SMTP) -> None:
    """Say goodbye; what the server answers no longer matters."""
    with suppress(OSError):
        server.quit()
    server.close()


class _Watched:
    """The connection under a deadline: its own handle, which stays the same below the encryption."""

    def __init__(self) -> None:
        self._handle: socket.socket | None = None
        self._is_over = False

    def watch(self, connection: socket.socket) -> None:
        """Look after a connection that was just made."""
        self._handle = connection.dup()
        if self._is_over:
            self.end()

    def end(self) -> None:
        """The time is over: whoever reads or writes is told that the connection is gone."""
        self._is_over = True
        if self._handle is not None:
            with suppress(OSError):
                self._handle.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Give the handle back."""
        if self._handle is not None:
            self._handle.close()


@contextmanager
def _deadline(seconds: float) -> Iterator[_Watched]:
    watched = _Watched()
    timer = Timer(seconds, watched.end)
    timer.daemon = True
    timer.start()
    try:
        yield watched
    finally:
        timer.cancel()
        watched.close()


class _Connection(smtplib.SMTP):
    """A connection that is encrypted from its first byte for smtps."""

    def __init__(self, place: MailServer, trust: ssl.SSLContext, watched: _Watched | None) -> None:
        self.trust = trust
        self._encrypts = place.encryption == "smtps"
        self._watched = watched
        # A name of our own would be asked of the name server, which may take long; the address does (RFC 5321, 4.1.3).
        super().__init__(place.host, place.port, local_hostname="localhost", timeout=TIMEOUT_SECONDS)
        assert self.sock is not None
        ours = ip_address(self.sock.getsockname()[0].partition("%")[0])
        self.local_hostname = f"[{ours}]" if ours.version == 4 else f"[IPv6:{ours}]"

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        made = socket.create_connection((host, port), timeout)
        if self._watched is not None:
            self._watched.watch(made)
        if not self._encrypts:
            return made
        try:
            return self.trust.wrap_socket(made, server_hostname=host)
        except BaseException:
            made.close()
            raise


def _stays_here(server: smtplib.SMTP) -> bool:
    assert server.sock is not None
    return ip_address(server.sock.getpeername()[0].partition("%")[0]).is_loopback


def _judged(fault: Exception) -> Refused:
    """What an answer about a letter means for it (RFC 5321, 4.2.1: 4xx is for now, 5xx for ever)."""
    match fault:
        case smtplib.SMTPRecipientsRefused(recipients=recipients):
            return _answered(*next(iter(recipients.values())))
        case smtplib.SMTPSenderRefused() | smtplib.SMTPDataError():
            return _answered(fault.smtp_code, fault.smtp_error)
        case smtplib.SMTPNotSupportedError() | UnicodeEncodeError():
            return RefusedForEver("alamat memuat huruf di luar ASCII, yang tidak diterima server surat")
        case smtplib.SMTPServerDisconnected() if not isinstance(fault.__context__, TimeoutError):
            return RefusedForNow("server surat menutup sambungan sebelum menerima", of_server=True)
        case smtplib.SMTPException() | TimeoutError():
            return RefusedForNow("server surat tidak menjawab pada waktunya", of_server=True)
    return RefusedForNow(f"sambungan ke server surat putus ({type(fault).__name__})", of_server=True)


def _answered(code: int, words: bytes | str) -> Refused:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    reason = " ".join(f"server surat menjawab {code} {text}".split())
    if code in NOT_LET_IN:
        return RefusedForNow(reason, of_server=True, needs_attention=True)
    if 500 <= code < 600:
        return RefusedForEver(reason)
    return RefusedForNow(reason, of_server=code == 421)


def _spoken(fault: smtplib.SMTPException) -> MailFault:
    """What the server said, or did not say; smtplib puts some of it into words only."""
    match fault:
        case smtplib.SMTPNotSupportedError() if "STARTTLS" in str(fault):
            return MailFault(MailTrouble.UNTRUSTED, "server tidak menawarkan STARTTLS")
        case smtplib.SMTPNotSupportedError():
            return MailFault(MailTrouble.REFUSED, "server tidak menawarkan masuk dengan nama pengguna (AUTH)")
        case smtplib.SMTPAuthenticationError(smtp_code=code):
            return MailFault(MailTrouble.REFUSED, f"nama pengguna atau kata sandi salah (kode {code})")
        case smtplib.SMTPResponseException(smtp_code=code):
            return MailFault(MailTrouble.UNREACHABLE, f"menjawab dengan kode {code}")
        case smtplib.SMTPServerDisconnected() if isinstance(fault.__context__, TimeoutError):
            return _silent()
        case smtplib.SMTPServerDisconnected():
            return MailFault(MailTrouble.UNREACHABLE, "menutup sambungan, atau bukan server surat")
    return MailFault(MailTrouble.REFUSED, "tidak ada cara masuk yang dikenal kedua pihak")


def _silent() -> MailFault:
    return MailFault(MailTrouble.UNREACHABLE, f"tidak menjawab dalam {TIMEOUT_SECONDS:.0f} detik")


def _look_at(folder: Path) -> None:
    try:
        require_writable(folder)
    except OSError as fault:
        raise MailFault(MailTrouble.UNWRITABLE, reason(fault)) from fault
