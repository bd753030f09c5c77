"""The product as it is served in a benchmark: the real application, on a clock that shows office hours."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Flask

from app import create_app, open_office
from bench.settings import FOLDER, read
from config.logs import set_up_logs

AHEAD = "BENCH_CLOCK_AHEAD_SECONDS"
"""Environment variable: by how much the clock of the benchmark is ahead of the machine's."""


def make_wsgi() -> Flask:
    """The web application, as `app.make_wsgi` makes it, except for the clock."""
    settings = read(os.environ, Path(os.environ[FOLDER]))
    set_up_logs(settings.log_format)
    ahead = timedelta(seconds=float(os.environ[AHEAD]))
    return create_app(open_office(settings, lambda: datetime.now(UTC) + ahead))
