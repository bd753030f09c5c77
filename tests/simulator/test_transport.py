"""What a request looks like on the wire, and how it finds its way."""

from __future__ import annotations

import base64

import pytest

from ivr.simulator import Caller, Network, VirtualClock, sign_form
from ivr.simulator.overrides import overrides_of
from tests.simulator.conftest import BUDI, HOTLINE, START
from tests.simulator.scripted_service import AUTH_TOKEN, Service

HALO = "<Response><Say>Halo.</Say></Response>"


@pytest.fixture(autouse=True)
def _documents(service: Service) -> None:
    service.says("/voice", HALO)
    service.says("/status", "<Response/>")


def test_the_headers_are_twilios(service: Service, network: Network, budi: Caller) -> None:
    budi.dials().ends()
    headers = service.requests[0].headers
    assert headers["user-agent"] == "TwilioProxy/1.1"
    assert headers["accept"] == "*/*"
    assert headers["content-type"].startswith("application/x-www-form-urlencoded")
    assert len(headers["i-twilio-idempotency-token"]) == 36
    assert headers["x-twilio-signature"]


def test_a_public_address_can_lead_here_through_a_proxy(service: Service) -> None:
    public = "https://piket.example.id"
    with Network(clock=VirtualClock(START), auth_token=AUTH_TOKEN, routes={public: service.url}) as network:
        network.add_number(HOTLINE, voice_url=public + "/voice?a=it%27s")
        network.caller(BUDI).dials().hears("Halo.").ends()
        request = service.requests[0]
        assert request.headers["host"] == "piket.example.id"
        form = {name: value for name, value in request.params.items() if name != "a"}
        expected = sign_form(AUTH_TOKEN, public + "/voice?a=it%27s", form)
        assert request.headers["x-twilio-signature"] == expected
    service.badly_signed.clear()  # signed for the public address, which is the point


def test_credentials_in_an_address_are_used_and_signed(service: Service, network: Network, budi: Caller) -> None:
    url = service.url.replace("//", "//user:rahasia@") + "/voice"
    network.numbers[HOTLINE].voice_url = url
    network.numbers[HOTLINE].status_callback = ""
    budi.dials().hears("Halo.").ends()
    request = service.requests[0]
    assert request.headers["authorization"] == "Basic " + base64.b64encode(b"user:rahasia").decode()
    assert request.headers["x-twilio-signature"] == sign_form(AUTH_TOKEN, url, request.params)
    service.badly_signed.clear()  # signed with the credentials, which the scripted service does not know


def test_a_fragment_is_not_sent(service: Service, network: Network, budi: Caller) -> None:
    network.numbers[HOTLINE].voice_url += "#rc=2&rt=4000"
    budi.dials().hears("Halo.").ends()
    assert service.paths[0] == "/voice"


@pytest.mark.parametrize(
    ("fragment", "retries", "seconds"),
    [("", 1, 15.0), ("#rc=3", 3, 15.0), ("#rc=9&rt=4000", 5, 4.0), ("#tt=2000&rt=4000", 1, 2.0), ("#rc=x", 1, 15.0)],
)
def test_connection_overrides(fragment: str, retries: int, seconds: float) -> None:
    overrides = overrides_of("https://a.example/voice" + fragment)
    assert (overrides.retries, overrides.total_seconds) == (retries, seconds)


def test_a_call_lasts_four_hours_at_most(service: Service, network: Network, budi: Caller) -> None:
    service.says("/voice", '<Response><Pause length="3600"/><Say>Halo.</Say><Redirect/></Response>')
    call = budi.dials().ends(within=6 * 3600)
    assert service.asked("/status")[0]["CallDuration"] == "14400"
    assert call.leg.ended_by == "network"
