"""Copies of a SQLite database: taken while others write, put back in one step."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from config.command_line import command
from config.os_words import reason
from ivr.store.backup_fault import BackupFault
from ivr.store.fault_words import in_words
from ivr.store.migrate import upgrade_queue
from ivr.store.write_queue import Busy, WriteQueue

PAGES = 2000  # copied between two words about progress: 8 MB
WAIT_SECONDS = 10.0

Progress = Callable[[str], None]


def copy(source: Path, target: Path, *, progress: Progress) -> None:
    """Copy a database as it is at this moment into the empty file `target`, as one file without companions.

    Raises BackupFault when there is none, or when it is damaged.
    """
    if not source.is_file():
        raise BackupFault(f"Basis data {source} belum ada")
    try:
        with closing(_read_only(source)) as live, closing(sqlite3.connect(target, isolation_level=None)) as drawn:
            # The snapshot is held by this transaction; without it every write of others would start the copy anew.
            live.execute("BEGIN")
            live.execute("SELECT count(*) FROM sqlite_master").fetchone()
            live.backup(drawn, pages=PAGES, progress=lambda _, left, total: progress(_percent(left, total)))
            drawn.execute("PRAGMA journal_mode=DELETE")
            _check_whole(drawn, source)
    except sqlite3.DatabaseError as fault:
        raise BackupFault(f"{source} tidak dapat disalin: {in_words(fault)}") from fault
    with target.open("rb") as stream:
        os.fsync(stream.fileno())


def revision(file: Path) -> str | None:
    """The revision of a database file, None when it is none of ours. Raises BackupFault when it is damaged."""
    try:
        with closing(_read_only(file)) as found:
            row = found.execute("SELECT version_num FROM alembic_version").fetchone()
            return None if row is None else str(row[0])
    except sqlite3.OperationalError:
        return None
    except sqlite3.DatabaseError as fault:
        raise BackupFault(f"{file} rusak: {in_words(fault)}") from fault


def restore(path: Path, file: Path, *, replace: bool, progress: Progress) -> None:
    """Put a copy of `file` in the place of the database, in one step and while nobody else has it open.

    Raises BackupFault when others have it open, when it holds anything and `replace` is not said, and when the
    copy is damaged.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.restoring")  # always this name: what a killed attempt left is used again
    fresh.unlink(missing_ok=True)
    os.close(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        copy(file, fresh, progress=progress)
        _like_before(fresh, path)
        queue = WriteQueue(f"{path}.lock", wait_seconds=WAIT_SECONDS)
        try:
            with upgrade_queue(path), queue.turn(), _alone_with(path, replace=replace):
                fresh.replace(path)
                flush_folder(path.parent)
        finally:
            queue.close()
    except Busy as fault:
        raise BackupFault("Basis data sedang sibuk; hentikan serve dan worker, lalu ulangi") from fault
    except OSError as fault:
        raise BackupFault(f"{path} tidak dapat ditulis: {reason(fault)}") from fault
    finally:
        fresh.unlink(missing_ok=True)


def flush_folder(folder: Path) -> None:
    """Make a new name in a folder outlive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _alone_with(path: Path, *, replace: bool) -> Iterator[None]:
    """Hold the old database so that nobody opens or writes it until the new one has its name.

    Leaving WAL mode takes an exclusive lock, so it fails while anybody is connected; and it folds the companion files
    into the old database: one of them beside the new file would be taken for the new file's own.
    """
    if not path.exists():
        _remove_companions(path)
        yield
        return
    with closing(sqlite3.connect(path, timeout=1, isolation_level=None)) as old:
        try:
            old.execute("PRAGMA journal_mode=DELETE").fetchone()
            old.execute("BEGIN EXCLUSIVE")
            is_empty = _is_empty(old)
        except sqlite3.OperationalError as fault:
            raise BackupFault("Basis data sedang dipakai; hentikan serve dan worker, lalu ulangi") from fault
        except sqlite3.DatabaseError:
            is_empty = False  # damaged, perhaps the reason for restoring
            _refuse_unless(replace)
            _remove_companions(path)
        if not is_empty:
            _refuse_unless(replace)
        yield


def _refuse_unless(replace: bool) -> None:
    if not replace:
        raise BackupFault(
            f"Basis data sudah berisi; tidak ada yang diubah. Cadangkan dulu ({command('backup BERKAS')}), "
            "lalu ulangi dengan --replace"
        )


def _is_empty(database: sqlite3.Connection) -> bool:
    names = [
        row[0]
        for row in database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'alembic_version' "
            "AND name NOT LIKE 'sqlite_%'"
        )
    ]
    return not any(database.execute(f'SELECT EXISTS (SELECT 1 FROM "{name}")').fetchone()[0] for name in names)


def _check_whole(database: sqlite3.Connection, source: Path) -> None:
    (said,) = database.execute("PRAGMA quick_check(1)").fetchone()
    if said != "ok":
        raise BackupFault(f"{source} rusak: {said}")


def _like_before(fresh: Path, path: Path) -> None:
    """Owner and permissions of the database that is replaced; without one, those who own the folder own the file."""
    model = path if path.exists() else path.parent
    if path.exists():
        shutil.copymode(path, fresh)
    if os.geteuid() == 0:
        os.chown(fresh, model.stat().st_uid, model.stat().st_gid)


def _remove_companions(path: Path) -> None:
    for ending in ("-wal", "-shm", "-journal"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode=ro", uri=True, timeout=5, isolation_level=None)


def _percent(left: int, total: int) -> str:
    return f"{100 * (total - left) // total} persen" if total else "100 persen"
