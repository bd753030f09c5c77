"""Backups of the whole database in one file, and the way back: all of it or nothing."""

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import sqlalchemy as sa

from config.os_words import reason
from ivr.store import postgres_dump, sqlite_copy
from ivr.store.backup_fault import BackupFault
from ivr.store.migrate import is_revision_known

Progress = Callable[[str], None]
"""Told now and then how far it is."""

SQLITE_MAGIC = b"SQLite format 3\0"
POSTGRES_MAGIC = b"PGDMP"  # pg_dump's custom format


def back_up(url: str, file: Path, *, progress: Progress) -> int:
    """Write the database at a SQLAlchemy URL to a new file that only its owner can read; returns its bytes.

    Serving goes on meanwhile, and the backup shows one moment. The file appears under its name when it is whole.
    Raises BackupFault.
    """
    parsed = sa.make_url(url)
    with _draft_of(file) as draft:
        if _is_sqlite(parsed):
            sqlite_copy.copy(_path(parsed), draft, progress=progress)
        else:
            postgres_dump.dump(parsed, draft, progress=progress)
        _publish(draft, file)
    return file.stat().st_size


def restore(url: str, file: Path, *, replace: bool, progress: Progress) -> str:
    """Put a backup into the database; returns the backup's revision, which may be older than this code's.

    A database that holds anything is refused without `replace`. Whatever fails or is killed on the way, the database
    is as it was before. Raises BackupFault.
    """
    parsed = sa.make_url(url)
    is_sqlite = _is_sqlite(parsed)
    _check_kind(file, is_sqlite=is_sqlite)
    revision = sqlite_copy.revision(file) if is_sqlite else postgres_dump.revision(parsed, file)
    if revision is None:
        raise BackupFault(f"{file} bukan cadangan basis data Piket")
    if not is_revision_known(revision):
        raise BackupFault(f"{file} dibuat oleh versi Piket yang lebih baru (revisi {revision}); pasang versi itu dulu")
    if is_sqlite:
        sqlite_copy.restore(_path(parsed), file, replace=replace, progress=progress)
    else:
        postgres_dump.restore(parsed, file, replace=replace, progress=progress)
    return revision


@contextmanager
def _draft_of(file: Path) -> Iterator[Path]:
    """A name beside the file for as long as it is not whole; nothing is left there."""
    if file.exists():
        raise BackupFault(f"{file} sudah ada dan tidak ditimpa; pakai nama lain")
    draft = file.with_name(f".{file.name}.{secrets.token_hex(4)}.part")
    try:
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        yield draft
    except OSError as fault:
        raise BackupFault(f"{file} tidak dapat ditulis: {reason(fault)}") from fault
    finally:
        with suppress(OSError):
            draft.unlink()


def _publish(draft: Path, file: Path) -> None:
    """Give the whole file its name; a file that came there meanwhile is not overwritten."""
    with draft.open("rb") as stream:
        os.fsync(stream.fileno())
    try:
        os.link(draft, file)
    except FileExistsError:
        raise BackupFault(f"{file} sudah ada dan tidak ditimpa; pakai nama lain") from None
    except OSError:  # a file system without hard links
        draft.rename(file)
    sqlite_copy.flush_folder(file.parent)


def _check_kind(file: Path, *, is_sqlite: bool) -> None:
    try:
        with file.open("rb") as stream:
            beginning = stream.read(16)
    except OSError as fault:
        raise BackupFault(f"{file} tidak dapat dibaca: {reason(fault)}") from fault
    if beginning == SQLITE_MAGIC and not is_sqlite:
        raise BackupFault(f"{file} adalah cadangan SQLite, sedangkan DATABASE_URL menunjuk PostgreSQL")
    if beginning.startswith(POSTGRES_MAGIC) and is_sqlite:
        raise BackupFault(f"{file} adalah cadangan PostgreSQL, sedangkan DATABASE_URL menunjuk SQLite")
    if beginning != SQLITE_MAGIC and not beginning.startswith(POSTGRES_MAGIC):
        raise BackupFault(f"{file} bukan cadangan basis data Piket")


def _is_sqlite(url: sa.URL) -> bool:
    return url.get_backend_name() == "sqlite"


def _path(url: sa.URL) -> Path:
    return Path(str(url.database))
