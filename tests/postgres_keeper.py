"""Keeps one PostgreSQL server running for exactly as long as the test run that asked for it lives.

Run as a program of its own: the test run holds the other end of our standard input. However that run ends (also by
`kill -9`), the end closes, the server is stopped and its folder removed. Nothing stays behind.
"""

import json
import select
import shutil
import signal
import subprocess
import sys
from dataclasses import asdict, dataclass
from types import FrameType
from typing import NoReturn


@dataclass(frozen=True)
class Errand:
    """What is to be kept: the server's command line, the account it runs as (None: ours), the folder to remove."""

    command: list[str]
    user: str | None
    group: int | None
    environment: dict[str, str]
    folder: str

    def argument(self) -> str:
        """The errand as one command line argument."""
        return json.dumps(asdict(self))


def main() -> None:
    """Start the server, wait until standard input closes or the server ends, leave nothing."""
    signal.signal(signal.SIGTERM, _end)
    errand = Errand(**json.loads(sys.argv[1]))
    server = subprocess.Popen(
        errand.command,
        stdin=subprocess.DEVNULL,
        cwd=errand.folder,
        env=errand.environment,
        user=errand.user,
        group=errand.group,
        extra_groups=None if errand.group is None else [],
    )
    try:
        while server.poll() is None:
            if select.select([sys.stdin], [], [], 0.2)[0]:
                break
    finally:
        _stop(server)
        shutil.rmtree(errand.folder, ignore_errors=True)
    sys.exit(server.returncode)


def _stop(server: subprocess.Popen[bytes]) -> None:
    if server.poll() is not None:
        return
    server.send_signal(signal.SIGQUIT)  # what `pg_ctl stop -m immediate` sends: the data is thrown away anyway
    try:
        server.wait(timeout=10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _end(_signal: int, _frame: FrameType | None) -> NoReturn:
    sys.exit(0)


if __name__ == "__main__":
    main()
