"""Creating and upgrading the database's schema."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection

from ivr.store import desk_tables, door_tables, roster_tables, tables
from ivr.store.engine import open_database
from ivr.store.metadata import metadata

EVERY_TABLE = (tables, desk_tables, door_tables, roster_tables)  # imported, so that `metadata` knows them all
UPGRADE_LOCK = 0x50494B4554  # "PIKET": the advisory lock that lets one process upgrade at a time


def upgrade(url: str) -> str:
    """Bring the database at `url` to the newest schema, once, whoever else tries; returns the revision.

    Raises ValueError when a newer version of this code made it.
    """
    # Not pooled: a PostgreSQL advisory lock stays with the connection that took it.
    database = open_database(url, pooled=False)
    try:
        queue = upgrade_queue(Path(str(database.engine.url.database))) if database.is_sqlite else nullcontext()
        with queue, database.engine.connect() as connection:
            if not database.is_sqlite:
                connection.execute(sa.text(f"SELECT pg_advisory_lock({UPGRADE_LOCK})"))
                connection.commit()
            revision = current_revision(connection)
            if revision is not None and not is_revision_known(revision):
                raise ValueError(f"dibuat oleh versi Piket yang lebih baru (revisi {revision})")
            connection.rollback()  # looking has begun a transaction
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            connection.commit()
        return newest_revision()
    finally:
        database.close()


def newest_revision() -> str:
    """The revision this code needs."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    assert head is not None
    return head


def is_revision_known(revision: str) -> bool:
    """Whether this code has ever had that revision; a newer version's it does not know."""
    return any(each.revision == revision for each in ScriptDirectory.from_config(_config()).walk_revisions())


def current_revision(connection: Connection) -> str | None:
    """The revision the database has; None when it was never created."""
    return MigrationContext.configure(connection).get_current_revision()


def differences(connection: Connection) -> list[object]:
    """What the migrations leave different from the tables of this code; a test keeps it empty."""
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, metadata))


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


@contextmanager
def upgrade_queue(path: Path) -> Iterator[None]:
    """SQLite has no advisory locks: whoever changes the schema of a file queues on another one beside it."""
    with open(f"{path}.upgrade", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
