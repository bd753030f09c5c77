"""The webhooks of the benchmarks are what Twilio would send, and the product takes them for that."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from twilio.request_validator import RequestValidator

from app import create_app, open_office
from bench import floor
from bench.back_office import NINE_ON_MONDAY, BackOffice, found_office
from bench.load import WrongAnswer, run
from bench.script import UNIT_KEYS, WRONG_KEY, Script
from bench.webhooks import TOKEN, Webhook
from config.settings import read_settings
from ivr.workflows.export_calls import export_calls
from ivr.workflows.office import Office
from tests.databases import Databases
from tests.serving import serving


def read(webhook: Webhook) -> tuple[str, dict[str, str], str]:
    """The path, the form and the signature of a request."""
    head, _, body = webhook.request.decode().partition("\r\n\r\n")
    headers = dict(line.split(": ", 1) for line in head.split("\r\n")[1:])
    assert int(headers["Content-Length"]) == len(body)
    return head.split(" ")[1], dict(parse_qsl(body, keep_blank_values=True)), headers["X-Twilio-Signature"]


def test_a_key_is_a_signed_form_of_twenty_parameters() -> None:
    path, form, signature = read(Script("http://127.0.0.1:8000").key(WRONG_KEY))

    assert (path, len(form), form["Digits"]) == ("/voice/key/1", 20, WRONG_KEY)
    assert RequestValidator(TOKEN).validate(f"http://127.0.0.1:8000{path}", form, signature)


def test_every_call_is_new() -> None:
    assert Script("http://127.0.0.1").sid != Script("http://127.0.0.1").sid


class Running:
    """The product on a fresh database, with its port."""

    def __init__(self, office: Office, url: str) -> None:
        self.office = office
        self.url = url
        self.port = int(url.rpartition(":")[2])


@pytest.fixture
def product(databases: Databases, tmp_path: Path) -> Iterator[Running]:
    """The office of the benchmark, at nine o'clock on its Monday."""
    database = databases.fresh()
    found_office(database, tmp_path)
    offices: list[Office] = []

    def make_app(url: str) -> Any:
        environ = {"DATABASE_URL": database, "TWILIO_AUTH_TOKEN": TOKEN, "SECRET_KEY": "s" * 40, "PUBLIC_URL": url}
        offices.append(open_office(read_settings(environ), lambda: NINE_ON_MONDAY))
        return create_app(offices[0])

    with serving(make_app) as url:
        yield Running(offices[0], url)
    offices[0].database.close()
    databases.discard(database)


def test_the_product_answers_every_webhook_of_a_whole_call(product: Running) -> None:
    load = run(product.port, [Script(product.url).whole_call("1", NINE_ON_MONDAY)])

    (call,) = export_calls(product.office, hotline=None, first=NINE_ON_MONDAY.date(), last=NINE_ON_MONDAY.date())
    assert (len(load.latencies), call["disposition"], call["officer"]) == (11, "answered", "andi@kantor.example")


def test_a_key_that_leads_nowhere_is_answered_with_the_menu(product: Running) -> None:
    script = Script(product.url)

    run(product.port, [[script.arrival(), script.key(WRONG_KEY)]], per_second=100)


def test_every_unit_has_somebody_again_when_the_telephones_are_free(product: Running) -> None:
    back_office = BackOffice(product.office.settings.database_url)
    for _ in range(2):
        calls = [Script(product.url) for _ in UNIT_KEYS]
        run(product.port, [[call.arrival(), call.key(key)] for call, key in zip(calls, UNIT_KEYS, strict=True)])
        back_office.free_telephones()
    back_office.close()


def test_another_answer_than_expected_stops_the_benchmark(product: Running) -> None:
    with pytest.raises(WrongAnswer, match=r"^POST /voice/key/1 HTTP/1\.1 was answered"):
        run(product.port, [[Script(product.url).key("1")]])


def test_the_floor_answers_the_same_webhooks(database_url: str) -> None:
    engine = floor.open_engine(database_url)
    floor.metadata.create_all(engine)

    with serving(lambda url: floor.make_floor(url, TOKEN, engine)) as url:
        script = Script(url, is_floor=True)
        load = run(int(url.rpartition(":")[2]), [script.whole_call("1", NINE_ON_MONDAY)])

    engine.dispose()
    assert len(load.latencies) == 11
