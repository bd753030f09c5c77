"""Dumps of a PostgreSQL database by PostgreSQL's own programs, put back in one transaction."""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

import psycopg
import sqlalchemy as sa
from psycopg import sql
from psycopg.conninfo import make_conninfo

from config.command_line import command
from ivr.store.backup_fault import BackupFault
from ivr.store.fault_words import in_words
from ivr.store.migrate import UPGRADE_LOCK

INSTALLED = ("/usr/lib/postgresql/*/bin", "/opt/homebrew/opt/postgresql@*/bin", "/usr/local/opt/postgresql@*/bin")
TELL_EVERY_SECONDS = 2.0
CHUNK = 1 << 20
LOCK_SECONDS = 10

Progress = Callable[[str], None]


def dump(url: sa.URL, target: Path, *, progress: Progress) -> None:
    """Dump the tables of the database's current schema into `target`. Raises BackupFault."""
    with _connected(url) as connection, _conninfo(url) as conninfo:
        (schema,) = connection.execute("SELECT current_schema()").fetchone() or ("public",)
        pg_dump = _program("pg_dump", connection.info.server_version // 10000)
        words = [pg_dump, "--format=custom", "--no-owner", "--no-privileges", "--no-password"]
        words += [f'--table="{schema}".*', f"--file={target}", f"--dbname={conninfo}"]
        with tempfile.TemporaryFile() as said:
            process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
            try:
                while process.poll() is None:
                    try:
                        process.wait(TELL_EVERY_SECONDS)
                    except subprocess.TimeoutExpired:
                        progress(_mebibytes(target.stat().st_size))
            finally:
                process.kill()
                process.wait()
            if process.returncode:
                raise BackupFault(f"pg_dump gagal: {_last_line(said)}")


def revision(url: sa.URL, file: Path) -> str | None:
    """The revision in a dump, None when it is none of ours. Raises BackupFault."""
    with _connected(url) as connection:
        pg_restore = _program("pg_restore", connection.info.server_version // 10000)
    done = subprocess.run(
        [pg_restore, "--data-only", "--table=alembic_version", "--file=-", str(file)], capture_output=True, text=True
    )
    if done.returncode:
        raise BackupFault(f"{file} tidak terbaca oleh pg_restore: {done.stderr.strip().splitlines()[-1:]}")
    lines = done.stdout.splitlines()
    copied = next((at for at, line in enumerate(lines) if line.startswith("COPY ")), None)
    return None if copied is None else lines[copied + 1]


def restore(url: sa.URL, file: Path, *, replace: bool, progress: Progress) -> None:
    """Put a dump in the place of all tables of the current schema, in one transaction.

    psql is fed by us and told to commit only when the whole dump has passed: whatever is killed, nothing has happened.
    Raises BackupFault, also when the schema holds anything and `replace` is not said.
    """
    with _connected(url) as connection, _conninfo(url) as conninfo:
        tables = _tables(connection)
        if tables and "alembic_version" not in tables:
            raise BackupFault("Skema ini berisi tabel program lain; beri Piket basis datanya sendiri")
        if not replace and _hold_anything(connection, tables):
            raise BackupFault(
                f"Basis data sudah berisi; tidak ada yang diubah. Cadangkan dulu ({command('backup BERKAS')}), "
                "lalu ulangi dengan --replace"
            )
        major = connection.info.server_version // 10000
        beginning = _beginning(connection, tables)
        with tempfile.TemporaryFile() as said:
            psql = subprocess.Popen(
                [_program("psql", major), "--no-psqlrc", "--quiet", "--no-password", "--set=ON_ERROR_STOP=1", conninfo],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=said,
            )
            reader = subprocess.Popen(
                [_program("pg_restore", major), "--no-owner", "--no-privileges", "--file=-", str(file)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=said,
            )
            assert psql.stdin is not None
            assert reader.stdout is not None
            try:
                _feed(psql.stdin, reader, beginning, progress)
            finally:
                with suppress(BrokenPipeError):
                    psql.stdin.close()
                reader.kill()
                reader.wait()
                reader.stdout.close()
                psql.wait()
            if psql.returncode or reader.returncode:
                raise BackupFault(f"Pemulihan gagal, tidak ada yang diubah: {_last_line(said)}")


def _feed(psql: IO[bytes], reader: "subprocess.Popen[bytes]", beginning: str, progress: Progress) -> None:
    assert reader.stdout is not None
    passed, told_at = 0, time.monotonic()
    try:
        psql.write(beginning.encode())
        while chunk := reader.stdout.read(CHUNK):
            psql.write(chunk)
            passed += len(chunk)
            if time.monotonic() - told_at > TELL_EVERY_SECONDS:
                told_at = time.monotonic()
                progress(_mebibytes(passed))
        if reader.wait() == 0:
            psql.write(b"\nCOMMIT;\n")
        psql.flush()
    except BrokenPipeError:  # psql gave up; what it said is told
        pass


def _beginning(connection: psycopg.Connection, tables: list[str]) -> str:
    words = [
        "BEGIN;",
        f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s';",  # whoever is serving may hold the tables for a moment
        f"SELECT pg_advisory_xact_lock({UPGRADE_LOCK});",
    ]
    if tables:
        names = sql.SQL(", ").join(sql.Identifier(name) for name in tables)
        words.append(sql.SQL("DROP TABLE {} CASCADE;").format(names).as_string(connection))
    return "\n".join(words) + "\n"


def _tables(connection: psycopg.Connection) -> list[str]:
    rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename")
    return [row[0] for row in rows]


def _hold_anything(connection: psycopg.Connection, tables: list[str]) -> bool:
    for name in tables:
        asked = sql.SQL("SELECT EXISTS (SELECT 1 FROM {})").format(sql.Identifier(name))
        row = connection.execute(asked).fetchone()
        if name != "alembic_version" and row is not None and row[0]:
            return True
    return False


def _program(name: str, major: int) -> str:
    """A program of PostgreSQL that is not older than the server; older ones refuse to dump it."""
    found = [Path(path) for path in [shutil.which(name)] if path]
    found += [path for places in INSTALLED for path in sorted(Path("/").glob(f"{places[1:]}/{name}"))]
    versions = {path: _major(path) for path in found}
    fitting = [path for path, version in versions.items() if version >= major]
    if fitting:
        return str(min(fitting, key=lambda path: versions[path]))
    has = f"; yang ada versi {max(versions.values())}" if versions else ""
    raise BackupFault(
        f"Perlu {name} versi {major} atau lebih baru{has}. Pasang: apt install postgresql-client-{major} "
        "(bila tidak ada di Debian/Ubuntu ini: tambahkan repositori PGDG, apt.postgresql.org)"
    )


def _major(path: Path) -> int:
    done = subprocess.run([path, "--version"], capture_output=True, text=True)
    numbers = [word.partition(".")[0] for word in done.stdout.split() if word[:1].isdigit()]
    digits = "".join(letter for letter in (numbers or ["0"])[0] if letter.isdigit())
    return int(digits or 0)


@contextmanager
def _connected(url: sa.URL) -> Iterator[psycopg.Connection]:
    try:
        connection = psycopg.connect(make_conninfo(**_parameters(url), connect_timeout=5), autocommit=True)
    except psycopg.Error as fault:
        raise BackupFault(f"PostgreSQL tidak dapat dihubungi: {in_words(fault)}") from fault
    with connection:
        yield connection


@contextmanager
def _conninfo(url: sa.URL) -> Iterator[str]:
    """How PostgreSQL's programs connect. The password is in a file of its own: the list of processes is public."""
    parameters = _parameters(url)
    password = parameters.pop("password", None)
    with tempfile.TemporaryDirectory() as folder:
        if password is not None:
            passfile = Path(folder, "pgpass")
            escaped = str(password).replace("\\", "\\\\").replace(":", "\\:")
            passfile.write_text(f"*:*:*:*:{escaped}\n", encoding="utf-8")
            passfile.chmod(0o600)
            parameters["passfile"] = str(passfile)
        yield make_conninfo(**parameters)


def _parameters(url: sa.URL) -> dict[str, str]:
    named = url.translate_connect_args(username="user", database="dbname")
    return {name: str(value) for name, value in {**named, **url.query}.items()}


def _last_line(said: IO[bytes]) -> str:
    said.seek(0)
    lines = said.read().decode(errors="replace").strip().splitlines()
    return next((line for line in lines if "ERROR" in line or "error" in line), lines[-1] if lines else "tanpa pesan")


def _mebibytes(size: int) -> str:
    return f"{size // 2**20} MiB"
