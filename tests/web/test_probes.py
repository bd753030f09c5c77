"""The probes: the process lives, it is ready, and during an upgrade it stays so."""

from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from app import create_app, open_office
from config.command_line import command
from config.settings import read_settings
from ivr.store.migrate import newest_revision


@pytest.fixture
def client(migrated_database_url: str) -> Iterator[FlaskClient]:
    office = open_office(read_settings({"DATABASE_URL": migrated_database_url, "SECRET_KEY": "k" * 40}))
    yield create_app(office).test_client()
    office.database.close()


@pytest.fixture
def ready_at(client: FlaskClient, migrated_database_url: str) -> Callable[[str | None], tuple[int, str]]:
    """What /readyz says when the database is at a revision."""

    def ask(revision: str | None) -> tuple[int, str]:
        engine = sa.create_engine(migrated_database_url)
        with engine.begin() as connection:
            connection.execute(sa.text("DELETE FROM alembic_version"))
            if revision is not None:
                connection.execute(sa.text("INSERT INTO alembic_version VALUES (:r)"), {"r": revision})
        engine.dispose()
        answer = client.get("/readyz")
        return answer.status_code, answer.text

    return ask


def test_a_process_that_lives_says_so(client: FlaskClient) -> None:
    assert (client.get("/healthz").status_code, client.get("/healthz").text) == (200, "ok\n")


def test_ready_at_the_revision_of_the_code_and_beside_a_newer_one(
    ready_at: Callable[[str | None], tuple[int, str]],
) -> None:
    assert ready_at(newest_revision()) == (200, "ready\n")
    assert ready_at("9999") == (200, "ready\n")


def test_not_ready_before_the_migration(ready_at: Callable[[str | None], tuple[int, str]]) -> None:
    for revision in (None, "0001"):
        status, reason = ready_at(revision)
        assert status == 503
        assert reason.endswith(f": {command('migrate')}\n")
