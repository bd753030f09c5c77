"""The roof: puts the parts together, holds the clock, and offers the commands."""

from collections.abc import Callable
from datetime import UTC, datetime

from flask import Flask

from config.settings import Settings, read_settings
from ivr.store.engine import open_database
from ivr.telephony.webhooks import make_webhooks
from ivr.web.probes import make_probes
from ivr.workflows.office import Clock, Office
from ivr.workflows.open_hotlines import open_hotlines


def wall_clock() -> datetime:
    """Now, in UTC; the only place that asks the machine for the time."""
    return datetime.now(UTC)


def open_office(settings: Settings, *, clock: Clock = wall_clock) -> Office:
    """Read the hotline files and open the database (nothing is connected yet).

    Raises config.faults.HotlineFaults, ValueError for a database that is not supported.
    """
    return Office(settings, open_hotlines(settings.hotlines), open_database(settings.database_url), clock)


def create_app(office: Office) -> Flask:
    """The web application of an office: Twilio's door and the probes."""
    app = Flask("piket", static_folder=None)
    app.register_blueprint(make_webhooks(office))
    app.register_blueprint(make_probes(office))
    return app


def make_wsgi() -> Callable[..., object]:
    """For web servers: `granian --interface wsgi --factory app:make_wsgi`, `gunicorn 'app:make_wsgi()'`."""
    return create_app(open_office(read_settings()))
