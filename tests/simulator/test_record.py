"""The message box: how a recording ends, and what is told of it."""

from __future__ import annotations

import pytest

from ivr.simulator import Caller, Network
from tests.simulator.conftest import SITI
from tests.simulator.scripted_service import Service

BOX = (
    '<Response><Say>Tinggalkan pesan.</Say><Record action="/saved" timeout="4" maxLength="30" '
    'recordingStatusCallback="/recorded" {}/><Say>Tidak terjangkau.</Say></Response>'
)


@pytest.fixture(autouse=True)
def _documents(service: Service) -> None:
    service.says("/voice", BOX.format(""))
    service.says("/saved", "<Response><Say>Pesan diterima.</Say></Response>")
    service.says("/recorded", "<Response/>")
    service.says("/status", "<Response/>")


def test_silence_ends_a_message(service: Service, network: Network, budi: Caller) -> None:
    budi.dials().hears("[beep]").says("Tolong telepon saya.", seconds=10).hears("Pesan diterima.").ends()
    saved = service.asked("/saved")[0]
    assert (saved["RecordingDuration"], saved["Digits"]) == ("14", "")
    recorded = service.asked("/recorded")[0]
    assert recorded["RecordingSid"] == saved["RecordingSid"]
    assert recorded["RecordingStatus"] == "completed"
    assert recorded["RecordingSource"] == "RecordVerb"
    assert "From" not in recorded
    network.assert_faultless()


def test_a_key_ends_a_message(service: Service, network: Network, budi: Caller) -> None:
    budi.dials().hears("[beep]").says("Halo.", seconds=3).presses("#").hears("Pesan diterima.").ends()
    saved = service.asked("/saved")[0]
    assert (saved["RecordingDuration"], saved["Digits"]) == ("3", "#")


def test_the_longest_time_ends_a_message(service: Service, network: Network, budi: Caller) -> None:
    budi.dials().hears("[beep]").says("Bla bla.", seconds=50).hears("Pesan diterima.").ends()
    assert service.asked("/saved")[0]["RecordingDuration"] == "30"


def test_after_a_hang_up_the_action_is_asked_and_ignored(service: Service, network: Network, budi: Caller) -> None:
    call = budi.dials().hears("[beep]").says("Halo.", seconds=6).hangs_up().ends()
    saved = service.asked("/saved")[0]
    assert (saved["Digits"], saved["CallStatus"], saved["RecordingDuration"]) == ("hangup", "completed", "6")
    assert len(service.asked("/recorded")) == 1
    assert service.asked("/status")[0]["CallStatus"] == "completed"
    call.has_not_heard("Pesan diterima.")


def test_keys_that_do_not_finish_are_recorded_like_speech(service: Service, network: Network, budi: Caller) -> None:
    service.says("/voice", BOX.format('finishOnKey="#" playBeep="false"'))
    budi.dials().hears("Tinggalkan pesan.").presses("5").presses("#").hears("Pesan diterima").ends()
    assert service.asked("/saved")[0]["Digits"] == "#"


def test_an_injected_record_needs_an_absolute_action(service: Service, network: Network, budi: Caller) -> None:
    from ivr.simulator.documents import Source

    call = budi.dials().hears("[beep]")
    call.leg.redirect(Source(twiml="<Response><Record/></Response>"))
    call.ends()
    assert [error.code for error in network.errors] == [11100]
    assert SITI not in call.heard()
