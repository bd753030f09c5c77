"""The settings: where each comes from, its final form, and every mistake at once without telling a secret."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from config.settings import SECRETS, Settings, SettingsFault, read_demo_settings, read_settings

KEY = {"SECRET_KEY": "0123456789abcdef0123456789abcdef"}
TABLE = {
    "PUBLIC_URL",
    "TWILIO_ACCOUNT_SID",
    "TWILIO_AUTH_TOKEN",
    "TWILIO_AUTH_TOKEN_NEXT",
    "TWILIO_API_URL",
    "FALLBACK_URL",
    "DATABASE_URL",
    "SMTP_URL",
    "MAIL_FROM",
    "HOTLINES",
    "SECRET_KEY",
    "LOG_FORMAT",
}
"""The settings of the public contract."""

EXAMPLE = Path(__file__).parents[2] / "config" / "env.example"


def faults_of(environ: dict[str, str], root: Path) -> tuple[str, ...]:
    with pytest.raises(SettingsFault) as caught:
        read_settings(KEY | environ, root)
    return caught.value.faults


def test_the_contract_the_settings_and_the_example_name_the_same() -> None:
    example = set(re.findall(r"(?m)^([A-Z_]+)=", EXAMPLE.read_text("utf-8")))

    assert {field.name.upper() for field in fields(Settings) if field.name != "root"} == TABLE
    assert example == TABLE
    assert set(SECRETS) <= TABLE


def test_every_secret_is_named_in_the_example_as_readable_from_a_file() -> None:
    introduction = EXAMPLE.read_text("utf-8").split("\n\n")[0]

    assert all(name in introduction for name in SECRETS)


def test_nothing_given_means_the_defaults(tmp_path: Path) -> None:
    settings = read_settings(KEY, tmp_path)

    assert settings == Settings(
        root=tmp_path,
        public_url="http://127.0.0.1:8000",
        twilio_account_sid=None,
        twilio_auth_token=None,
        twilio_auth_token_next=None,
        twilio_api_url="https://api.twilio.com",
        fallback_url="http://127.0.0.1:8000/voice/fallback",
        database_url=f"sqlite:///{tmp_path}/var/piket.db",
        smtp_url=f"file://{tmp_path}/var/mail",
        mail_from=None,
        hotlines=(tmp_path / "config/ppatk.yaml",),
        secret_key=KEY["SECRET_KEY"],
        log_format="text",
    )
    assert settings.var == tmp_path / "var"


def test_the_example_says_the_defaults(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(EXAMPLE.read_bytes())

    with_example = read_settings({}, tmp_path)
    (tmp_path / ".env").unlink()

    assert with_example == read_settings({}, tmp_path)


def test_the_environment_wins_over_the_file_and_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PUBLIC_URL=https://a.example\nLOG_FORMAT=json\nMAIL_FROM=a@b.example\n", "utf-8")
    environ = KEY | {"PUBLIC_URL": "https://b.example", "MAIL_FROM": ""}

    settings = read_settings(environ, tmp_path)

    assert (settings.public_url, settings.log_format, settings.mail_from) == ("https://b.example", "json", None)
    assert environ == KEY | {"PUBLIC_URL": "https://b.example", "MAIL_FROM": ""}


def test_the_process_environment_is_the_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in TABLE:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LOG_FORMAT", "json")
    monkeypatch.setenv("SECRET_KEY", KEY["SECRET_KEY"])

    assert read_settings(root=tmp_path).log_format == "json"


def test_the_file_is_taken_literally(tmp_path: Path) -> None:
    lines = ("export TWILIO_AUTH_TOKEN='a$HOME#b'", 'MAIL_FROM="Piket <p@b.example>"', "OTHER_PROGRAM=1", "# x")
    (tmp_path / ".env").write_text("\ufeff" + "\r\n".join(lines), "utf-8")

    settings = read_settings(KEY, tmp_path)

    assert (settings.twilio_auth_token, settings.mail_from) == ("a$HOME#b", "Piket <p@b.example>")


def test_mistakes_in_the_file_are_named_with_their_lines(tmp_path: Path) -> None:
    text = "# ok\n\nTWILIO_AUTHTOKEN=x\nLOG_FORMAT=json\nLOG_FORMAT=text\n'unfinished\nPUBLIC_URL=http://a\n"
    (tmp_path / ".env").write_text(text, "utf-8")

    assert faults_of({}, tmp_path) == (
        ".env baris 3: TWILIO_AUTHTOKEN tidak dikenal; maksud Anda TWILIO_AUTH_TOKEN?",
        ".env baris 5: LOG_FORMAT ditulis dua kali; hapus salah satu",
        ".env baris 6: tidak terbaca; tulis NAMA=nilai",
    )


def test_a_file_that_is_not_utf_8(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"MAIL_FROM=J\xf6rg")

    assert faults_of({}, tmp_path) == (".env: bukan UTF-8; simpan ulang dengan pengodean UTF-8",)


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_can_come_from_a_file(tmp_path: Path, name: str) -> None:
    value = {
        "DATABASE_URL": "postgresql+psycopg://u:p@h/d",
        "SMTP_URL": "smtps://u:p@mail.example",
        "TWILIO_AUTH_TOKEN_NEXT": "next",
    }.get(name, "0123456789abcdef")
    (tmp_path / "secret").write_text(f"{value}\n", "utf-8")
    (tmp_path / ".env").write_text(f"{name}=hidden-by-the-environment\n", "utf-8")
    token = {"TWILIO_AUTH_TOKEN": "first"} if name == "TWILIO_AUTH_TOKEN_NEXT" else {}

    settings = read_settings({f"{name}_FILE": "secret"} | token, tmp_path)

    assert getattr(settings, name.lower()) == value


def test_a_secret_given_twice_or_from_a_bad_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").write_text("\n", "utf-8")
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    environ = {
        "TWILIO_AUTH_TOKEN": "t0ps3cret",
        "TWILIO_AUTH_TOKEN_FILE": "empty",
        "DATABASE_URL_FILE": "tiada",
        "SMTP_URL_FILE": "empty",
        "TWILIO_AUTH_TOKEN_NEXT_FILE": "binary",
    }

    assert faults_of(environ, tmp_path) == (
        "TWILIO_AUTH_TOKEN: ditulis dua kali, juga sebagai TWILIO_AUTH_TOKEN_FILE; hapus salah satu",
        "TWILIO_AUTH_TOKEN_NEXT_FILE: nama berkas tidak sah, atau isinya bukan UTF-8",
        "DATABASE_URL_FILE: berkas tidak dapat dibaca (berkas atau folder tidak ada)",
        "SMTP_URL_FILE: berkas kosong",
    )


@pytest.mark.parametrize(
    ("environ", "field", "value"),
    [
        ({"PUBLIC_URL": "https://piket.example/"}, "public_url", "https://piket.example"),
        ({"PUBLIC_URL": "HTTPS://Piket.example:8443/a/"}, "public_url", "https://Piket.example:8443/a"),
        ({"PUBLIC_URL": "http://[::1]:8000"}, "public_url", "http://[::1]:8000"),
        ({"PUBLIC_URL": " https://a.example \n"}, "public_url", "https://a.example"),
        ({"PUBLIC_URL": "https://a.example/x"}, "fallback_url", "https://a.example/x/voice/fallback"),
        ({"FALLBACK_URL": "https://b.example/f/"}, "fallback_url", "https://b.example/f/"),
        ({"TWILIO_API_URL": "https://b.example/twilio/"}, "twilio_api_url", "https://b.example/twilio"),
        ({"TWILIO_ACCOUNT_SID": "AC" + "0a" * 16}, "twilio_account_sid", "AC" + "0a" * 16),
        ({"TWILIO_API_URL": "https://b.example", "TWILIO_ACCOUNT_SID": "a-b"}, "twilio_account_sid", "a-b"),
        ({"DATABASE_URL": "sqlite:///x.db?timeout=3"}, "database_url", "sqlite:///{root}/x.db?timeout=3"),
        ({"DATABASE_URL": "sqlite:////srv/pi ket.db"}, "database_url", "sqlite:////srv/pi%20ket.db"),
        ({"DATABASE_URL": "sqlite+pysqlite:///a/b.db"}, "database_url", "sqlite:///{root}/a/b.db"),
        ({"DATABASE_URL": "postgres://u:p%40@h:5432/d"}, "database_url", "postgresql+psycopg://u:p%40@h:5432/d"),
        ({"DATABASE_URL": "postgresql:///d?host=/run"}, "database_url", "postgresql+psycopg:///d?host=/run"),
        ({"DATABASE_URL": "postgresql+psycopg://h/d"}, "database_url", "postgresql+psycopg://h/d"),
        ({"SMTP_URL": "file:var/mail"}, "smtp_url", "file://{root}/var/mail"),
        ({"SMTP_URL": "file:///srv/mail"}, "smtp_url", "file:///srv/mail"),
        ({"SMTP_URL": "smtp://127.0.0.1:2525"}, "smtp_url", "smtp://127.0.0.1:2525"),
        ({"SMTP_URL": "smtp://localhost"}, "smtp_url", "smtp://localhost"),
        ({"SMTP_URL": "smtp://u:p@h:587?starttls=required"}, "smtp_url", "smtp://u:p@h:587?starttls=required"),
        ({"SMTP_URL": "smtps://u%40a:p%2F@h"}, "smtp_url", "smtps://u%40a:p%2F@h"),
        ({"LOG_FORMAT": "JSON"}, "log_format", "json"),
        ({"MAIL_FROM": "Piket <p@b.example>"}, "mail_from", "Piket <p@b.example>"),
    ],
)
def test_a_setting_is_given_in_its_final_form(tmp_path: Path, environ: dict[str, str], field: str, value: str) -> None:
    assert getattr(read_settings(KEY | environ, tmp_path), field) == value.replace("{root}", str(tmp_path))


def test_hotline_files_count_from_the_project(tmp_path: Path) -> None:
    settings = read_settings(KEY | {"HOTLINES": "config/a.yaml, /etc/piket/b.yaml,"}, tmp_path)

    assert settings.hotlines == (tmp_path / "config/a.yaml", Path("/etc/piket/b.yaml"))


NO_PATH = "tidak boleh ada jalur sesudah nama host; / ? # @ dalam kata sandi ditulis %2F %3F %23 %40"
PLAIN = "tanpa enkripsi hanya ke komputer ini; tambahkan ?starttls=required, atau smtps://"
LETTERS = "memuat spasi, garis miring terbalik, atau huruf yang tidak lazim dalam alamat"


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("PUBLIC_URL", "piket.example", "harus diawali http:// atau https://"),
        ("PUBLIC_URL", "ftp://piket.example", "harus diawali http:// atau https://"),
        ("PUBLIC_URL", "https://", "nama host belum ada"),
        ("PUBLIC_URL", "https:///voice", "nama host belum ada"),
        ("PUBLIC_URL", "https://pi_ket.example", "nama host tidak boleh memuat garis bawah (_)"),
        ("PUBLIC_URL", "https://piket..example", "nama host tidak sah"),
        ("PUBLIC_URL", "https://pikét.example", LETTERS),
        ("PUBLIC_URL", "https://a.example\\@b.example", LETTERS),
        ("PUBLIC_URL", "https://a.example/x y", LETTERS),
        ("PUBLIC_URL", "https://user:t0ps3cret@a.example", "tidak boleh memuat nama pengguna atau kata sandi (@)"),
        ("PUBLIC_URL", "https://a.example?x=1", "tidak boleh memuat ? dan isian sesudahnya"),
        ("PUBLIC_URL", "https://a.example/?", "tidak boleh memuat ? dan isian sesudahnya"),
        ("PUBLIC_URL", "https://a.example#x", "tidak boleh memuat #"),
        ("PUBLIC_URL", "https://a.example:0", "port harus 1 sampai 65535"),
        ("PUBLIC_URL", "https://a.example:65536", "port harus 1 sampai 65535"),
        ("PUBLIC_URL", "https://a.example:http", "port harus 1 sampai 65535"),
        ("PUBLIC_URL", "https://a.example:/x", "port harus 1 sampai 65535"),
        ("PUBLIC_URL", "https://a.example//voice", "jalur alamat tidak boleh memuat // atau .."),
        ("PUBLIC_URL", "https://a.example/../x", "jalur alamat tidak boleh memuat // atau .."),
        ("PUBLIC_URL", "https://[::1", "alamat tidak terbaca"),
        ("TWILIO_API_URL", "api.twilio.com", "harus diawali http:// atau https://"),
        ("FALLBACK_URL", "/voice/fallback", "harus diawali http:// atau https://"),
        ("TWILIO_ACCOUNT_SID", "SK" + "0a" * 16, "harus AC diikuti 32 angka heksadesimal, dari konsol Twilio"),
        (
            "TWILIO_AUTH_TOKEN",
            "t0p s3cret",
            "memuat spasi atau huruf yang tidak lazim; salin ulang dari konsolnya",
        ),
        ("TWILIO_AUTH_TOKEN_NEXT", "t0ps3cret", "token kedua hanya berguna di samping TWILIO_AUTH_TOKEN"),
        ("DATABASE_URL", "mysql://u:t0ps3cret@h/d", "harus diawali sqlite:/// atau postgresql://"),
        ("DATABASE_URL", "var/piket.db", "harus diawali sqlite:/// atau postgresql://"),
        ("DATABASE_URL", "sqlite://", "tulis tiga garis miring: sqlite:///var/piket.db, atau empat untuk jalur mutlak"),
        (
            "DATABASE_URL",
            "sqlite://var/x",
            "tulis tiga garis miring: sqlite:///var/piket.db, atau empat untuk jalur mutlak",
        ),
        ("DATABASE_URL", "sqlite:///:memory:", "harus nama berkas, misalnya sqlite:///var/piket.db"),
        ("DATABASE_URL", "sqlite+aiosqlite:///x.db", "untuk SQLite hanya sqlite:///"),
        ("DATABASE_URL", "postgresql+psycopg2://h/d", "untuk PostgreSQL hanya postgresql+psycopg://"),
        (
            "DATABASE_URL",
            "postgresql://u:t0ps3cret@h",
            "nama basis data belum ada; tulis postgresql://pengguna:sandi@host/nama",
        ),
        ("DATABASE_URL", "postgresql://u:t0ps3cret@h:99999/d", "port harus 1 sampai 65535"),
        ("SMTP_URL", "mail.example", "harus diawali smtp://, smtps:// atau file:///"),
        ("SMTP_URL", "smtp://mail.example", PLAIN),
        ("SMTP_URL", "smtp://u:t0ps3cret@10.0.0.1:587", PLAIN),
        ("SMTP_URL", "smtp://h?starttls=optional", "sesudah ? hanya starttls=required, dan hanya pada smtp://"),
        ("SMTP_URL", "smtps://h?starttls=required", "sesudah ? hanya starttls=required, dan hanya pada smtp://"),
        ("SMTP_URL", "smtps://u@h", "nama pengguna dan kata sandi harus ada keduanya, atau tidak keduanya"),
        ("SMTP_URL", "smtps://h/t0ps3cret", NO_PATH),
        ("SMTP_URL", "file:", "tulis file:///jalur/mutlak, atau file:var/mail untuk jalur di dalam proyek"),
        ("SMTP_URL", "file://var/mail", "tulis file:///jalur/mutlak, atau file:var/mail untuk jalur di dalam proyek"),
        ("MAIL_FROM", "piket", "bukan alamat e-mail; tulis misalnya piket@kantor.go.id"),
        ("MAIL_FROM", "a@b.example, c@d.example", "bukan alamat e-mail; tulis misalnya piket@kantor.go.id"),
        ("HOTLINES", ",", "tidak ada berkas; tulis misalnya config/ppatk.yaml"),
        ("HOTLINES", "a.yaml,./a.yaml", "satu berkas ditulis dua kali"),
        ("SECRET_KEY", "t0ps3cret", "terlalu pendek; paling sedikit 16 huruf acak"),
        ("LOG_FORMAT", "xml", "pilih text atau json"),
    ],
)
def test_a_wrong_setting_is_refused_without_telling_it(tmp_path: Path, name: str, value: str, fault: str) -> None:
    assert faults_of({name: value}, tmp_path) == (f"{name}: {fault}",)


def test_all_faults_come_at_once_and_tell_no_secret(tmp_path: Path) -> None:
    environ = {
        "PUBLIC_URL": "https://u:t0ps3cret@a.example",
        "DATABASE_URL": "mysql://u:t0ps3cret@h/d",
        "SMTP_URL": "smtp://u:t0ps3cret@h",
        "TWILIO_AUTH_TOKEN": "t0ps3cret\u00e9",
        "LOG_FORMAT": "xml",
    }

    with pytest.raises(SettingsFault) as caught:
        read_settings(environ, tmp_path)

    assert len(caught.value.faults) == 5
    assert str(caught.value).splitlines() == list(caught.value.faults)
    assert "t0ps3cret" not in str(caught.value)
    assert not (tmp_path / "var").exists()


def test_settings_shown_tell_no_secret(tmp_path: Path) -> None:
    environ = {
        "TWILIO_AUTH_TOKEN": "t0ps3cret",
        "TWILIO_AUTH_TOKEN_NEXT": "t0ps3cret",
        "DATABASE_URL": "postgresql://u:t0ps3cret@h/d",
        "SMTP_URL": "smtps://u:t0ps3cret@h",
        "SECRET_KEY": "t0ps3cret-t0ps3cret",
    }

    shown = repr(read_settings(environ, tmp_path))

    assert "t0ps3cret" not in shown
    assert "public_url='http://127.0.0.1:8000'" in shown


def test_the_demonstration_has_a_database_of_its_own_unless_the_environment_names_one(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DATABASE_URL=postgresql://piket@db/piket\nMAIL_FROM=piket@kantor.go.id\n")
    of_its_own = read_demo_settings({}, tmp_path)
    assert of_its_own.database_url == f"sqlite:///{tmp_path}/var/demo.db"
    assert of_its_own.mail_from == "piket@kantor.go.id"
    assert read_demo_settings({"DATABASE_URL": " "}, tmp_path).database_url == of_its_own.database_url

    (tmp_path / "rahasia").write_text("sqlite:///lain.db")
    for environ in ({"DATABASE_URL": "sqlite:///lain.db"}, {"DATABASE_URL_FILE": "rahasia"}):
        assert read_demo_settings(environ, tmp_path).database_url == f"sqlite:///{tmp_path}/lain.db"
