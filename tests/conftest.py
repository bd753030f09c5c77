"""What every test can ask for: databases of both kinds, a browser, and a run without surprises.

Fixtures:
- `database_url`: a fresh, empty database; the test runs once on SQLite and once on PostgreSQL.
- `migrated_database_url`: the same with Piket's tables in it.
- `databases`: makes as many as a test wants: `databases.fresh()`, `databases.fresh(prepare)`.
- `postgres_server`, `sqlite_databases`, `postgres_databases`: one kind only.
- `browser_path`, `browser`: Chromium, headless.

For one kind only: `@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)`.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest
from hypothesis import settings

from tests.browsers import find_chromium
from tests.databases import Databases, PostgresDatabases, SqliteDatabases
from tests.postgres_server import PostgresServer, PostgresUnavailable
from tests.surroundings import set_aside

if TYPE_CHECKING:
    from playwright.sync_api import Browser

IN_CI = os.environ.get("CI", "").lower() not in ("", "0", "false")
NOT_TESTED = "NOT TESTED: "
PAGES, ROSTER = Path(__file__).parent / "web", Path(__file__).parent / "roster"
LONGEST_WAIT = 30_000  # milliseconds, as Playwright has it for clicks; what comes at all comes, on a busy machine too

# A slow machine is no fault of the code. CI tries the same examples every time, so that it fails for a change only.
settings.register_profile("dev", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)


def pytest_configure() -> None:
    """Choose the examples, and set aside what must not matter."""
    settings.load_profile("ci" if IN_CI else "dev")
    set_aside()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Pages are tried on SQLite by `make test`; once more on PostgreSQL among the slow tests, as in CI."""
    for item in items:
        if item.path.is_relative_to(PAGES) or item.path.is_relative_to(ROSTER):
            databases = getattr(item, "callspec", None) and item.callspec.params.get("databases")  # type: ignore[attr-defined]
            if databases == "postgresql":
                item.add_marker(pytest.mark.slow)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly, once each, what this machine could not test."""
    reasons = {str(report.longrepr[2]) for report in terminalreporter.stats.get("skipped", []) if report.longrepr}
    for reason in sorted(reasons):
        if NOT_TESTED in reason:
            terminalreporter.section(reason[reason.index(NOT_TESTED) :], sep="!", red=True, bold=True)


def not_tested(what: str) -> NoReturn:
    """Skip a test that this machine cannot run; in CI, where everything must run, fail instead."""
    if IN_CI:
        pytest.fail(NOT_TESTED + what, pytrace=False)
    pytest.skip(NOT_TESTED + what)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """The run's own PostgreSQL server (under pytest-xdist: each worker's own)."""
    try:
        server = PostgresServer.start()
    except PostgresUnavailable as reason:
        not_tested(f"PostgreSQL - {reason}")
    yield server
    server.stop()


@pytest.fixture(scope="session")
def postgres_databases(postgres_server: PostgresServer) -> Iterator[PostgresDatabases]:
    """Databases on PostgreSQL."""
    with postgres_server.connect() as connection:
        yield PostgresDatabases(postgres_server, connection)


@pytest.fixture(scope="session")
def sqlite_databases(tmp_path_factory: pytest.TempPathFactory) -> SqliteDatabases:
    """Databases on SQLite."""
    return SqliteDatabases(tmp_path_factory.mktemp("databases"))


@pytest.fixture(params=["sqlite", "postgresql"])
def databases(request: pytest.FixtureRequest) -> Databases:
    """Databases of either kind: the test runs once for each."""
    # Asked for by name only now, so that a test on SQLite never waits for a PostgreSQL server.
    found: Databases = request.getfixturevalue(
        {"sqlite": "sqlite_databases", "postgresql": "postgres_databases"}[request.param]
    )
    return found


@pytest.fixture
def database_url(databases: Databases) -> Iterator[str]:
    """The SQLAlchemy URL of a fresh, empty database."""
    url = databases.fresh()
    yield url
    databases.discard(url)


@pytest.fixture
def migrated_database_url(databases: Databases) -> Iterator[str]:
    """The SQLAlchemy URL of a fresh database with all of Piket's tables, and nothing in them."""
    from ivr.store.migrate import upgrade

    url = databases.fresh(upgrade)
    yield url
    databases.discard(url)


@pytest.fixture(scope="session")
def browser_path() -> Path:
    """The Chromium of this machine."""
    found = find_chromium()
    if found is None:
        not_tested("pages in a browser - no Chromium here (Debian/Ubuntu: apt install chromium)")
    return found


@pytest.fixture(scope="session")
def browser(browser_path: Path) -> "Iterator[Browser]":
    """A headless Chromium for the whole run; take a page or a context of it for each test."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=LONGEST_WAIT)
    with sync_playwright() as playwright:
        # Chromium's sandbox refuses to work for root.
        sandbox = os.geteuid() != 0
        started = playwright.chromium.launch(executable_path=browser_path, chromium_sandbox=sandbox)
        yield started
        started.close()
