"""The less usual ways of dialling: several telephones, limits, caller IDs, extensions, SIP."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ivr.simulator import Answers, Busy, Caller, Ignores, Network
from tests.simulator.conftest import ANDI, BUDI, HOTLINE, SITI
from tests.simulator.scripted_service import Service

AFTER = "<Response><Say>Terima kasih.</Say></Response>"


@pytest.fixture(autouse=True)
def _documents(service: Service) -> None:
    service.says("/dialled", AFTER)
    service.says("/status", "<Response/>")
    service.says("/leg", "<Response/>")


def dial(attributes: str, *nouns: str, after: str = "") -> str:
    return f"<Response><Dial {attributes}>{''.join(nouns)}</Dial>{after}</Response>"


def number(target: str, attributes: str = "") -> str:
    return f"<Number {attributes}>{target}</Number>"


def test_of_several_telephones_the_first_to_answer_wins(service: Service, network: Network, budi: Caller) -> None:
    watch = 'statusCallback="/leg"'
    service.says("/voice", dial('action="/dialled"', number(SITI, watch), number(ANDI, watch)))
    network.telephone(SITI, Ignores())
    network.telephone(ANDI, Answers(after_seconds=5, talks_seconds=10))
    call = budi.dials().is_ringing_at(SITI).is_talking_to(ANDI).hears("Terima kasih").ends()
    assert {leg["To"]: leg["CallStatus"] for leg in service.asked("/leg")} == {SITI: "canceled", ANDI: "completed"}
    assert service.asked("/dialled")[0]["DialCallSid"] == call.children[1].sid


def test_in_sequence_the_next_rings_when_the_first_is_busy(service: Service, network: Network, budi: Caller) -> None:
    service.says("/voice", dial('action="/dialled" sequential="true"', number(SITI), number(ANDI)))
    network.telephone(SITI, Busy())
    network.telephone(ANDI, Answers())
    budi.dials().is_talking_to(ANDI).talks(5).hangs_up().ends()
    assert service.asked("/dialled")[0]["DialCallStatus"] == "completed"


def test_without_an_action_the_next_verb_follows(service: Service, network: Network, budi: Caller) -> None:
    service.says("/voice", dial('timeout="5"', number(SITI), after="<Say>Petugas tidak menjawab.</Say>"))
    network.telephone(SITI, Ignores())
    budi.dials().hears("Petugas tidak menjawab").ends()


def test_the_time_limit_ends_the_talk_and_not_the_call(service: Service, network: Network, budi: Caller) -> None:
    service.says("/voice", dial('action="/dialled" timeLimit="60"', SITI))
    network.telephone(SITI, Answers())
    budi.dials().hears("Terima kasih").ends()
    dialled = service.asked("/dialled")[0]
    assert (dialled["DialCallDuration"], dialled["DialBridged"]) == ("60", "true")


@pytest.mark.parametrize(("attribute", "lets_go"), [('hangupOnStar="true"', True), ("", False)])
def test_the_caller_can_drop_the_officer_with_star(
    service: Service, network: Network, budi: Caller, attribute: str, lets_go: bool
) -> None:
    service.says("/voice", dial(f'action="/dialled" {attribute}', SITI))
    network.telephone(SITI, Answers(talks_seconds=30))
    call = budi.dials().talks(5).presses("*").waits(1)
    assert call.children[0].is_live is not lets_go
    call.hears("Terima kasih").ends()


def test_answer_on_bridge_keeps_the_caller_ringing(service: Service, network: Network, budi: Caller) -> None:
    service.says("/voice", dial('action="/dialled" answerOnBridge="true"', SITI))
    network.telephone(SITI, Answers(after_seconds=4))
    call = budi.dials().is_ringing_at(SITI)
    assert call.status == "ringing"
    call.is_talking_to(SITI)
    assert call.status == "in-progress"
    call.hangs_up().ends()
    assert service.asked("/status")[0]["CallDuration"] == "0"


def test_a_caller_who_leaves_before_anybody_answered_counts_as_no_answer(
    service: Service, network: Network, budi: Caller
) -> None:
    service.says("/voice", dial('action="/dialled" answerOnBridge="true"', SITI))
    network.telephone(SITI, Ignores())
    call = budi.dials().is_ringing_at(SITI).hangs_up().ends()
    assert call.status == "no-answer"
    assert service.asked("/status")[0]["CallStatus"] == "no-answer"


@pytest.mark.parametrize("caller_id", [HOTLINE, BUDI, "+622150009999"])
def test_caller_ids_that_may_be_shown(service: Service, network: Network, budi: Caller, caller_id: str) -> None:
    network.verified_numbers.add("+622150009999")
    service.says("/voice", dial(f'action="/dialled" callerId="{caller_id}"', SITI))
    network.telephone(SITI, Answers(talks_seconds=1))
    call = budi.dials().ends()
    assert call.children[0].caller == caller_id
    network.assert_faultless()


@pytest.mark.parametrize(
    ("caller", "attribute"), [(BUDI, 'callerId="+12025550100"'), ("sip:desk@kantor.example", ""), ("client:web", "")]
)
def test_caller_ids_that_may_not_be_shown(service: Service, network: Network, caller: str, attribute: str) -> None:
    service.says("/voice", dial(f'action="/dialled" {attribute}', SITI))
    network.telephone(SITI, Answers())
    network.caller(caller).dials().hears("Terima kasih").ends()
    dialled = service.asked("/dialled")[0]
    assert (dialled["DialCallStatus"], dialled["ErrorCode"]) == ("failed", "13214")
    assert [error.code for error in network.errors] == [13214]


@pytest.mark.parametrize(
    ("noun", "code"),
    [
        (number("08123456789"), 13223),
        (number("+62"), 13224),
        ("<Sip>nobody</Sip>", 13243),
        (number("+62812 34"), 13224),
    ],
)
def test_targets_that_cannot_be_dialled(service: Service, network: Network, budi: Caller, noun: str, code: int) -> None:
    service.says("/voice", dial('action="/dialled"', noun))
    budi.dials().hears("Terima kasih").ends()
    dialled = service.asked("/dialled")[0]
    assert (dialled["DialCallStatus"], dialled["ErrorCode"]) == ("failed", str(code))
    assert [error.code for error in network.errors] == [code]


def test_an_extension_is_dialled_after_the_answer(service: Service, network: Network, budi: Caller) -> None:
    office = "+622130001000"
    service.says("/voice", dial('action="/dialled"', number(office, 'sendDigits="ww1234" byoc="BY00"')))
    network.telephone(office, Busy())
    desk = network.telephone(office, Answers(talks_seconds=5), extension="1234")
    call = budi.dials().is_talking_to(office).ends()
    assert (desk.leg.sent_digits, desk.leg.byoc) == ("ww1234", "BY00")
    assert desk.leg is call.children[0]


def test_a_sip_telephone_reports_its_response(service: Service, network: Network, budi: Caller) -> None:
    desk = "sip:siti@kantor.example"
    service.says("/voice", dial('action="/dialled"', f'<Sip statusCallback="/leg">{desk};transport=tls</Sip>'))
    network.telephone(desk, Answers(talks_seconds=5))
    budi.dials().hears("Terima kasih").ends()
    assert service.asked("/dialled")[0]["DialSipResponseCode"] == "200"


def test_a_dial_in_a_whisper_is_an_error(service: Service, network: Network, budi: Caller) -> None:
    service.says("/voice", dial('action="/dialled"', number(SITI, 'url="/whisper"')))
    service.says("/whisper", dial("", ANDI))
    network.telephone(SITI, Answers())
    budi.dials().hears("Terima kasih").ends()
    assert [error.code for error in network.errors] == [13201]
    assert service.asked("/dialled")[0]["DialBridged"] == "false"


def test_a_whisper_that_runs_out_of_verbs_connects(service: Service, network: Network, budi: Caller) -> None:
    service.says("/voice", dial('action="/dialled"', number(SITI, 'url="/whisper"')))
    service.says("/whisper", "<Response><Say>Penelepon untuk PTI.</Say></Response>")
    siti = network.telephone(SITI, Answers(talks_seconds=5))
    call = budi.dials().is_talking_to(SITI).ends()
    assert "Penelepon untuk PTI." in siti.heard()
    call.has_not_heard("Penelepon untuk PTI.")


def test_an_officer_who_hangs_up_in_the_whisper(service: Service, network: Network, budi: Caller) -> None:
    service.says("/voice", dial('action="/dialled"', number(SITI, 'url="/whisper"')))
    service.says("/whisper", "<Response><Say>" + "Penelepon untuk PTI. " * 5 + "</Say></Response>")
    network.telephone(SITI, Answers(hangs_up_after_seconds=1))
    budi.dials().hears("Terima kasih").ends()
    dialled = service.asked("/dialled")[0]
    assert (dialled["DialCallStatus"], dialled["DialBridged"]) == ("completed", "false")


def test_the_caller_leaves_during_the_whisper(service: Service, network: Network, budi: Caller) -> None:
    service.says("/voice", dial('action="/dialled"', number(SITI, 'url="/whisper" statusCallback="/leg"')))
    service.says("/whisper", '<Response><Gather timeout="10"><Say>Tekan 1.</Say></Gather><Hangup/></Response>')
    siti = network.telephone(SITI, Answers())
    call = budi.dials()
    siti.rings().hears("Tekan 1.")
    call.hangs_up().ends()
    assert service.asked("/leg")[0]["CallStatus"] == "completed"
    dialled = service.asked("/dialled")[0]
    assert (dialled["CallStatus"], dialled["DialBridged"]) == ("completed", "false")


def test_an_hour_passes_in_no_time(service: Service, network: Network, budi: Caller) -> None:
    service.says("/voice", dial('action="/dialled"', SITI))
    network.telephone(SITI, Answers())
    start = network.clock.now()
    budi.dials().talks(3600).hangs_up().ends()
    assert network.clock.now() - start >= timedelta(hours=1)
    assert int(service.asked("/status")[0]["CallDuration"]) >= 3600
