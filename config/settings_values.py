"""The values of settings: each reader gives the value in its final form, or raises ValueError in Indonesian.

No message repeats the value: it may hold a password.
"""

import re
from email.utils import getaddresses
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlsplit

TWILIO = "https://api.twilio.com"
SHORTEST_KEY = 16

_ADDRESS = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>.]+")
_HOST = re.compile(r"(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*\.?")


def base_url(text: str) -> str:
    """An http(s) address that paths are appended to, without a slash at the end."""
    return web_url(text).rstrip("/")


def web_url(text: str) -> str:
    """An http(s) address of a page, exactly as written: signatures are made over it."""
    url = _split(text)
    if url.scheme not in ("http", "https"):
        raise ValueError("harus diawali http:// atau https://")
    if url.query or "?" in text:
        raise ValueError("tidak boleh memuat ? dan isian sesudahnya")
    if "@" in url.netloc:
        raise ValueError("tidak boleh memuat nama pengguna atau kata sandi (@)")
    _check_host(url)
    if "//" in url.path or re.search(r"(^|/)\.\.?(/|$)", url.path):
        raise ValueError("jalur alamat tidak boleh memuat // atau ..")
    return f"{url.scheme}://{url.netloc}{url.path}"


def token(text: str) -> str:
    """A secret or name without blanks."""
    if not re.fullmatch(r"[\x21-\x7e]+", text):
        raise ValueError("memuat spasi atau huruf yang tidak lazim; salin ulang dari konsolnya")
    return text


def twilio_sid(text: str) -> str:
    """An account sid of Twilio itself; other Twilio-compatible servers have their own forms."""
    if not re.fullmatch(r"AC[0-9a-fA-F]{32}", text):
        raise ValueError("harus AC diikuti 32 angka heksadesimal, dari konsol Twilio")
    return text


def secret_key(text: str) -> str:
    """A key for sessions and links, long enough not to be guessed."""
    if len(text) < SHORTEST_KEY:
        raise ValueError(f"terlalu pendek; paling sedikit {SHORTEST_KEY} huruf acak")
    return text


def log_format(text: str) -> str:
    """text or json."""
    if text.lower() not in ("text", "json"):
        raise ValueError("pilih text atau json")
    return text.lower()


def sender(text: str) -> str:
    """A sender of mail: `piket@kantor.go.id` or `Nama <piket@kantor.go.id>`."""
    found = getaddresses([text])
    if not text.isprintable() or len(found) != 1 or not _ADDRESS.fullmatch(found[0][1]):
        raise ValueError("bukan alamat e-mail; tulis misalnya piket@kantor.go.id")
    return text


def files(text: str, root: Path) -> tuple[Path, ...]:
    """Files, comma separated, each once; relative ones count from `root`."""
    found = [root / part.strip() for part in text.split(",") if part.strip()]
    if not found:
        raise ValueError("tidak ada berkas; tulis misalnya config/ppatk.yaml")
    if len({path.resolve() for path in found}) != len(found):
        raise ValueError("satu berkas ditulis dua kali")
    return tuple(found)


def database_url(text: str, root: Path) -> str:
    """A SQLAlchemy URL of SQLite (relative paths count from `root`) or PostgreSQL (through psycopg)."""
    scheme, colon, rest = text.partition("://")
    kind, _, driver = scheme.lower().partition("+")
    if not colon or kind not in ("sqlite", "postgresql", "postgres"):
        raise ValueError("harus diawali sqlite:/// atau postgresql://")
    if kind == "sqlite":
        return _sqlite(rest, driver, root)
    if driver not in ("", "psycopg"):
        raise ValueError("untuk PostgreSQL hanya postgresql+psycopg://")
    url = _split(f"postgresql://{rest}")
    _port(url)
    if not url.path.strip("/"):
        raise ValueError("nama basis data belum ada; tulis postgresql://pengguna:sandi@host/nama")
    return f"postgresql+psycopg://{rest}"


def sqlite_url(path: Path) -> str:
    """The SQLAlchemy URL of a SQLite file."""
    return f"sqlite:///{quote(str(path), safe='/')}"


def _sqlite(rest: str, driver: str, root: Path) -> str:
    path, question, query = rest.partition("?")
    if driver not in ("", "pysqlite"):
        raise ValueError("untuk SQLite hanya sqlite:///")
    if not path.startswith("/"):
        raise ValueError("tulis tiga garis miring: sqlite:///var/piket.db, atau empat untuk jalur mutlak")
    name = unquote(path[1:])
    if not name or name.startswith((":memory:", "file:")) or name.endswith("/"):
        raise ValueError("harus nama berkas, misalnya sqlite:///var/piket.db")
    return sqlite_url(root / name) + question + query


def smtp_url(text: str, root: Path) -> str:
    """Where mail goes: smtp, smtps, or a folder for .eml files (file:, relative to `root`)."""
    if text.lower().startswith("file:"):
        return _folder(text, root)
    url = _split(text)
    if url.scheme not in ("smtp", "smtps"):
        raise ValueError("harus diawali smtp://, smtps:// atau file:///")
    _check_host(url)
    if url.path not in ("", "/"):
        raise ValueError("tidak boleh ada jalur sesudah nama host; / ? # @ dalam kata sandi ditulis %2F %3F %23 %40")
    if bool(url.username) != bool(url.password):
        raise ValueError("nama pengguna dan kata sandi harus ada keduanya, atau tidak keduanya")
    options = parse_qsl(url.query, keep_blank_values=True)
    if options not in ([], [("starttls", "required")]) or (options and url.scheme == "smtps"):
        raise ValueError("sesudah ? hanya starttls=required, dan hanya pada smtp://")
    if url.scheme == "smtp" and not options and not _is_loopback(url.hostname or ""):
        raise ValueError("tanpa enkripsi hanya ke komputer ini; tambahkan ?starttls=required, atau smtps://")
    return text


def _folder(text: str, root: Path) -> str:
    url = _split(text)
    if url.netloc not in ("", "localhost") or url.query or not url.path.strip("/"):
        raise ValueError("tulis file:///jalur/mutlak, atau file:var/mail untuk jalur di dalam proyek")
    return (root / unquote(url.path)).as_uri()


def _split(text: str) -> SplitResult:
    """The parts of a URL, refusing what programs read in different ways."""
    if not re.fullmatch(r"[\x21-\x7e]+", text) or "\\" in text:
        raise ValueError("memuat spasi, garis miring terbalik, atau huruf yang tidak lazim dalam alamat")
    if "#" in text:
        raise ValueError("tidak boleh memuat #")
    try:
        return urlsplit(text)
    except ValueError:
        raise ValueError("alamat tidak terbaca") from None


def _check_host(url: SplitResult) -> None:
    host = url.hostname or ""
    if not host:
        raise ValueError("nama host belum ada")
    if "_" in host:
        raise ValueError("nama host tidak boleh memuat garis bawah (_)")
    if ":" not in host and not _HOST.fullmatch(host):
        raise ValueError("nama host tidak sah")
    _port(url)


def _port(url: SplitResult) -> None:
    try:
        number = url.port
    except ValueError:
        number = 0
    if number == 0 or url.netloc.endswith(":"):
        raise ValueError("port harus 1 sampai 65535")


def _is_loopback(host: str) -> bool:
    try:
        return host.lower() == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
