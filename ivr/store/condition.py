"""The condition of the database: can it be had, which revision is it, may it be written, is there room."""

import os
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import sqlalchemy as sa

from config.os_words import reason
from ivr.store.engine import Database, open_database, unavailable
from ivr.store.fault_words import in_words
from ivr.store.metadata import metadata
from ivr.store.migrate import current_revision, is_revision_known, newest_revision

MOUNTS = Path("/proc/self/mountinfo")
NETWORK_FILE_SYSTEMS = frozenset(
    {"9p", "afs", "beegfs", "ceph", "cifs", "fuse.glusterfs", "fuse.sshfs", "glusterfs", "gpfs", "lustre", "nfs"}
    | {"nfs4", "ncpfs", "ocfs2", "orangefs", "smb2", "smb3", "smbfs", "vboxsf", "fuse.vmhgfs-fuse", "virtiofs"}
)


@dataclass(frozen=True)
class DatabaseCondition:
    """What was found. `trouble` says why the database cannot be had, `write_trouble` why it cannot be written.

    `revision` is None when the database was never created. The last two are known for SQLite only.
    """

    is_sqlite: bool
    newest_revision: str
    trouble: str | None = None
    revision: str | None = None
    is_revision_known: bool = True
    write_trouble: str | None = None
    network_file_system: str | None = None
    free_bytes: int | None = None

    @property
    def is_ready(self) -> bool:
        """Whether this code can read it."""
        return self.trouble is None and self.revision == self.newest_revision


def look_at_database(url: str) -> DatabaseCondition:
    """The condition of the database at a SQLAlchemy URL; nothing is made or changed, not even a file."""
    parsed = sa.make_url(url)
    found = DatabaseCondition(parsed.get_backend_name() == "sqlite", newest_revision())
    if found.is_sqlite:
        path = Path(str(parsed.database))
        folder = nearest_folder(path)
        mounts = MOUNTS.read_text("utf-8", "surrogateescape") if MOUNTS.exists() else ""
        found = replace(
            found,
            network_file_system=network_file_system(folder, mounts),
            free_bytes=shutil.disk_usage(folder).free,
        )
        if not path.exists():
            denied = not os.access(folder, os.W_OK | os.X_OK)
            return replace(found, trouble=f"folder {folder} tidak dapat ditulis" if denied else None)
    try:
        database = open_database(url)
        try:
            return _inside(database, found)
        finally:
            database.close()
    except (*unavailable, OSError, ValueError) as fault:
        return replace(found, trouble=_words(fault))


def nearest_folder(path: Path) -> Path:
    """The folder of a file, or the nearest one above it that exists already."""
    return next(folder for folder in path.absolute().parents if folder.is_dir())


def network_file_system(path: Path, mounts: str) -> str | None:
    """The kind of network file system that a path lies on, None for disks of this machine.

    `mounts` is the text of /proc/self/mountinfo (proc(5)): the mount point is the fifth field, the kind the first
    one after " - ". The longest mount point around the path is its own, the last one where several are equal.
    """
    real = path.resolve()
    best, kind = -1, ""
    for line in mounts.splitlines():
        before, _, after = line.partition(" - ")
        fields = before.split(" ")
        if len(fields) < 5 or not after:
            continue
        point = Path(fields[4].replace("\\040", " ").replace("\\011", "\t"))
        if real.is_relative_to(point) and len(point.parts) >= best:
            best, kind = len(point.parts), after.split(" ")[0]
    return kind if kind in NETWORK_FILE_SYSTEMS else None


def _inside(database: Database, found: DatabaseCondition) -> DatabaseCondition:
    with database.reading() as connection:
        revision = current_revision(connection)
    if revision is None:
        return found
    found = replace(found, revision=revision, is_revision_known=is_revision_known(revision))
    people = metadata.tables["people"]
    # The write queue would make its lock file: by an administrator's hand it would lock out the service.
    has_queue = not found.is_sqlite or Path(f"{database.engine.url.database}.lock").exists()
    door = database.writing() if has_queue else database.engine.execution_options(writes=True).begin()
    try:
        with door as connection:
            # Nobody has this id, but the right to change the table is asked for all the same.
            connection.execute(sa.update(people).where(people.c.id == -1).values(name=people.c.name))
    except unavailable as fault:
        return replace(found, write_trouble=_words(fault))
    return found


def _words(fault: Exception) -> str:
    match fault:
        case OSError():
            return reason(fault)
        case ValueError():
            return str(fault)
    return in_words(fault)
