"""The settings of an installation: from the environment and `.env`, checked, with every fault at once."""

import io
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

from dotenv.parser import parse_stream

from config import settings_values as v
from config.os_words import reason
from config.secret_key import kept_secret_key, seen_secret_key

ROOT = Path(__file__).parent.parent
SECRETS = ("TWILIO_AUTH_TOKEN", "TWILIO_AUTH_TOKEN_NEXT", "DATABASE_URL", "SMTP_URL", "SECRET_KEY")
"""Settings that can also be given as NAME_FILE, the name of a file that holds the value."""

LARGEST_SECRET = 64 * 1024

T = TypeVar("T")


class SettingsFault(Exception):
    """Everything that is wrong with the settings, one Indonesian sentence each; no value of a secret is in it."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        self.faults = faults
        super().__init__("\n".join(faults))


@dataclass(frozen=True)
class Settings:
    """Every setting by its name in lower case; paths are absolute. `repr()` leaves out what is secret."""

    root: Path
    public_url: str  # without a slash at the end
    twilio_account_sid: str | None
    twilio_auth_token: str | None = field(repr=False)
    twilio_auth_token_next: str | None = field(repr=False)
    twilio_api_url: str  # without a slash at the end
    fallback_url: str
    database_url: str = field(repr=False)
    smtp_url: str = field(repr=False)
    mail_from: str | None
    hotlines: tuple[Path, ...]
    secret_key: str = field(repr=False)
    log_format: str  # text or json

    @property
    def var(self) -> Path:
        """The folder of everything that the installation makes for itself."""
        return self.root / "var"


@dataclass(frozen=True)
class SettingsFound:
    """The settings with everything that is wrong in them: a setting named in `unsound` holds its default instead.

    `secret_files` are the files that hold secrets; `is_key_kept` says that SECRET_KEY is made here.
    """

    settings: Settings
    faults: tuple[str, ...]
    unsound: frozenset[str]
    secret_files: tuple[Path, ...]
    is_key_kept: bool


def read_settings(environ: Mapping[str, str] | None = None, root: Path = ROOT) -> Settings:
    """The settings from the environment (by default the process's own), then from `root/.env`, then the defaults.

    An empty value means the default. Where no SECRET_KEY is given, one is made and kept in `var/`.
    Raises SettingsFault with all faults together.
    """
    found = _found(environ, root, kept_secret_key)
    if found.faults:
        raise SettingsFault(found.faults)
    return found.settings


def find_settings(environ: Mapping[str, str] | None = None, root: Path = ROOT) -> SettingsFound:
    """The same for who goes on with what is sound and changes nothing; never raises.

    No key is made: `secret_key` is empty where it is yet to be made.
    """
    return _found(environ, root, seen_secret_key)


def read_demo_settings(environ: Mapping[str, str] | None = None, root: Path = ROOT) -> Settings:
    """The settings of the demonstration, with a database of its own where the environment names none.

    An installation's `.env` may name one that real people are in. Raises SettingsFault with all faults together.
    """
    given = dict(os.environ if environ is None else environ)
    if not any(given.get(form, "").strip() for form in ("DATABASE_URL", "DATABASE_URL_FILE")):
        given["DATABASE_URL"] = "sqlite:///var/demo.db"
    return read_settings(given, root)


def _found(environ: Mapping[str, str] | None, root: Path, kept_key: Callable[[Path], str]) -> SettingsFound:
    root = root.absolute()
    given = _given(dict(os.environ if environ is None else environ), root)

    def read(name: str, check: Callable[[str], T], default: T) -> T:
        try:
            return check(given.values[name]) if name in given.values else default
        except ValueError as error:
            given.refuse(name, f"{name}: {error}")
            return default

    public_url = read("PUBLIC_URL", v.base_url, "http://127.0.0.1:8000")
    twilio_api_url = read("TWILIO_API_URL", v.base_url, v.TWILIO)
    account = v.twilio_sid if twilio_api_url == v.TWILIO else v.token
    settings = Settings(
        root=root,
        public_url=public_url,
        twilio_account_sid=read("TWILIO_ACCOUNT_SID", account, None),
        twilio_auth_token=read("TWILIO_AUTH_TOKEN", v.token, None),
        twilio_auth_token_next=read("TWILIO_AUTH_TOKEN_NEXT", v.token, None),
        twilio_api_url=twilio_api_url,
        fallback_url=read("FALLBACK_URL", v.web_url, f"{public_url}/voice/fallback"),
        database_url=read("DATABASE_URL", lambda text: v.database_url(text, root), v.sqlite_url(root / "var/piket.db")),
        smtp_url=read("SMTP_URL", lambda text: v.smtp_url(text, root), (root / "var/mail").as_uri()),
        mail_from=read("MAIL_FROM", v.sender, None),
        hotlines=read("HOTLINES", lambda text: v.files(text, root), (root / "config/ppatk.yaml",)),
        secret_key=read("SECRET_KEY", v.secret_key, ""),
        log_format=read("LOG_FORMAT", v.log_format, "text"),
    )
    if settings.twilio_auth_token_next and not settings.twilio_auth_token and "TWILIO_AUTH_TOKEN" not in given.values:
        given.faults.append("TWILIO_AUTH_TOKEN_NEXT: token kedua hanya berguna di samping TWILIO_AUTH_TOKEN")
    is_key_kept = not settings.secret_key and not given.faults
    if is_key_kept:
        settings = _with_kept_key(settings, given, kept_key)
    files = [path for path in (root / ".env", *given.secret_files, settings.var / "secret_key") if path.is_file()]
    return SettingsFound(settings, tuple(given.faults), frozenset(given.unsound), tuple(files), is_key_kept)


@dataclass
class _Given:
    """What was really given, by name, and a sheet for what is wrong with it."""

    values: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    unsound: set[str] = field(default_factory=set)
    secret_files: list[Path] = field(default_factory=list)

    def refuse(self, name: str, fault: str) -> None:
        self.faults.append(fault)
        self.unsound.add(name)


def _with_kept_key(settings: Settings, given: _Given, kept_key: Callable[[Path], str]) -> Settings:
    try:
        return replace(settings, secret_key=kept_key(settings.var / "secret_key"))
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else error
        given.refuse("SECRET_KEY", f"SECRET_KEY: tidak dapat disimpan di var/secret_key ({why})")
        return settings


def _given(environ: Mapping[str, str], root: Path) -> _Given:
    """A setting in the environment hides both of its forms in `.env`."""
    given = _Given()
    names = tuple(name.upper() for name in Settings.__dataclass_fields__ if name != "root")
    written = _env_file(root / ".env", names, given.faults)
    for name in names:
        forms = (name, f"{name}_FILE") if name in SECRETS else (name,)
        is_in_environment = any(form in environ for form in forms)
        if written is None and not is_in_environment:
            given.unsound.add(name)
        source = environ if is_in_environment else written or {}
        value, file = source.get(name, "").strip(), source.get(f"{name}_FILE", "").strip() if name in SECRETS else ""
        if value and file:
            given.refuse(name, f"{name}: ditulis dua kali, juga sebagai {name}_FILE; hapus salah satu")
        elif file:
            given.secret_files.append(root / file)
            try:
                value = _secret(root / file)
            except ValueError as error:
                given.refuse(name, f"{name}_FILE: {error}")
        if value:
            given.values[name] = value
    return given


def _secret(path: Path) -> str:
    """What a file of NAME_FILE holds. Raises ValueError in Indonesian."""
    try:
        with path.open(encoding="utf-8-sig") as stream:
            value = stream.read(LARGEST_SECRET).strip()
    except OSError as error:
        raise ValueError(f"berkas tidak dapat dibaca ({reason(error)})") from None
    except ValueError:
        raise ValueError("nama berkas tidak sah, atau isinya bukan UTF-8") from None
    if not value:
        raise ValueError("berkas kosong")
    return value


def _env_file(path: Path, names: tuple[str, ...], faults: list[str]) -> dict[str, str] | None:
    """What `.env` says, taken literally: a token may hold a dollar sign. Near misses of a name are faults.

    None when it cannot be read.
    """
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        return {}
    except OSError as error:
        faults.append(f".env: berkas tidak dapat dibaca ({reason(error)})")
        return None
    except UnicodeDecodeError:
        faults.append(".env: bukan UTF-8; simpan ulang dengan pengodean UTF-8")
        return None
    known = (*names, *(f"{name}_FILE" for name in SECRETS))
    written: dict[str, str] = {}
    for binding in parse_stream(io.StringIO(text)):
        line = binding.original.line + len(binding.original.string) - len(binding.original.string.lstrip("\r\n"))
        if binding.error:
            faults.append(f".env baris {line}: tidak terbaca; tulis NAMA=nilai")
        elif binding.key is None:
            continue
        elif binding.key in written:
            faults.append(f".env baris {line}: {binding.key} ditulis dua kali; hapus salah satu")
        elif binding.key not in known and (near := get_close_matches(binding.key.upper(), known, n=1, cutoff=0.85)):
            faults.append(f".env baris {line}: {binding.key} tidak dikenal; maksud Anda {near[0]}?")
        else:
            written[binding.key] = binding.value or ""
    return written
