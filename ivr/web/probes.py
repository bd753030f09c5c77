"""The probes: is the process alive, is it ready, and how are the calls going."""

from datetime import timedelta

import structlog
from flask import Blueprint, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

from config.command_line import command
from ivr.store.engine import unavailable
from ivr.store.figures import busy_telephones, dispositions_since, running_calls
from ivr.store.migrate import current_revision, is_revision_known, newest_revision
from ivr.workflows.office import Office

log = structlog.get_logger()


def make_probes(office: Office) -> Blueprint:
    """`/healthz` (the process lives), `/readyz` (database and migrations are fine), `/metrics` (Prometheus)."""
    probes = Blueprint("probes", __name__)

    @probes.get("/healthz")
    def healthz() -> Response:
        return _plain("ok\n")

    @probes.get("/readyz")
    def readyz() -> Response:
        reason = _why_not_ready(office)
        return _plain(f"{reason or 'ready'}\n", status=503 if reason else 200)

    @probes.get("/metrics")
    def metrics() -> Response:
        return Response(generate_latest(_gauges(office)), content_type=CONTENT_TYPE_LATEST)

    return probes


def _why_not_ready(office: Office) -> str | None:
    try:
        with office.database.reading() as connection:
            revision = current_revision(connection)
    except unavailable as fault:
        log.error("not ready", exc_info=fault)
        return "the database cannot be reached"
    # A revision that only a newer version knows is fine: during an upgrade this process goes on serving beside it.
    if revision is None or (revision != newest_revision() and is_revision_known(revision)):
        return f"the database is at revision {revision}, this code needs {newest_revision()}: {command('migrate')}"
    return None


def _gauges(office: Office) -> CollectorRegistry:
    """Business figures, read when asked: right on every node, and nothing to keep in step."""
    registry = CollectorRegistry()
    running = Gauge("piket_calls_running", "Callers on the line", registry=registry)
    busy = Gauge("piket_telephones_busy", "Officers' telephones that ring or talk", registry=registry)
    day = Gauge("piket_calls_last_24h", "Calls that ended", ["hotline", "disposition"], registry=registry)
    up = Gauge("piket_database_up", "Whether the database answers", registry=registry)
    try:
        with office.database.reading() as connection:
            running.set(running_calls(connection))
            busy.set(busy_telephones(connection))
            for (hotline, disposition), number in dispositions_since(
                connection, office.clock() - timedelta(days=1)
            ).items():
                day.labels(hotline, disposition).set(number)
        up.set(1)
    except unavailable as fault:
        log.error("no figures", exc_info=fault)
    return registry


def _plain(text: str, *, status: int = 200) -> Response:
    return Response(text, status=status, mimetype="text/plain")
