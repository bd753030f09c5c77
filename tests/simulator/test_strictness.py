"""What Twilio would refuse, ignore or complain of, and how the call then goes on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ivr.simulator import Caller, Network
from ivr.simulator.documents import ERROR_PROMPT
from tests.simulator.conftest import BUDI
from tests.simulator.scripted_service import Reply, Service

XML = '<?xml version="1.0" encoding="UTF-8"?>'
HALO = "<Response><Say>Halo.</Say></Response>"


@pytest.fixture(autouse=True)
def _documents(service: Service) -> None:
    service.says("/status", "<Response/>")
    service.says("/more", HALO)


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (Reply("Kesalahan", 500), 11200),
        (Reply("Tidak ada", 404), 11200),
        (Reply(HALO, content_type="application/json"), 12300),
        (Reply(HALO, content_type=None), 12300),
        (Reply(""), 11770),
        (Reply("", 204), 11770),
        (Reply(" " + XML + HALO), 12100),
        (Reply("\n" + XML + HALO), 12100),
        (Reply("\ufeff" + XML + HALO), 12100),
        (Reply("<Response><Say>Halo</Response>"), 12100),
        (Reply("<Response><Redirect>/a?b=1&c=2</Redirect></Response>"), 12100),
        (Reply("<!doctype html><html><body>Halo</body></html>", content_type="text/html"), 12100),
        (Reply("<html><body>Halo</body></html>", content_type="text/html"), 12102),
        (Reply("<response/>"), 12102),
        (Reply(f"<Response><Say>{'a' * 66000}</Say></Response>"), 11750),
        (Reply("<Response><Say></Say></Response>"), 13520),
        (Reply(f"<Response><Say>{'a' * 4097}</Say></Response>"), 13521),
        (Reply('<Response><Say language="id-ID">Halo.</Say></Response>'), 13520),
        (Reply('<Response><Say voice="Polly.Joanna" language="id-ID">Halo.</Say></Response>'), 13520),
        (Reply('<Response><Say voice="Google.id-ID-Wavenet-E" language="id-ID">Halo.</Say></Response>'), 13520),
        (Reply('<Response><Say voice="Google.en-US-Wavenet-A" language="ms-MY">Halo.</Say></Response>'), 13520),
        (Reply('<Response><Say voice="Siti">Halo.</Say></Response>'), 13511),
        (Reply("<Response><Redirect>ftp://a.example/x</Redirect></Response>"), 11100),
        (Reply("<Response><Redirect>http://my_host.example/x</Redirect></Response>"), 11100),
        (Reply("<Response><Enqueue/></Response>"), 14204),
    ],
)
def test_documents_that_end_in_the_error_prompt(
    service: Service, network: Network, budi: Caller, reply: Reply, code: int
) -> None:
    service.says("/voice", reply)
    call = budi.dials().hears(ERROR_PROMPT).ends()
    assert [error.code for error in network.errors] == [code]
    assert network.errors[0].call_sid == call.sid
    assert network.errors[0].url == service.url + "/voice"
    assert call.leg.ended_by == "error"
    with pytest.raises(AssertionError, match=str(code)):
        network.assert_faultless()


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ('<Gather numdigits="1"/>', 12200),
        ('<Gather numDigits="0"/>', 13314),
        ('<Gather timeout="auto"/>', 13313),
        ('<Gather finishOnKey="##"/>', 13310),
        ('<Gather method="PUT"/>', 13312),
        ("<Gather><Hangup/></Gather>", 13320),
        ("<say>Halo</say>", 12200),
        ("<Sms>Halo</Sms>", 12200),
        ("halo", 12200),
        ("<Leave/>", 12200),
        ("<Say>Halo</Say><Reject/>", 12200),
        ('<Pause length="0"/>', 13910),
        ('<Pause length="1.5"/>', 13910),
        ('<Say loop="x">Halo</Say>', 13510),
        ('<Dial timeout="4">+6281100000009</Dial>', 13212),
        ('<Dial timeout="601">+6281100000009</Dial>', 13212),
        ('<Dial timeLimit="20000">+6281100000009</Dial>', 13216),
        ('<Dial hangupOnStar="yes">+6281100000009</Dial>', 13213),
        ('<Dial record="always">+6281100000009</Dial>', 13217),
        ('<Dial sequential="1">+6281100000009</Dial>', 13218),
        ('<Dial method="post">+6281100000009</Dial>', 13210),
        ('<Dial statusCallback="/x">+6281100000009</Dial>', 12200),
        ("<Dial><Say>Halo</Say></Dial>", 13215),
        ("<Dial><Conference>rapat</Conference></Dial>", 13215),
        ('<Dial><Number sendDigits="1,2">+6281100000009</Number></Dial>', 13222),
        ('<Dial><Number method="PUT">+6281100000009</Number></Dial>', 13221),
        ('<Dial><Number timeout="5">+6281100000009</Number></Dial>', 12200),
        ('<Dial><Number statusCallback="/s" statusCallbackEvent="hangup">+6281100000009</Number></Dial>', 12200),
        ("<Dial>" + "<Number>+6281100000009</Number>" * 11 + "</Dial>", 13215),
        ('<Redirect method="PATCH">/more</Redirect>', 13710),
        ('<Record maxLength="0" action="/more"/>', 13612),
        ('<Record finishOnKey="x" action="/more"/>', 13613),
        ('<Record timeout="-1" action="/more"/>', 13611),
        ('<Record playBeep="no" action="/more"/>', 13616),
        ('<Hangup reason="x"/>', 12200),
        ('<Reject reason="later"/>', 13810),
        ('<Play digits="12x"/>', 12200),
    ],
)
def test_mistakes_that_are_ignored_with_a_warning(
    service: Service, network: Network, budi: Caller, body: str, code: int
) -> None:
    service.says("/voice", f"<Response>{body}</Response>")
    budi.dials().ends()
    assert code in {warning.code for warning in network.warnings}
    assert all(str(error.code) != str(code) for error in network.errors)
    with pytest.raises(AssertionError, match=str(code)):
        network.assert_faultless()


@pytest.mark.parametrize(
    "body",
    [
        '<Say voice="Google.id-ID-Wavenet-A" language="id-ID">Halo.</Say>',
        '<Say voice="Google.id-ID-Chirp3-HD-Kore" language="id-ID">Halo.</Say>',
        '<Say voice="Google.id-ID-Standard-D" language="id-ID">Jam <say-as interpret-as="time">07.00</say-as></Say>',
        '<Pause length="2"/>',
        '<!-- catatan --><Redirect method="GET">more</Redirect>',
        "",
    ],
)
def test_good_documents_raise_no_complaint(service: Service, network: Network, budi: Caller, body: str) -> None:
    service.says("/voice", f"<Response>{body}</Response>")
    assert budi.dials().ends().status == "completed"
    network.assert_faultless()


@pytest.mark.parametrize(
    ("body", "status", "is_answered"),
    [
        ("<Reject/>", "no-answer", False),
        ('<Reject reason="busy"/>', "busy", False),
        ("<Hangup/>", "completed", True),
        ('<Pause length="3"/><Reject reason="busy"/>', "busy", False),
    ],
)
def test_refusing_and_hanging_up(
    service: Service, network: Network, budi: Caller, body: str, status: str, is_answered: bool
) -> None:
    service.says("/voice", f"<Response>{body}</Response>")
    call = budi.dials().ends()
    assert (call.status, call.leg.is_answered) == (status, is_answered)
    assert service.asked("/status")[0]["CallStatus"] == status


def test_plain_text_is_read_aloud(service: Service, network: Network, budi: Caller) -> None:
    service.says("/voice", Reply("Mohon maaf.", content_type="text/plain; charset=utf-8"))
    budi.dials().hears("Mohon maaf.").ends()


def test_plain_text_that_is_twiml_is_run(service: Service, network: Network, budi: Caller) -> None:
    service.says("/voice", Reply(HALO, content_type="text/plain"))
    assert budi.dials().hears("Halo.").ends().heard() == "Halo."


def test_the_fallback_is_told_the_error(service: Service, make_network: Callable[..., Network]) -> None:
    network = make_network(fallback=True)
    service.says("/voice", Reply("rusak", 500))
    service.says("/fallback", HALO)
    network.caller(BUDI).dials().hears("Halo.").ends()
    told = service.asked("/fallback")[0]
    assert (told["ErrorCode"], told["ErrorUrl"]) == ("11200", service.url + "/voice")
    assert told["From"] == BUDI


def test_a_fallback_serves_later_documents_too_and_the_primary_is_tried_again(
    service: Service, make_network: Callable[..., Network]
) -> None:
    network = make_network(fallback=True)
    service.says("/voice", '<Response><Gather action="/typed" numDigits="1"><Say>Pilih.</Say></Gather></Response>')
    service.says("/typed", Reply("rusak", 503))
    service.says("/fallback", "<Response><Redirect>/more</Redirect></Response>")
    network.caller(BUDI).dials().presses("1").hears("Halo.").ends()
    assert service.paths == ["/voice", "/typed", "/fallback", "/more", "/status"]


def test_when_the_fallback_fails_too_the_error_prompt_is_heard(
    service: Service, make_network: Callable[..., Network]
) -> None:
    network = make_network(fallback=True)
    service.says("/voice", Reply("rusak", 500))
    service.says("/fallback", Reply("rusak", 500))
    network.caller(BUDI).dials().hears(ERROR_PROMPT).ends()
    assert service.paths == ["/voice", "/fallback", "/status"]


def test_a_refused_connection_is_tried_twice(network: Network) -> None:
    network.numbers["+622150001000"].voice_url = "http://127.0.0.1:9/voice"
    call = network.caller(BUDI).dials().hears(ERROR_PROMPT).ends()
    assert [exchange.answer.error_code for exchange in call.requests][:2] == [11202, 11202]
    assert call.requests[0].token == call.requests[1].token
    assert [error.code for error in network.errors] == [11202]


def test_a_500_is_not_tried_again_unless_the_url_asks_for_it(service: Service, network: Network, budi: Caller) -> None:
    service.says("/voice", Reply("rusak", 500))
    budi.dials().ends()
    assert len(service.asked("/voice")) == 1
    network.numbers["+622150001000"].voice_url += "#rc=3&rp=5xx"
    budi.dials().ends()
    assert len(service.asked("/voice")) == 5


def test_a_service_that_never_answers_costs_the_caller_15_seconds(
    service: Service, make_network: Callable[..., Network]
) -> None:
    network = make_network(http_timeout_seconds=0.1)
    service.says("/voice", Reply(HALO, real_seconds=0.3))
    start = network.clock.now()
    network.caller(BUDI).dials().hears("We're sorry")
    assert 15 < (network.clock.now() - start).total_seconds() < 17
    assert [error.code for error in network.errors] == [11205]


def test_redirects_are_followed_but_lose_the_digits(service: Service, network: Network, budi: Caller) -> None:
    service.says("/voice", '<Response><Gather action="/typed" numDigits="1"><Say>Pilih.</Say></Gather></Response>')
    service.says("/typed", Reply("", 302, headers={"Location": "/deep/typed"}))
    service.says("/deep/typed", "<Response><Redirect>next</Redirect></Response>")
    service.says("/deep/next", HALO)
    budi.dials().presses("1").hears("Halo.").ends()
    followed = next(request for request in service.requests if request.path == "/deep/typed")
    assert followed.method == "GET"
    assert "Digits" not in followed.params


def test_endless_redirects_are_an_error(service: Service, network: Network, budi: Caller) -> None:
    service.says("/voice", Reply("", 301, headers={"Location": "/voice"}))
    budi.dials().ends()
    assert [error.code for error in network.errors] == [11215]
    assert len(service.asked("/voice")) == 11


def test_a_status_callback_that_is_not_taken_is_a_warning(service: Service, network: Network, budi: Caller) -> None:
    service.says("/voice", HALO)
    service.says("/status", Reply("rusak", 502))
    assert budi.dials().ends().status == "completed"
    assert [warning.code for warning in network.warnings] == [15003]


def test_a_recording_is_played_for_as_long_as_it_lasts(service: Service, network: Network, budi: Caller) -> None:
    from ivr.simulator.recordings import Recording

    sound = Recording("RE", "CA", "", network.clock.now(), 7).audio()
    service.says("/voice", "<Response><Play>/musik.wav</Play><Say>Halo.</Say></Response>")
    service.says("/musik.wav", Reply(sound, content_type="audio/x-wav"))
    start = network.clock.now()
    budi.dials().hears("musik.wav").hears("Halo.")
    assert 7 < (network.clock.now() - start).total_seconds() < 8
    media = next(request for request in service.requests if request.path == "/musik.wav")
    assert (media.method, media.params) == ("GET", {})
    network.assert_faultless()


@pytest.mark.parametrize(("reply", "code"), [(Reply("x", 404), 11200), (Reply("x"), 13420)])
def test_a_recording_that_cannot_be_had_is_silent(
    service: Service, network: Network, budi: Caller, reply: Reply, code: int
) -> None:
    service.says("/voice", "<Response><Play>/musik.wav</Play><Say>Halo.</Say></Response>")
    service.says("/musik.wav", reply)
    budi.dials().hears("Halo.").ends()
    assert [error.code for error in network.errors] == [code]
