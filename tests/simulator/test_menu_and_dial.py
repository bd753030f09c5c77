"""The sequences of an ordinary call: menu, officer, whisper, callbacks."""

from __future__ import annotations

import pytest

from ivr.simulator import Answers, Busy, Caller, Declines, Ignores, Network, Unreachable, Voicemail
from tests.simulator.conftest import ANDI, BUDI, HOTLINE, SITI
from tests.simulator.scripted_service import Service

MENU = """<Response>
  <Gather numDigits="1" action="/choice" timeout="5"><Say>Tekan satu untuk PTI.</Say></Gather>
  <Say>Kami tidak menerima pilihan.</Say>
</Response>"""
FORWARD = """<Response><Dial action="/dialled" timeout="15" callerId="%s"><Number
  url="/whisper?unit=pti" statusCallback="/leg" statusCallbackEvent="initiated ringing answered completed"
>%s</Number></Dial></Response>"""
WHISPER = """<Response>
  <Gather numDigits="1" action="/accept" timeout="5"><Say>Tekan 1 untuk menerima.</Say></Gather><Hangup/>
</Response>"""
THANKS = "<Response><Say>Terima kasih.</Say></Response>"


@pytest.fixture
def hotline(service: Service) -> Service:
    service.says("/voice", MENU)
    service.says("/choice", FORWARD % (HOTLINE, SITI))
    service.says("/whisper", WHISPER)
    service.says(
        "/accept",
        lambda request: "<Response/>" if request.params["Digits"] == "1" else "<Response><Hangup/></Response>",
    )
    service.says("/dialled", THANKS)
    service.says("/status", "<Response/>")
    service.says("/leg", "<Response/>")
    return service


def test_an_officer_answers_and_hangs_up_first(hotline: Service, network: Network, budi: Caller) -> None:
    network.telephone(SITI, Answers(after_seconds=3, presses="1", talks_seconds=60))
    call = budi.dials(HOTLINE)
    call.hears("Tekan satu untuk PTI").presses("1")
    call.is_ringing_at(SITI).is_talking_to(SITI).hears("Terima kasih.").ends()

    assert call.status == "completed"
    first = hotline.asked("/voice")[0]
    assert first["CallStatus"] == "ringing"
    assert first["Direction"] == "inbound"
    assert (first["From"], first["Caller"]) == (BUDI, BUDI)
    assert (first["To"], first["Called"]) == (HOTLINE, HOTLINE)
    assert first["FromCity"] == ""
    assert first["CallSid"] == call.sid

    choice = hotline.asked("/choice")[0]
    assert choice["CallStatus"] == "in-progress"
    assert (choice["Digits"], choice["msg"], choice["FinishedOnKey"]) == ("1", "Gather End", "")

    child = call.children[0]
    whisper = hotline.asked("/whisper")[0]
    assert whisper["CallSid"] == child.sid
    assert whisper["ParentCallSid"] == call.sid
    assert whisper["Direction"] == "outbound-dial"
    assert (whisper["To"], whisper["From"]) == (SITI, HOTLINE)
    assert whisper["CallStatus"] == "in-progress"
    assert whisper["unit"] == "pti"

    legs = hotline.asked("/leg")
    assert [leg["CallStatus"] for leg in legs] == ["initiated", "ringing", "in-progress", "completed"]
    assert [leg["SequenceNumber"] for leg in legs] == ["0", "1", "2", "3"]
    assert legs[-1]["SipResponseCode"] == "200"
    assert int(legs[-1]["CallDuration"]) > 60
    assert legs[-1]["Duration"] == "2"

    dialled = hotline.asked("/dialled")[0]
    assert (dialled["DialCallStatus"], dialled["DialBridged"]) == ("completed", "true")
    assert dialled["DialCallSid"] == child.sid
    assert dialled["CallStatus"] == "in-progress"
    assert dialled["DialCallDuration"] == legs[-1]["CallDuration"]

    status = hotline.asked("/status")[0]
    assert (status["CallStatus"], status["SequenceNumber"]) == ("completed", "0")
    assert status["CallbackSource"] == "call-progress-events"
    assert hotline.paths[-1] == "/status"
    network.assert_faultless()


def test_an_officer_who_does_not_press_1_is_not_connected(hotline: Service, network: Network, budi: Caller) -> None:
    network.telephone(SITI, Answers())
    call = budi.dials().presses("1").hears("Terima kasih.")
    dialled = hotline.asked("/dialled")[0]
    assert (dialled["DialCallStatus"], dialled["DialBridged"]) == ("completed", "false")
    assert dialled["CallStatus"] == "in-progress"
    call.ends()


def test_a_voicemail_does_not_swallow_the_caller(hotline: Service, network: Network, budi: Caller) -> None:
    network.telephone(SITI, Voicemail())
    budi.dials().presses("1").hears("Terima kasih.").ends()
    dialled = hotline.asked("/dialled")[0]
    assert (dialled["DialCallStatus"], dialled["DialBridged"]) == ("completed", "false")


def test_it_rings_five_seconds_longer_than_the_timeout(hotline: Service, network: Network, budi: Caller) -> None:
    network.telephone(SITI, Ignores())
    call = budi.dials().presses("1").hears("Terima kasih.").ends()
    child = call.children[0]
    assert child.ended_at is not None
    assert (child.ended_at - child.created_at).total_seconds() == 20
    last = hotline.asked("/leg")[-1]
    assert (last["CallStatus"], last["SipResponseCode"], last["CallDuration"]) == ("no-answer", "487", "0")
    dialled = hotline.asked("/dialled")[0]
    assert (dialled["DialCallStatus"], dialled["DialBridged"]) == ("no-answer", "false")
    assert "DialCallDuration" not in dialled


@pytest.mark.parametrize(
    ("behaviour", "status", "sip_code", "sequence"),
    [(Busy(), "busy", "486", "2"), (Declines(), "busy", "486", "2"), (Unreachable(), "failed", "404", "1")],
)
def test_telephones_that_cannot_be_had(
    hotline: Service, network: Network, budi: Caller, behaviour: Busy, status: str, sip_code: str, sequence: str
) -> None:
    network.telephone(SITI, behaviour)
    budi.dials().presses("1").hears("Terima kasih.").ends()
    last = hotline.asked("/leg")[-1]
    assert (last["CallStatus"], last["SipResponseCode"], last["SequenceNumber"]) == (status, sip_code, sequence)
    assert hotline.asked("/dialled")[0]["DialCallStatus"] == status


def test_the_caller_hangs_up_while_it_rings(hotline: Service, network: Network, budi: Caller) -> None:
    network.telephone(SITI, Ignores())
    call = budi.dials().presses("1").is_ringing_at(SITI).waits(2).hangs_up().ends()
    assert hotline.asked("/leg")[-1]["CallStatus"] == "canceled"
    dialled = hotline.asked("/dialled")[0]
    assert (dialled["DialCallStatus"], dialled["CallStatus"]) == ("canceled", "completed")
    assert dialled["DialBridged"] == "false"
    call.has_not_heard("Terima kasih")
    assert hotline.asked("/status")[0]["CallStatus"] == "completed"


def test_the_caller_hangs_up_in_the_menu(hotline: Service, network: Network, budi: Caller) -> None:
    budi.dials().hears("Tekan satu").hangs_up().ends()
    assert hotline.paths == ["/voice", "/status"]


def test_the_caller_hangs_up_while_talking(hotline: Service, network: Network, budi: Caller) -> None:
    network.telephone(SITI, Answers(presses="1"))
    budi.dials().presses("1").talks(30).hangs_up().ends()
    dialled = hotline.asked("/dialled")[0]
    assert (dialled["DialCallStatus"], dialled["DialBridged"]) == ("completed", "true")
    assert dialled["CallStatus"] == "completed"
    assert hotline.asked("/leg")[-1]["CallStatus"] == "completed"


def test_silence_goes_on_with_the_next_verb(hotline: Service, network: Network, budi: Caller) -> None:
    call = budi.dials().hears("Kami tidak menerima pilihan.").ends()
    assert hotline.paths == ["/voice", "/status"]
    assert call.status == "completed"


def test_a_person_plays_the_officer_by_hand(hotline: Service, network: Network, budi: Caller) -> None:
    siti = network.telephone(SITI)
    call = budi.dials().presses("1")
    siti.answers().hears("Tekan 1 untuk menerima").presses("1").is_talking_to(BUDI)
    call.is_talking_to(SITI).talks(10)
    siti.hangs_up()
    call.hears("Terima kasih").ends()


def test_a_telephone_in_use_is_busy_for_a_second_caller(hotline: Service, network: Network, budi: Caller) -> None:
    network.telephone(SITI, Answers(presses="1"))
    first = budi.dials().presses("1").is_talking_to(SITI)
    network.caller(ANDI).dials().presses("1").hears("Terima kasih").ends()
    assert [each.number for each in network.double_rings] == [SITI]
    assert hotline.asked("/dialled")[0]["DialCallStatus"] == "busy"
    first.hangs_up().ends()


def test_a_failing_expectation_shows_the_whole_story(hotline: Service, network: Network, budi: Caller) -> None:
    with pytest.raises(AssertionError, match=r"to hear 'Selamat malam'[\s\S]*Tekan satu untuk PTI"):
        budi.dials().hears("Selamat malam")
