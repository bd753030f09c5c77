"""Bad days: callbacks that come twice, late or never, retries, time-outs, lines that go dead."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.simulator import Answers, At, Faults, Network, Vanishes, VirtualClock
from tests.simulator.conftest import BUDI, HOTLINE, SITI
from tests.simulator.scripted_service import AUTH_TOKEN, Service

MENU = (
    '<Response><Gather numDigits="1" action="/choice"><Say>Tekan satu.</Say></Gather>'
    "<Redirect>/voice</Redirect></Response>"
)
FORWARD = (
    '<Response><Dial action="/dialled"><Number url="/whisper" statusCallback="/leg" '
    f'statusCallbackEvent="initiated ringing answered completed">{SITI}</Number></Dial></Response>'
)
WHISPER = '<Response><Gather numDigits="1" action="/accept"><Say>Tekan 1.</Say></Gather><Hangup/></Response>'


def script(service: Service) -> None:
    service.says("/voice", MENU)
    service.says("/choice", FORWARD)
    service.says("/whisper", WHISPER)
    for path in ("/accept", "/status", "/leg"):
        service.says(path, "<Response/>")
    service.says("/dialled", "<Response><Say>Terima kasih.</Say></Response>")


@pytest.fixture(autouse=True)
def _documents(service: Service) -> None:
    script(service)


def whole_call(network: Network) -> None:
    network.telephone(SITI, Answers(presses="1", talks_seconds=20))
    network.caller(BUDI).dials().presses("1").hears("Terima kasih.").ends()


def test_callbacks_can_come_twice_with_the_same_number(service: Service, make_network: Callable[..., Network]) -> None:
    whole_call(make_network(faults=Faults(double_callbacks=1.0)))
    assert [leg["SequenceNumber"] for leg in service.asked("/leg")] == ["0", "0", "1", "1", "2", "2", "3", "3"]
    assert len(service.asked("/status")) == 2


def test_callbacks_can_be_lost(service: Service, make_network: Callable[..., Network]) -> None:
    whole_call(make_network(faults=Faults(drop_callbacks=1.0)))
    assert service.asked("/leg") == []
    assert service.asked("/status") == []


def test_callbacks_can_overtake_each_other(service: Service, make_network: Callable[..., Network]) -> None:
    whole_call(make_network(faults=Faults(reorder_callbacks=0.5, seed=3)))
    numbers = [int(leg["SequenceNumber"]) for leg in service.asked("/leg")]
    assert sorted(numbers) == [0, 1, 2, 3]
    assert numbers != [0, 1, 2, 3]


def test_a_late_callback_tells_the_time_when_it_was_made(
    service: Service, make_network: Callable[..., Network]
) -> None:
    network = make_network(faults=Faults(delay_callbacks=1.0, longest_delay_seconds=300, seed=1))
    whole_call(network)
    assert service.asked("/status")[0]["Timestamp"] < network.clock.now().strftime("%a, %d %b %Y %H:%M:%S +0000")


def test_a_retried_webhook_bears_the_same_token_and_wants_the_same_answer(
    service: Service, make_network: Callable[..., Network]
) -> None:
    network = make_network(faults=Faults(repeat_webhooks=1.0))
    whole_call(network)
    tokens = [r.headers["i-twilio-idempotency-token"] for r in service.requests if r.path == "/voice"]
    assert len(tokens) == 2
    assert tokens[0] == tokens[1]
    assert network.unequal_answers == []
    answers = iter(("<Response><Say>Satu.</Say></Response>", "<Response><Say>Dua.</Say></Response>"))
    service.says("/voice", lambda _: next(answers))
    network.caller(BUDI).dials().hears("Satu.").ends()
    assert len(network.unequal_answers) == 1
    with pytest.raises(AssertionError, match="answered differently"):
        network.assert_faultless()


def test_an_answer_can_be_lost_though_the_service_gave_it(
    service: Service, make_network: Callable[..., Network]
) -> None:
    network = make_network(fallback=True, faults=Faults(rules=(At("times out", url="/choice"),)))
    service.says("/fallback", "<Response><Say>Mohon maaf.</Say></Response>")
    network.caller(BUDI).dials().presses("1").hears("Mohon maaf.").ends()
    assert len(service.asked("/choice")) == 1
    assert service.asked("/fallback")[0]["ErrorCode"] == "11205"


def test_a_slow_answer_takes_the_networks_time(service: Service, make_network: Callable[..., Network]) -> None:
    network = make_network(faults=Faults(rules=(At("slow", url="/voice", nth=1, seconds=7.0),)))
    start = network.clock.now()
    network.caller(BUDI).dials().hears("T")
    assert 7 < (network.clock.now() - start).total_seconds() < 8


def test_one_refused_connection_goes_unnoticed(service: Service, make_network: Callable[..., Network]) -> None:
    network = make_network(faults=Faults(rules=(At("refused", url="/choice", nth=1),)))
    whole_call(network)
    network.assert_faultless()


@pytest.mark.parametrize("kind", ["WebhookSent", "WebhookAnswered", "Spoke", "Ringing", "Answered", "Bridged"])
@pytest.mark.parametrize("who", ["caller", "officer"])
def test_a_line_can_go_dead_at_any_moment(
    service: Service, make_network: Callable[..., Network], who: str, kind: str
) -> None:
    network = make_network(faults=Faults(vanishing=(Vanishes(who, kind=kind),)))  # type: ignore[arg-type]
    network.telephone(SITI, Answers(presses="1", talks_seconds=20))
    call = network.caller(BUDI).dials()
    try:
        call.presses("1")
    except AssertionError:
        assert who == "caller"
    call.ends()
    assert service.asked("/status")[-1]["CallStatus"] in ("completed", "no-answer")
    assert network.errors == []


def test_strange_parameters_and_missing_places(service: Service, make_network: Callable[..., Network]) -> None:
    network = make_network(faults=Faults(without_geo=True, extra_parameters=(("StirVerstat", "TN-Validation"),)))
    whole_call(network)
    first = service.asked("/voice")[0]
    assert first["StirVerstat"] == "TN-Validation"
    assert not any("City" in name for name in first)


@pytest.mark.parametrize("caller", ["anonymous", "+266696687", "client:web", "sip:warga@kantor.example", "Restricted"])
def test_callers_of_every_kind(service: Service, network: Network, caller: str) -> None:
    call = network.caller(caller).dials().hears("Tekan satu.").hangs_up().ends()
    first = service.asked("/voice")[0]
    assert (first["From"], first["Caller"], first["FromCountry"]) == (caller, caller, "")
    assert ("SipDomain" in first) is caller.startswith("sip:")
    assert call.status == "completed"


shares = st.sampled_from([0.0, 0.3, 1.0])


@settings(max_examples=40, deadline=None)
@given(
    faults=st.builds(
        Faults,
        seed=st.integers(0, 1000),
        double_callbacks=shares,
        drop_callbacks=shares,
        delay_callbacks=shares,
        reorder_callbacks=shares,
        repeat_webhooks=shares,
        time_out_webhooks=st.sampled_from([0.0, 0.2]),
        vanishing=st.lists(
            st.builds(Vanishes, who=st.sampled_from(["caller", "officer"]), at_event=st.integers(1, 30)), max_size=2
        ).map(tuple),
    )
)
def test_whatever_goes_wrong_the_call_comes_to_an_end(faults: Faults) -> None:
    start = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
    with Service() as service, Network(clock=VirtualClock(start), auth_token=AUTH_TOKEN, faults=faults) as network:
        script(service)
        network.add_number(HOTLINE, voice_url=service.url + "/voice", status_callback=service.url + "/status")
        network.telephone(SITI, Answers(presses="1", talks_seconds=20))
        call = network.caller(BUDI).dials()
        call.waits(10)
        if call.is_live:
            call.presses("1", at_once=True).waits(60).hangs_up()
        call.ends()
        assert network.legs()
        assert all(not leg.is_live for leg in network.legs())
        assert service.badly_signed == []


def test_the_same_seed_gives_the_same_misfortune(service: Service, make_network: Callable[..., Network]) -> None:
    stories = []
    for _ in range(2):
        network = make_network(seed=5, faults=Faults(seed=7, double_callbacks=0.5, reorder_callbacks=0.5))
        whole_call(network)
        stories.append([(exchange.at, exchange.url, exchange.token) for exchange in network.exchanges])
    assert stories[0] == stories[1]


def test_a_webhook_can_arrive_twice_at_the_same_instant(service: Service, make_network: Callable[..., Network]) -> None:
    network = make_network(faults=Faults(rules=(At("asked at once", url="/choice"),)))
    both_inside = threading.Barrier(2, timeout=5)

    def meet(_: object) -> str:
        both_inside.wait()
        return FORWARD

    service.says("/choice", meet)
    whole_call(network)
    assert len(service.asked("/choice")) == 2
    network.assert_faultless()
