"""The migrations make exactly the tables of the code, on both kinds of database, and can go back."""

import threading

from alembic import command

from ivr.store import migrate
from ivr.store.engine import open_database


def test_the_migrations_make_the_tables_of_the_code(migrated_database_url: str) -> None:
    database = open_database(migrated_database_url)
    with database.reading() as connection:
        assert migrate.current_revision(connection) == migrate.newest_revision()
        assert migrate.differences(connection) == []
    database.close()


def test_a_second_upgrade_changes_nothing(migrated_database_url: str) -> None:
    assert migrate.upgrade(migrated_database_url) == migrate.newest_revision()


def test_several_processes_may_upgrade_at_once(database_url: str) -> None:
    revisions: list[str] = []
    threads = [threading.Thread(target=lambda: revisions.append(migrate.upgrade(database_url))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert revisions == [migrate.newest_revision()] * 4


def test_every_revision_can_be_taken_back(migrated_database_url: str) -> None:
    database = open_database(migrated_database_url, pooled=False)
    with database.engine.connect() as connection:
        config = migrate._config()
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
        connection.commit()
    with database.reading() as connection:
        assert migrate.current_revision(connection) is None
    database.close()
    assert migrate.upgrade(migrated_database_url) == migrate.newest_revision()
