"""What an account is configured with, over REST: bindings, SIP domains, verified numbers, the clock."""

from __future__ import annotations

from email.utils import parsedate_to_datetime

import pytest
import requests
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from ivr.simulator import Network
from tests.simulator.conftest import HOTLINE, START
from tests.simulator.scripted_service import AUTH_TOKEN
from tests.simulator.test_rest import client, make_client  # noqa: F401 - fixtures


def test_a_number_is_bound_to_an_application_or_to_a_trunk_never_to_both(network: Network, client: Client) -> None:  # noqa: F811
    (number,) = client.incoming_phone_numbers.list(phone_number=HOTLINE)
    assert (number.voice_application_sid, number.trunk_sid) == (None, None)
    bound = number.update(voice_application_sid="AP" + "0" * 32)
    assert (bound.voice_application_sid, bound.trunk_sid) == ("AP" + "0" * 32, None)
    bound = number.update(trunk_sid="TK" + "0" * 32)
    assert (bound.voice_application_sid, bound.trunk_sid) == (None, "TK" + "0" * 32)
    assert number.update(trunk_sid="").trunk_sid is None


def test_a_sip_domain_can_be_found_and_pointed_elsewhere(network: Network, client: Client) -> None:  # noqa: F811
    made = network.add_sip_domain("kantor.sip.twilio.com", voice_url="https://lama.example/voice")
    (found,) = client.sip.domains.list()
    assert (found.sid, found.domain_name, found.voice_url) == (made.sid, made.domain_name, made.voice_url)
    changed = client.sip.domains(made.sid).update(
        voice_url="https://baru.example/voice", voice_status_callback_url="https://baru.example/status"
    )
    assert (changed.voice_url, changed.voice_status_callback_url) == (
        "https://baru.example/voice",
        "https://baru.example/status",
    )
    with pytest.raises(TwilioRestException) as unknown:
        client.sip.domains("SD" + "0" * 32).fetch()
    assert unknown.value.code == 20404
    with pytest.raises(TwilioRestException) as wrong:
        client.sip.domains(made.sid).update(voice_url="/voice")
    assert wrong.value.code == 21502


def test_verified_numbers_are_listed(network: Network, client: Client) -> None:  # noqa: F811
    network.verified_numbers.update({"+622150009999", "+622150008888"})
    assert [each.phone_number for each in client.outgoing_caller_ids.list()] == ["+622150008888", "+622150009999"]
    (one,) = client.outgoing_caller_ids.list(phone_number="+622150009999")
    assert one.phone_number == "+622150009999"


def test_the_date_header_tells_the_networks_time(network: Network) -> None:
    account = f"{network.serve_rest().url}/2010-04-01/Accounts/{network.account_sid}.json"
    answer = requests.get(account, auth=(network.account_sid, AUTH_TOKEN), timeout=5)
    assert parsedate_to_datetime(answer.headers["Date"]) == START
    assert (answer.json()["status"], answer.json()["type"]) == ("active", "Full")
