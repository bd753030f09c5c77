"""Waiting in a queue: positions, leaving, being taken, hanging up."""

from __future__ import annotations

import pytest

from ivr.simulator import Answers, Caller, Network
from tests.simulator.conftest import ANDI, BUDI, HOTLINE, SITI
from tests.simulator.scripted_service import Request, Service

QUEUE = '<Response><Enqueue action="/after" waitUrl="/wait">pti</Enqueue><Say>Tidak terjangkau.</Say></Response>'


def position(request: Request) -> str:
    return (
        '<Response><Gather numDigits="1" action="/leave" timeout="9">'
        f"<Say>Anda nomor {request.params['QueuePosition']} dalam antrean.</Say></Gather></Response>"
    )


@pytest.fixture(autouse=True)
def _documents(service: Service) -> None:
    service.says("/voice", QUEUE)
    service.says("/wait", position)
    service.says("/leave", "<Response><Leave/></Response>")
    service.says("/after", lambda request: f"<Response><Say>Selesai {request.params['QueueResult']}.</Say></Response>")
    service.says("/status", "<Response/>")
    service.says("/desk", '<Response><Dial action="/dialled"><Queue url="/soon">pti</Queue></Dial></Response>')
    service.says("/soon", "<Response><Say>Anda tersambung.</Say></Response>")
    service.says("/dialled", "<Response/>")


def test_the_place_in_line_is_told_again_and_again(service: Service, network: Network, budi: Caller) -> None:
    first = budi.dials().hears("Anda nomor 1")
    second = network.caller(ANDI).dials().hears("Anda nomor 2")
    first.hangs_up()
    second.hears("Anda nomor 1")
    waits = service.asked("/wait")
    assert waits[0]["CurrentQueueSize"] == "1"
    assert (waits[-1]["QueueSid"], waits[-1]["MaxQueueSize"]) == (waits[0]["QueueSid"], "1000")
    assert waits[0]["CallStatus"] == "in-progress"
    second.hangs_up().ends()


def test_a_caller_can_leave_the_queue(service: Service, network: Network, budi: Caller) -> None:
    budi.dials().hears("Anda nomor 1").waits(3).presses("1").hears("Selesai leave.").ends()
    after = service.asked("/after")[0]
    assert after["CallStatus"] == "in-progress"
    assert int(after["QueueTime"]) >= 3
    network.assert_faultless()


def test_a_caller_who_hangs_up_is_reported(service: Service, network: Network, budi: Caller) -> None:
    budi.dials().hears("Anda nomor 1").hangs_up().ends()
    after = service.asked("/after")[0]
    assert (after["QueueResult"], after["CallStatus"]) == ("hangup", "completed")


def test_without_an_action_the_next_verb_follows(service: Service, network: Network, budi: Caller) -> None:
    service.says("/voice", QUEUE.replace('action="/after" ', ""))
    budi.dials().hears("Anda nomor 1").presses("1").hears("Tidak terjangkau.").ends()


def test_a_full_queue_takes_nobody(service: Service, network: Network, budi: Caller) -> None:
    network.queue("pti").most = 0
    budi.dials().hears("Selesai queue-full.").ends()
    assert [warning.code for warning in network.warnings] == [14207]


def test_a_desk_takes_the_first_in_line(service: Service, network: Network, budi: Caller) -> None:
    desk_number = "+622150002000"
    network.add_number(desk_number, voice_url=service.url + "/desk")
    waiting = budi.dials(HOTLINE).hears("Anda nomor 1").waits(20)
    desk = network.caller(SITI).dials(desk_number)
    waiting.hears("Anda tersambung.").is_talking_to(SITI)
    desk.is_talking_to(BUDI).talks(30).hangs_up()
    waiting.hears("Selesai bridged.").ends()
    soon = service.asked("/soon")[0]
    assert (soon["CallSid"], soon["DequeingCallSid"]) == (waiting.sid, desk.sid)
    dialled = service.asked("/dialled")[0]
    assert (dialled["DequeuedCallSid"], dialled["DequeueResult"]) == (waiting.sid, "bridged")
    after = service.asked("/after")
    assert [each["QueueResult"] for each in after] == ["bridged"]


def test_a_wait_document_that_ends_at_once_is_complained_of(service: Service, network: Network, budi: Caller) -> None:
    service.says("/wait", "<Response/>")
    budi.dials().waits(5).hangs_up().ends()
    assert {warning.code for warning in network.warnings} == {14202}
    assert 4 <= len(service.asked("/wait")) <= 6


def test_a_broken_wait_document_ends_the_waiting(service: Service, network: Network, budi: Caller) -> None:
    service.says("/wait", "<Respons/>")
    budi.dials().hears("Selesai error.").ends()
    assert [error.code for error in network.errors] == [12102]


def test_an_empty_wait_url_is_silence(service: Service, network: Network, budi: Caller) -> None:
    service.says("/voice", QUEUE.replace("/wait", ""))
    call = budi.dials().waits(600)
    assert (call.status, call.heard()) == ("in-progress", "")
    call.hangs_up().ends()


def test_dialling_does_not_belong_into_a_wait_document(service: Service, network: Network, budi: Caller) -> None:
    service.says("/wait", f"<Response><Dial>{SITI}</Dial></Response>")
    network.telephone(SITI, Answers())
    budi.dials().hears("Selesai error.").ends()
    assert [error.code for error in network.errors] == [13201]


def test_a_desk_at_an_unknown_queue_is_told_so(service: Service, network: Network) -> None:
    network.add_number("+622150002000", voice_url=service.url + "/desk")
    network.caller(SITI).dials("+622150002000").ends()
    dialled = service.asked("/dialled")[0]
    assert (dialled["DialCallStatus"], dialled["DequeueResult"]) == ("failed", "queue-not-found")


def test_a_desk_waits_for_somebody_to_join(service: Service, network: Network, budi: Caller) -> None:
    network.add_number("+622150002000", voice_url=service.url + "/desk")
    network.queue("pti")
    desk = network.caller(SITI).dials("+622150002000").waits(10)
    call = budi.dials(HOTLINE).is_talking_to(SITI).talks(5).hangs_up()
    desk.ends()
    call.ends()
    after = service.asked("/after")[0]
    assert (after["QueueResult"], after["CallStatus"]) == ("bridged", "completed")


def test_a_desk_gives_up_at_an_empty_queue(service: Service, network: Network) -> None:
    network.add_number("+622150002000", voice_url=service.url + "/desk")
    network.queue("pti")
    network.caller(SITI).dials("+622150002000").ends()
    assert service.asked("/dialled")[0]["DialCallStatus"] == "no-answer"


def test_a_waiting_caller_can_be_called_away(service: Service, network: Network, budi: Caller) -> None:
    from ivr.simulator.documents import Source

    call = budi.dials().hears("Anda nomor 1")
    call.leg.redirect(Source(service.url + "/soon"))
    call.hears("Anda tersambung.").ends()
    after = service.asked("/after")
    assert [(each["QueueResult"], each["CallStatus"]) for each in after] == [("redirected", "in-progress")]
    assert network.queue("pti").members == []
