"""The guard sees what was asked, byte by byte, whichever server the office runs and whatever its proxy does."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest

from ivr.store.migrate import upgrade
from tests.webhooks.at_work import TOKEN, AtWork, at_work, eventually
from tests.webhooks.poster import CALLER, FORM, HOTLINE, Poster, sid, sign

ROOT = Path(__file__).parents[2]
SERVERS = {
    "granian": [
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--factory",
        "--host",
        "127.0.0.1",
        "--port",
        "{port}",
        "app:make_wsgi",
    ],
    "gunicorn": ["-m", "gunicorn", "--threads", "4", "--bind", "127.0.0.1:{port}", "app:make_wsgi()"],
    "app.py serve": ["app.py", "serve", "--port", "{port}"],
    "werkzeug": [
        "-c",
        "from app import make_wsgi; from werkzeug.serving import run_simple; "
        "run_simple('127.0.0.1', {port}, make_wsgi(), threaded=True)",
    ],
}
QUERIES = (
    "",
    "?x=1&y=2",
    "?y=2&x=1&x=0",
    "?text=It%27s+amazing%20%2F%3F",
    "?text=It's",
    "?nama=Sit%C3%AD%20%E2%98%8E&kosong=&kosong",
    "?a=b%26c;d=e&f=%2B62",
    "?rc=%23fragment&x=%7E~",
    "?lower=%2f&upper=%2F",
)


@pytest.fixture(scope="module", params=list(SERVERS))
def served(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Poster, AtWork]]:
    """An office in a process of its own, below a path of its public URL."""
    database_url = f"sqlite:///{tmp_path_factory.mktemp('served')}/piket.db"
    upgrade(database_url)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    public_url = "https://kantor.example/piket"
    settings = {
        "DATABASE_URL": database_url,
        "PUBLIC_URL": public_url,
        "TWILIO_AUTH_TOKEN": TOKEN,
        "SECRET_KEY": "s" * 40,
    }
    with running([part.replace("{port}", str(port)) for part in SERVERS[request.param]], port, settings):
        twilio = Poster(f"http://127.0.0.1:{port}", public_url=public_url)
        with at_work(database_url, public_url=public_url) as work:
            yield twilio, work


@contextmanager
def running(command: list[str], port: int, settings: dict[str, str]) -> Iterator[None]:
    process = subprocess.Popen(
        [sys.executable, *command],
        cwd=ROOT,
        env=os.environ | settings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        await_answer(process, port)
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


def await_answer(process: subprocess.Popen[bytes], port: int) -> None:
    give_up_at = time.monotonic() + 30
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            assert process.poll() is None, "the server ended"
            assert time.monotonic() < give_up_at, "the server does not answer"
            time.sleep(0.05)


def test_odd_queries_are_let_in_and_only_as_signed(served: tuple[Poster, AtWork]) -> None:
    twilio, work = served
    before = work.rows()["calls"]
    for number, query in enumerate(QUERIES):
        for prefix in ("", "/piket"):  # a proxy may cut the public path off or not
            call = sid(number * 2 + bool(prefix))
            answer = twilio.post(f"/voice{query}", call=call, sent_to=f"{prefix}/voice{query}")
            assert answer.verbs in (["Gather", "Redirect"], ["Say", "Hangup"])  # open or closed by the real clock
            other = f"{query}&z" if "?" in query else "?z"
            assert twilio.post(f"/voice{query}", sent_to=f"{prefix}/voice{other}").status == 403
    assert work.rows()["calls"] == before + 2 * len(QUERIES)


def test_a_doubled_request_gets_the_same_answer_and_a_lost_one_an_apology(served: tuple[Poster, AtWork]) -> None:
    twilio, work = served
    first = twilio.post("/voice", call=sid(100))
    assert twilio.post("/voice", call=sid(100), sent_to="/piket/voice").body == first.body
    assert twilio.post("/voice/", call=sid(101)).status == 200
    assert twilio.post("/voice/nowhere", call=sid(100), sent_to="/piket/voice/nowhere").verbs == ["Say", "Hangup"]
    twilio.post("/voice/status", call=sid(100), CallStatus="completed")
    eventually(lambda: work.record(sid(100))["disposition"] in ("failed", "closed"))  # noted after the answer


@pytest.mark.parametrize("size", [10, 64 * 1024 + 1, 1024 * 1024])
def test_a_body_in_pieces_is_read_within_the_limit(served: tuple[Poster, AtWork], size: int) -> None:
    twilio, work = served
    before = work.rows()
    form = {"CallSid": sid(200), "From": CALLER, "To": HOTLINE, "Extra": "x" * size}
    body = urlencode(form).encode()
    headers = {"Content-Type": FORM, "X-Twilio-Signature": sign(twilio.public_url + "/voice", form.items())}
    try:
        reply = twilio.send("/voice", [body[at : at + 8192] for at in range(0, len(body), 8192)], headers)
    except (BrokenPipeError, ConnectionResetError):
        assert size > 64 * 1024  # refused before it was all sent
    else:
        assert reply.status == (200 if size == 10 else 403)
    assert (work.rows() == before) is (size != 10)


def test_what_is_not_signed_leaves_nothing(served: tuple[Poster, AtWork]) -> None:
    twilio, work = served
    before = work.rows()
    for path in ("/voice", "/piket/voice", "/voice/status", "/voice/fallback", "/voice/key/1", "//voice", "/voice/%00"):
        assert twilio.send(path, b"CallSid=CA1", {"Content-Type": FORM}).status in (308, 403)
    assert work.rows() == before
