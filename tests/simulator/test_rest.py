"""The REST door, driven by Twilio's own client library."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from twilio.base.exceptions import TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.http.response import Response
from twilio.rest import Client

from ivr.simulator import Answers, Caller, Faults, Ignores, Network
from tests.simulator.conftest import ANDI, BUDI, HOTLINE, SITI
from tests.simulator.scripted_service import AUTH_TOKEN, Service


class Rerouted(TwilioHttpClient):
    """Sends what is meant for api.twilio.com to another base."""

    def __init__(self, base: str) -> None:
        super().__init__(timeout=5)
        self._base = base

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Response:  # type: ignore[override]
        target = urlsplit(url)
        return super().request(method, f"{self._base}{target.path}?{target.query}".rstrip("?"), *args, **kwargs)

    def close(self) -> None:
        if self.session is not None:
            self.session.close()


@pytest.fixture
def make_client() -> Any:
    made: list[Rerouted] = []

    def make(network: Network, token: str = AUTH_TOKEN) -> Client:
        made.append(Rerouted(network.serve_rest().url))
        return Client(network.account_sid, token, http_client=made[-1])

    yield make
    for each in made:
        each.close()


@pytest.fixture
def client(network: Network, make_client: Callable[..., Client]) -> Client:
    return make_client(network)


@pytest.fixture(autouse=True)
def _documents(service: Service) -> None:
    service.says(
        "/voice",
        f'<Response><Dial action="/dialled"><Number statusCallback="/leg">{SITI}</Number></Dial></Response>',
    )
    service.says("/dialled", "<Response><Say>Terima kasih.</Say></Response>")
    service.says("/other", f'<Response><Dial action="/dialled2">{ANDI}</Dial></Response>')
    service.says("/dialled2", "<Response><Say>Sampai jumpa.</Say></Response>")
    service.says("/status", "<Response/>")
    service.says("/leg", "<Response/>")


def test_a_call_can_be_looked_at(network: Network, budi: Caller, client: Client) -> None:
    network.telephone(SITI, Answers())
    call = budi.dials().is_talking_to(SITI).talks(10)
    shown = client.calls(call.sid).fetch()
    assert (str(shown.status), shown.direction, shown.to, shown._from) == ("in-progress", "inbound", HOTLINE, BUDI)
    assert (shown.end_time, shown.duration, shown.price) == (None, None, None)
    assert shown.start_time == call.leg.created_at.replace(microsecond=0)
    call.hangs_up().ends()
    shown = client.calls(call.sid).fetch()
    assert (str(shown.status), shown.duration) == ("completed", str(call.leg.seconds))
    child = client.calls(call.children[0].sid).fetch()
    assert (child.parent_call_sid, child.direction) == (call.sid, "outbound-dial")


def test_calls_can_be_listed_and_filtered(network: Network, budi: Caller, client: Client) -> None:
    network.telephone(SITI, Answers(talks_seconds=5))
    first = budi.dials().ends()
    network.loop.pass_time(3600)
    half_way = network.clock.now() - timedelta(minutes=30)
    second = network.caller(ANDI).dials().ends()
    assert len(client.calls.list()) == 4
    assert [each.sid for each in client.calls.list(from_=BUDI, to=HOTLINE)] == [first.sid]
    assert [each.sid for each in client.calls.list(to=HOTLINE, start_time_after=half_way)] == [second.sid]
    assert [each.sid for each in client.calls.list(to=HOTLINE, start_time_before=half_way)] == [first.sid]
    assert [each.sid for each in client.calls.list(parent_call_sid=first.sid)] == [first.children[0].sid]
    assert client.calls.list(status="in-progress") == []
    assert len(client.calls.list(page_size=1)) == 4
    assert len(client.calls.list(page_size=3, limit=2)) == 2


def test_the_parent_can_be_redirected_during_a_dial(
    service: Service, network: Network, budi: Caller, client: Client
) -> None:
    network.telephone(SITI, Answers())
    network.telephone(ANDI, Answers(talks_seconds=20))
    call = budi.dials().is_talking_to(SITI).talks(10)
    client.calls(call.sid).update(url=service.url + "/other", method="POST")
    call.is_talking_to(ANDI).hears("Sampai jumpa.").ends()
    assert service.asked("/leg")[0]["CallStatus"] == "completed"
    old = service.asked("/dialled")[0]
    assert (old["DialCallStatus"], old["CallStatus"], old["DialBridged"]) == ("completed", "in-progress", "true")
    call.has_not_heard("Terima kasih.")
    assert service.paths.index("/dialled") < service.paths.index("/other")
    network.assert_faultless()


def test_the_old_action_may_come_after_the_new_document(
    service: Service, make_network: Callable[..., Network], make_client: Callable[..., Client]
) -> None:
    network = make_network(faults=Faults(new_document_before_old_action=True))
    network.telephone(SITI, Answers())
    network.telephone(ANDI, Answers(talks_seconds=20))
    call = network.caller(BUDI).dials().is_talking_to(SITI)
    make_client(network).calls(call.sid).update(url=service.url + "/other")
    call.hears("Sampai jumpa.").ends()
    assert service.paths.index("/dialled") > service.paths.index("/other")


def test_a_child_can_be_redirected_and_lives_on(
    service: Service, network: Network, budi: Caller, client: Client
) -> None:
    siti = network.telephone(SITI, Answers())
    call = budi.dials().is_talking_to(SITI).talks(5)
    client.calls(call.children[0].sid).update(twiml="<Response><Say>Pesan untuk Siti.</Say></Response>")
    siti.hears("Pesan untuk Siti.")
    call.hears("Terima kasih.").ends()
    assert "DialCallDuration" not in service.asked("/dialled")[0]


def test_a_live_call_can_be_ended(service: Service, network: Network, budi: Caller, client: Client) -> None:
    network.telephone(SITI, Ignores())
    call = budi.dials().is_ringing_at(SITI)
    client.calls(call.children[0].sid).update(status="completed")
    call.hears("Terima kasih.")
    assert service.asked("/dialled")[0]["DialCallStatus"] == "canceled"
    shown = client.calls(call.sid).update(status="completed")
    assert str(shown.status) == "completed"
    call.ends()


def test_an_ended_call_cannot_be_redirected(service: Service, network: Network, budi: Caller, client: Client) -> None:
    call = budi.dials().ends()
    for change in ({"url": service.url + "/other"}, {"status": "completed"}):
        with pytest.raises(TwilioRestException) as refused:
            client.calls(call.sid).update(**change)
        assert (refused.value.status, refused.value.code) == (400, 21220)
        assert refused.value.msg.endswith("Call is not in-progress. Cannot redirect.")


def test_refusals(network: Network, client: Client, make_client: Callable[..., Client]) -> None:
    with pytest.raises(TwilioRestException) as unknown:
        client.calls("CA" + "0" * 32).fetch()
    assert (unknown.value.status, unknown.value.code) == (404, 20404)
    with pytest.raises(TwilioRestException) as stranger:
        make_client(network, "wrong").calls("CA" + "0" * 32).fetch()
    assert (stranger.value.status, stranger.value.code) == (401, 20003)
    network.serve_rest().refuse_next(1)
    with pytest.raises(TwilioRestException) as hasty:
        client.calls("CA" + "0" * 32).fetch()
    assert (hasty.value.status, hasty.value.code) == (429, 20429)
    assert client.calls.list() == []


@pytest.mark.parametrize(
    ("order", "code"),
    [
        ({"to": "0812", "from_": HOTLINE, "url": "http://a.example"}, 21211),
        ({"to": BUDI, "from_": "kantor", "url": "http://a.example"}, 21212),
        ({"to": BUDI, "from_": ANDI, "url": "http://a.example"}, 21210),
        ({"to": BUDI, "from_": HOTLINE}, 21205),
        ({"to": BUDI, "from_": HOTLINE, "url": "/relative"}, 21205),
    ],
)
def test_calls_that_cannot_be_created(client: Client, order: dict[str, str], code: int) -> None:
    with pytest.raises(TwilioRestException) as refused:
        client.calls.create(**order)
    assert (refused.value.status, refused.value.code) == (400, code)


def test_the_service_can_call_a_person(service: Service, network: Network, client: Client) -> None:
    siti = network.telephone(SITI)
    network.telephone(ANDI, Answers(talks_seconds=30))
    made = client.calls.create(
        to=SITI,
        from_=HOTLINE,
        url=service.url + "/other",
        status_callback=service.url + "/leg",
        status_callback_event=["initiated", "ringing", "answered", "completed"],
        timeout=20,
    )
    assert (str(made.status), made.direction) == ("queued", "outbound-api")
    siti.answers().is_talking_to(ANDI).hears("Sampai jumpa.").ends()
    assert [each["CallStatus"] for each in service.asked("/leg")] == [
        "initiated",
        "ringing",
        "in-progress",
        "completed",
    ]
    first = service.asked("/other")[0]
    assert (first["CallStatus"], first["Direction"], first["To"]) == ("in-progress", "outbound-api", SITI)


def test_a_person_who_is_called_may_not_answer(service: Service, network: Network, client: Client) -> None:
    network.telephone(SITI, Ignores())
    made = client.calls.create(to=SITI, from_=HOTLINE, twiml="<Response/>", status_callback=service.url + "/leg")
    network.settle()
    assert str(client.calls(made.sid or "").fetch().status) == "no-answer"
    assert [each["CallStatus"] for each in service.asked("/leg")] == ["no-answer"]


def test_a_number_can_be_found_and_pointed_elsewhere(
    service: Service, network: Network, budi: Caller, client: Client
) -> None:
    (number,) = client.incoming_phone_numbers.list(phone_number=HOTLINE)
    assert number.voice_url == service.url + "/voice"
    changed = client.incoming_phone_numbers(number.sid or "").update(
        voice_url=service.url + "/dialled", voice_fallback_url=service.url + "/f", status_callback=""
    )
    assert (changed.voice_fallback_url, changed.status_callback) == (service.url + "/f", "")
    budi.dials().hears("Terima kasih.").ends()
    assert service.paths == ["/dialled"]
    assert client.incoming_phone_numbers.list(phone_number="+6299") == []


def test_a_recording_can_be_heard_and_deleted(service: Service, network: Network, budi: Caller, client: Client) -> None:
    service.says("/voice", '<Response><Record action="/dialled"/></Response>')
    budi.dials().hears("[beep]").says("Halo.", seconds=4).presses("#").ends()
    url = service.asked("/dialled")[0]["RecordingUrl"]
    assert url.startswith(network.rest_url)
    sound = requests.get(url + ".mp3", auth=(network.account_sid, AUTH_TOKEN), timeout=5)
    assert sound.headers["Content-Type"].startswith("audio/")
    sid = url.rpartition("/")[2]
    assert client.recordings(sid).fetch().duration == "4"
    assert client.recordings(sid).delete()
    assert client.recordings.list() == []


def test_the_service_may_use_rest_inside_a_webhook(
    service: Service, network: Network, budi: Caller, client: Client
) -> None:
    def look(request: Any) -> str:
        return f"<Response><Say>Status {client.calls(request.params['CallSid']).fetch().status}.</Say></Response>"

    service.says("/voice", look)
    budi.dials().hears("Status ringing.").ends()


def test_calls_of_the_service_start_one_a_second(service: Service, network: Network, client: Client) -> None:
    made = [
        client.calls.create(to=number, from_=HOTLINE, twiml="<Response/>", status_callback=service.url + "/leg")
        for number in (SITI, ANDI)
    ]
    network.telephone(ANDI, Ignores())
    assert network.telephone(SITI, Ignores()).rings().is_ringing
    assert network.ringing == [SITI]
    network.telephone(ANDI).rings()
    assert network.ringing == [SITI, ANDI]
    client.calls(made[1].sid or "").update(status="canceled")
    assert network.ringing == [SITI]
    network.settle()


def test_a_call_cancelled_in_the_queue_is_reported_to_nobody(
    service: Service, network: Network, client: Client
) -> None:
    made = client.calls.create(to=SITI, from_=HOTLINE, twiml="<Response/>", status_callback=service.url + "/leg")
    assert str(client.calls(made.sid or "").update(status="canceled").status) == "canceled"
    network.settle()
    assert service.requests == []


@pytest.mark.parametrize(("change", "code"), [({"voice_url": "voice"}, 21502), ({"voice_method": "PUT"}, 21403)])
def test_a_number_refuses_nonsense(network: Network, client: Client, change: dict[str, str], code: int) -> None:
    with pytest.raises(TwilioRestException) as refused:
        client.incoming_phone_numbers(network.numbers[HOTLINE].sid).update(**change)
    assert refused.value.code == code
    with pytest.raises(TwilioRestException) as unknown:
        client.incoming_phone_numbers("PN" + "0" * 32).fetch()
    assert unknown.value.code == 20404


def test_a_number_can_be_bought(network: Network, client: Client) -> None:
    bought = client.incoming_phone_numbers.create(phone_number="+622150003000", voice_url="http://127.0.0.1/voice")
    assert network.numbers["+622150003000"].sid == bought.sid
    with pytest.raises(TwilioRestException) as refused:
        client.incoming_phone_numbers.create(phone_number="+622150003000")
    assert refused.value.code == 21422


def test_dates_that_are_none_are_refused(network: Network, client: Client) -> None:
    answer = requests.get(
        f"{network.serve_rest().url}/2010-04-01/Accounts/{network.account_sid}/Calls.json",
        params={"StartTime>": "kemarin"},
        auth=(network.account_sid, AUTH_TOKEN),
        timeout=5,
    )
    assert (answer.status_code, answer.json()["code"]) == (400, 20001)


def test_a_ringing_telephone_cannot_be_redirected(network: Network, budi: Caller, client: Client) -> None:
    network.telephone(SITI, Ignores())
    call = budi.dials().is_ringing_at(SITI)
    with pytest.raises(TwilioRestException) as refused:
        client.calls(call.children[0].sid).update(url="http://127.0.0.1/x")
    assert refused.value.code == 21220
    with pytest.raises(TwilioRestException) as answered:
        client.calls(call.sid).update(status="canceled")
    assert answered.value.code == 21220
    call.hangs_up().ends()
