"""The floor: the least that a Flask handler of a Twilio webhook does and is still honest.

It checks the signature, commits one row through SQLAlchemy Core, and answers with a small document built by Twilio's
library. Nothing is decided and nothing is looked up. The product is served beside it in the same way, and compared.
"""

import os
import threading
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from flask import Flask, Response, abort, request
from sqlalchemy.engine import Engine
from twilio.request_validator import RequestValidator
from twilio.twiml.voice_response import Gather, VoiceResponse

SENTENCE = (
    "Selamat pagi. Tekan 1 untuk Direktorat Pelaporan, 2 untuk Pusat Teknologi Informasi, 3 untuk Humas, 0 untuk "
    "Operator."
)

metadata = sa.MetaData()
events = sa.Table(
    "events",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("call_sid", sa.String(34), nullable=False, index=True),
    sa.Column("at", sa.String(32), nullable=False),
    sa.Column("digits", sa.String(8)),
    sa.Column("from_number", sa.String(32)),
    sa.Column("to_number", sa.String(32)),
    sa.Column("status", sa.String(16)),
)


def make_wsgi() -> Flask:
    """The floor for a web server, from PUBLIC_URL, TWILIO_AUTH_TOKEN and DATABASE_URL."""
    return make_floor(
        os.environ["PUBLIC_URL"], os.environ["TWILIO_AUTH_TOKEN"], open_engine(os.environ["DATABASE_URL"])
    )


def make_floor(url: str, token: str, engine: Engine) -> Flask:
    """The floor below a public URL."""
    validator = RequestValidator(token)
    # Writers of one process wait their turn here: asleep in SQLite's busy handler they would wait much longer.
    turn: AbstractContextManager[Any] = threading.Lock() if engine.dialect.name == "sqlite" else nullcontext()
    app = Flask("floor", static_folder=None)

    @app.get("/healthz")
    def alive() -> str:
        return "ok"

    @app.post("/<path:place>")
    def webhook(place: str) -> Response:
        form = request.form
        if not validator.validate(f"{url}/{place}", form, request.headers.get("X-Twilio-Signature", "")):
            abort(403)
        row = {
            "call_sid": form["CallSid"],
            "at": datetime.now(UTC).isoformat(),
            "digits": form.get("Digits", ""),
            "from_number": form["From"],
            "to_number": form["To"],
            "status": form["CallStatus"],
        }
        with turn, engine.begin() as connection:
            connection.execute(events.insert(), row)
        return Response(menu(url), content_type="text/xml; charset=utf-8")

    return app


def menu(url: str) -> str:
    """A menu of one sentence."""
    response = VoiceResponse()
    gather = Gather(action=f"{url}/voice/key/2", num_digits=1, timeout=5)
    gather.say(SENTENCE, voice="Google.id-ID-Standard-A", language="id-ID")
    response.append(gather)
    response.redirect(f"{url}/voice/silence/2")
    return str(response)


def open_engine(url: str) -> Engine:
    """The engine, as durable as the product's."""
    if not url.startswith("sqlite"):
        return sa.create_engine(url, pool_size=5)
    engine = sa.create_engine(url, connect_args={"timeout": 30, "isolation_level": None})

    @sa.event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
