"""Collecting keys: when it ends, what is sent, and what is lost."""

from __future__ import annotations

import pytest

from ivr.simulator import Caller, Network
from tests.simulator.scripted_service import Service

BYE = "<Response><Say>Sampai jumpa.</Say></Response>"
SPEECH = "Ketik nomor tiket Anda lalu pagar."


def gather(attributes: str, *, after: str = "<Say>Tidak ada masukan.</Say>") -> str:
    return f'<Response><Gather action="/typed" {attributes}><Say>{SPEECH}</Say></Gather>{after}</Response>'


@pytest.fixture(autouse=True)
def _documents(service: Service) -> None:
    service.says("/typed", BYE)
    service.says("/status", "<Response/>")


@pytest.mark.parametrize(
    ("attributes", "keys", "digits", "finished_on"),
    [
        ('numDigits="2"', "92", "92", ""),
        ('timeout="3"', "123#", "123", "#"),
        ('timeout="3"', "12", "12", ""),
        ('timeout="3" finishOnKey=""', "1#*", "1#*", ""),
        ('timeout="3" finishOnKey="*"', "1#*", "1#", "*"),
        ('numDigits="1"', "*", "*", ""),
    ],
)
def test_digits_are_sent_without_the_finish_key(
    service: Service, network: Network, budi: Caller, attributes: str, keys: str, digits: str, finished_on: str
) -> None:
    service.says("/voice", gather(attributes))
    budi.dials().hears("pagar").presses(keys).hears("Sampai jumpa").ends()
    typed = service.asked("/typed")[0]
    assert (typed["Digits"], typed["FinishedOnKey"]) == (digits, finished_on)
    network.assert_faultless()


def test_a_key_stops_what_is_being_said(service: Service, network: Network, budi: Caller) -> None:
    service.says("/voice", gather('numDigits="1"'))
    call = budi.dials().hears("Ketik nomor").presses("1").hears("Sampai jumpa")
    assert "pagar" not in call.heard()


def test_without_barge_in_a_key_does_not_stop_it(service: Service, network: Network, budi: Caller) -> None:
    service.says("/voice", gather('numDigits="1" bargeIn="false"'))
    budi.dials().hears("Ketik nomor").presses("1").hears("pagar").hears("Tidak ada masukan").ends()


def test_the_timeout_runs_from_the_end_of_the_prompt_and_anew_after_each_key(
    service: Service, network: Network, budi: Caller
) -> None:
    service.says("/voice", gather('timeout="4"'))
    call = budi.dials().hears("pagar").waits(3).presses("1").waits(3).presses("2")
    before = network.clock.now()
    call.hears("Sampai")
    assert 3.9 < (network.clock.now() - before).total_seconds() < 5
    assert service.asked("/typed")[0]["Digits"] == "12"


def test_the_finish_key_alone_counts_as_silence(service: Service, network: Network, budi: Caller) -> None:
    service.says("/voice", gather(""))
    budi.dials().hears("pagar").presses("#").hears("Tidak ada masukan").ends()
    assert service.asked("/typed") == []


def test_silence_can_be_reported(service: Service, network: Network, budi: Caller) -> None:
    service.says("/voice", gather('actionOnEmptyResult="true" timeout="2"'))
    budi.dials().hears("Sampai jumpa").ends()
    assert service.asked("/typed")[0]["Digits"] == ""


def test_silence_ends_the_call_when_nothing_follows(service: Service, network: Network, budi: Caller) -> None:
    service.says("/voice", gather("", after=""))
    assert budi.dials().ends().status == "completed"


def test_the_action_is_the_document_itself_by_default(service: Service, network: Network, budi: Caller) -> None:
    menu = '<Response><Gather numDigits="1"><Say>Pilih.</Say></Gather></Response>'
    service.says("/voice", lambda request: BYE if "Digits" in request.params else menu)
    budi.dials().presses("1").hears("Sampai jumpa").ends()


def test_the_method_can_be_get(service: Service, network: Network, budi: Caller) -> None:
    service.says("/voice", gather('numDigits="1" method="GET"').replace("/typed", "/typed?a=1&amp;b=it%27s"))
    budi.dials().presses("7").hears("Sampai jumpa").ends()
    request = next(each for each in service.requests if each.path == "/typed")
    assert request.method == "GET"
    assert request.query.startswith("a=1&b=it%27s&")
    assert (request.params["Digits"], request.params["b"]) == ("7", "it's")


def test_keys_pressed_when_nothing_listens_are_lost(service: Service, network: Network, budi: Caller) -> None:
    service.says("/voice", "<Response><Say>Mohon tunggu sebentar.</Say>" + gather('numDigits="1"')[10:])
    call = budi.dials().hears("Mohon").presses("5", at_once=True).hears("Tidak ada masukan").ends()
    assert any("nobody listens" in line.what for line in call.transcript)


def test_cookies_come_back_within_a_call_only(service: Service, network: Network, budi: Caller) -> None:
    from tests.simulator.scripted_service import Reply

    body = '<?xml version="1.0"?>' + gather('numDigits="1"')
    service.says("/voice", Reply(body, headers={"Set-Cookie": "step=one; Path=/"}))
    budi.dials().presses("1").ends()
    budi.dials().presses("1").ends()
    cookies = [request.headers.get("cookie") for request in service.requests if request.path == "/voice"]
    assert cookies == [None, None]
    assert {request.headers.get("cookie") for request in service.requests if request.path == "/typed"} == {"step=one"}
