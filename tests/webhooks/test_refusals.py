"""What is refused at the door leaves no trace: 403, an empty answer, and no row in any table."""

import socket
from collections.abc import Iterator
from urllib.parse import urlencode, urlsplit

import pytest
from flask import Flask

from app import create_app
from tests.webhooks.at_work import TOKEN
from tests.webhooks.conftest import Door, MakeDoor
from tests.webhooks.poster import CALLER, FORM, HOTLINE, Reply, sid, sign

SAMPLES = {"turn": "1", "attempt": "1", "test": "1", "call": sid(1), "lost": "nowhere"}
SMALL = {"CallSid": sid(1), "From": CALLER, "To": HOTLINE, "CallStatus": "ringing"}


def webhook_paths(app: Flask) -> list[str]:
    """A path for every route that Twilio asks."""
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith(("/voice", "/messages"))]
    assert len(rules) >= 12
    return sorted(rule.build(SAMPLES)[1] for rule in rules if rule.build(SAMPLES) is not None)  # type: ignore[index]


@pytest.fixture
def paths(door: Door) -> Iterator[list[str]]:
    """Every webhook's path; whatever the test posts there must leave nothing behind."""
    before = door.work.rows()
    yield webhook_paths(create_app(door.work.office))
    assert door.work.rows() == before


def assert_refused(reply: Reply) -> None:
    assert (reply.status, reply.body) == (403, b"")


def signed(door: Door, path: str, form: dict[str, str], **more: str) -> dict[str, str]:
    return {"Content-Type": FORM, "X-Twilio-Signature": sign(door.twilio.public_url + path, form.items())} | more


def test_every_webhook_route_is_guarded(door: Door, paths: list[str]) -> None:
    for path in paths:
        assert_refused(door.twilio.send(path, urlencode(SMALL).encode(), {"Content-Type": FORM}))
        for verb in ("GET", "PUT", "DELETE", "OPTIONS", "PATCH"):
            assert door.twilio.send(path, b"", {}, method=verb).status in (403, 405)


def test_a_wrong_signature_is_refused_everywhere(door: Door, paths: list[str]) -> None:
    for path in paths:
        elsewhere = {"Content-Type": FORM, "X-Twilio-Signature": sign(door.twilio.url + "/elsewhere", SMALL.items())}
        assert_refused(door.twilio.send(path, urlencode(SMALL).encode(), elsewhere))
        changed = urlencode(SMALL | {"CallSid": sid(2)}).encode()
        assert_refused(door.twilio.send(path, changed, signed(door, path, SMALL)))


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_without_a_token_everything_is_refused(make_door: MakeDoor) -> None:
    door = make_door(TWILIO_AUTH_TOKEN="")

    for path in webhook_paths(create_app(door.work.office)):
        for token in (TOKEN, ""):
            door.twilio.token = token
            assert_refused(door.twilio.post(path))


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_both_tokens_open_while_the_account_rotates_them(make_door: MakeDoor) -> None:
    door = make_door(TWILIO_AUTH_TOKEN="the-old-token", TWILIO_AUTH_TOKEN_NEXT="the-new-token")

    for number, (token, status) in enumerate([("the-old-token", 200), ("the-new-token", 200), ("another", 403)]):
        door.twilio.token = token
        assert door.twilio.post("/voice", call=sid(number)).status == status
    assert door.work.rows()["calls"] == 2


def test_a_form_over_64_kib_is_refused_although_it_is_signed(door: Door, paths: list[str]) -> None:
    form = SMALL | {"Extra": "x" * (64 * 1024)}
    body = urlencode(form).encode()

    for path in paths:
        assert_refused(door.twilio.send(path, body, signed(door, path, form)))
        pieces = [body[at : at + 9000] for at in range(0, len(body), 9000)]
        assert_refused(door.twilio.send(path, pieces, signed(door, path, form)))


def test_a_form_of_just_64_kib_is_let_in_whole_or_in_pieces(door: Door) -> None:
    form = SMALL | {"Extra": ""}
    form["Extra"] = "x" * (64 * 1024 - len(urlencode(form)))
    body = urlencode(form).encode()
    assert len(body) == 64 * 1024

    first = door.twilio.send("/voice", body, signed(door, "/voice", form))
    again = door.twilio.send("/voice", [body[:100], body[100:]], signed(door, "/voice", form))

    assert first.verbs == ["Gather", "Redirect"]
    assert again.body == first.body


@pytest.mark.parametrize("kind", ["text/plain", "application/json", "multipart/form-data; boundary=x", "", "nonsense"])
def test_what_is_no_form_is_refused(door: Door, paths: list[str], kind: str) -> None:
    body = urlencode(SMALL).encode()
    multipart = b'--x\r\nContent-Disposition: form-data; name="CallSid"\r\n\r\nCA1\r\n--x--\r\n'

    for path in paths:
        for form in (SMALL, {}, {"CallSid": "CA1"}):
            headers = signed(door, path, form) | {"Content-Type": kind}
            assert_refused(door.twilio.send(path, multipart if "multipart" in kind else body, headers))


@pytest.mark.parametrize(
    "broken", ["CallSid=%ff%fe", "CallSid=\xe9\x80", "CallSid=CA1&From=%", "CallSid=%00", "a=b;c=d"]
)
def test_a_wrongly_encoded_form_is_refused(door: Door, paths: list[str], broken: str) -> None:
    for path in paths:
        headers = signed(door, path, {"CallSid": "CA1"})
        assert_refused(door.twilio.send(path, broken.encode("latin-1"), headers))


def test_a_truncated_form_is_refused(door: Door, paths: list[str]) -> None:
    host, port = urlsplit(door.twilio.url).hostname, urlsplit(door.twilio.url).port
    body = urlencode(SMALL).encode()
    signature = sign(door.twilio.url + "/voice", SMALL.items())
    head = f"POST /voice HTTP/1.1\r\nHost: {host}\r\nContent-Type: {FORM}\r\nX-Twilio-Signature: {signature}\r\n"

    with socket.create_connection((str(host), int(port or 0)), timeout=10) as connection:
        connection.sendall(f"{head}Content-Length: {len(body) + 10}\r\n\r\n".encode() + body)
        connection.shutdown(socket.SHUT_WR)
        answer = connection.recv(65536)

    assert answer.startswith((b"HTTP/1.0 403", b"HTTP/1.1 403"))


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("public_url", "sent_to"),
    [
        ("https://kantor.example", "/voice"),
        ("https://kantor.example:8443", "/voice"),
        ("https://kantor.example/piket", "/voice"),  # the proxy cuts the path off
        ("https://kantor.example/piket", "/piket/voice"),  # or not
        ("https://kantor.example/a/b", "/a/b/voice"),
    ],
)
def test_behind_a_proxy_the_public_url_counts(make_door: MakeDoor, public_url: str, sent_to: str) -> None:
    door = make_door(public_url=public_url)

    answer = door.twilio.post("/voice", sent_to=sent_to)

    (gather,) = answer.document.iter("Gather")
    assert gather.attrib["action"] == f"{public_url}/voice/key/1"
    further = sent_to.removesuffix("/voice") + "/voice/key/1"
    assert door.twilio.post("/voice/key/1", sent_to=further, Digits="9").verbs == ["Gather", "Redirect"]
    assert door.work.records()[0]["keys"] == "9"


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_headers_from_outside_do_not_move_the_public_url(make_door: MakeDoor) -> None:
    door = make_door(public_url="https://kantor.example")
    spoofed = {"X-Forwarded-Proto": "http", "X-Forwarded-Host": "evil.example", "Host": "evil.example"}
    body = urlencode(SMALL).encode()

    for base in ("http://evil.example", "https://evil.example", door.twilio.url):
        headers = {"Content-Type": FORM, "X-Twilio-Signature": sign(base + "/voice", SMALL.items())}
        assert_refused(door.twilio.send("/voice", body, headers | spoofed))
    genuine = {"Content-Type": FORM, "X-Twilio-Signature": sign("https://kantor.example/voice", SMALL.items())}
    assert door.twilio.send("/voice", body, genuine | spoofed).status == 200
