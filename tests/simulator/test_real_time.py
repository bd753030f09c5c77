"""The demonstration's clock: the same calls, really waiting, several at once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from ivr.simulator import Answers, Bridged, Event, Faults, Misfortune, Network, RealClock, VirtualClock
from tests.simulator.conftest import ANDI, BUDI, SITI
from tests.simulator.scripted_service import Reply, Service

MENU = '<Response><Gather numDigits="1" action="/choice"><Say>Tekan satu.</Say></Gather></Response>'


@pytest.fixture(autouse=True)
def _documents(service: Service) -> None:
    service.says("/voice", MENU)
    service.says("/choice", f'<Response><Dial action="/dialled"><Number url="/w">{SITI}</Number></Dial></Response>')
    service.says("/w", '<Response><Gather numDigits="1" action="/accept"/><Hangup/></Response>')
    service.says("/accept", "<Response/>")
    service.says("/dialled", "<Response/>")
    service.says("/status", "<Response/>")


@pytest.fixture
def live(make_network: Callable[..., Network]) -> Network:
    return make_network(clock=RealClock.starting_at(datetime(2026, 11, 23, 2, 0, tzinfo=UTC)))


def test_a_call_in_real_time(service: Service, live: Network) -> None:
    seen: list[Event] = []
    live.observe(seen.append)
    siti = live.telephone(SITI)
    call = live.caller(BUDI).dials().presses("1", within=20)
    siti.answers(within=20).presses("1", within=20)
    call.is_talking_to(SITI, within=20).waits(0.1)
    siti.hangs_up()
    call.ends(within=20)
    assert call.status == "completed"
    assert any(isinstance(event, Bridged) for event in seen)
    assert service.asked("/status")[0]["Timestamp"].startswith("Mon, 23 Nov 2026 02:0")
    live.assert_faultless()


def test_a_slow_answer_holds_up_no_other_call(service: Service, live: Network) -> None:
    let_go = threading.Event()

    def slow(request: object) -> Reply:
        let_go.wait(60)
        return Reply(MENU)

    service.says("/slow", slow)
    live.add_number("+622150002000", voice_url=service.url + "/slow")
    stuck = live.caller(ANDI).dials("+622150002000")
    call = live.caller(BUDI).dials("+622150001000").hears("Tekan", within=20)
    assert stuck.heard() == ""
    let_go.set()
    stuck.hears("Tekan", within=20).hangs_up().ends(within=20)
    call.hangs_up().ends(within=20)


def test_a_telephone_is_worked_from_any_thread(service: Service, live: Network) -> None:
    siti = live.telephone(SITI)
    call = live.caller(BUDI).dials().presses("1", within=20)
    siti.rings(within=20)
    page = threading.Thread(target=siti.decline)
    page.start()
    page.join()
    call.ends(within=20)
    assert service.asked("/dialled")[0]["DialCallStatus"] == "busy"


def test_waiting_has_a_limit(live: Network) -> None:
    with pytest.raises(AssertionError, match="Selamat"):
        live.caller(BUDI).dials().hears("Selamat", within=0.2)


def test_clocks_refuse_naive_times() -> None:
    naive = datetime(2026, 11, 23, 9, 0)  # noqa: DTZ001 - the mistake under test
    with pytest.raises(ValueError, match="aware"):
        VirtualClock(naive)
    with pytest.raises(ValueError, match="aware"):
        RealClock.starting_at(naive)


def test_a_virtual_clock_never_goes_back() -> None:
    start = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
    clock = VirtualClock(start)
    clock.advance_to(start - timedelta(hours=1))
    assert clock.now() == start


def test_a_scripted_telephone_answers_in_real_time(service: Service, live: Network) -> None:
    live.telephone(SITI, Answers(after_seconds=0.1, presses="1", press_after_seconds=0.1, talks_seconds=0.2))
    live.caller(BUDI).dials().presses("1", within=20).ends(within=20)
    assert service.asked("/dialled")[0]["DialBridged"] == "true"


def test_a_fast_clock_shortens_every_wait(service: Service, make_network: Callable[..., Network]) -> None:
    begin = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
    network = make_network(clock=RealClock.starting_at(begin, speed=20))
    really_began = datetime.now(UTC)
    network.telephone(SITI, Answers(after_seconds=4, presses="1", talks_seconds=60))
    network.caller(BUDI).dials().presses("1").ends()
    assert network.clock.now() - begin > timedelta(seconds=64)
    assert datetime.now(UTC) - really_began < timedelta(seconds=32)
    network.assert_faultless()


def test_the_clock_can_be_moved_while_the_network_runs(service: Service, live: Network) -> None:
    live.caller(BUDI).dials().hears("Tekan", within=20).hangs_up().ends(within=20)
    saturday = datetime(2026, 11, 28, 2, 0, tzinfo=UTC)
    for moment in (saturday, saturday - timedelta(days=30)):
        live.move_clock(moment)
        call = live.caller(BUDI).dials().hears("Tekan", within=20)
        assert abs(call.leg.created_at - moment) < timedelta(hours=1)
        call.hangs_up().ends(within=20)


def test_a_virtual_clock_is_not_moved_by_hand(network: Network) -> None:
    with pytest.raises(ValueError, match="moved by its loop"):
        network.move_clock(datetime(2026, 11, 28, 2, 0, tzinfo=UTC))


def test_misfortunes_can_begin_and_end_while_the_network_runs(service: Service, network: Network) -> None:
    seen: list[Event] = []
    network.observe(seen.append)

    def misfortunes() -> set[str]:
        network.caller(BUDI).dials().hears("Tekan").hangs_up().ends()
        found = {event.what for event in seen if isinstance(event, Misfortune)}
        seen.clear()
        return found

    assert misfortunes() == set()
    network.suffer(Faults(drop_callbacks=1.0, repeat_webhooks=1.0))
    assert misfortunes() == {"lost", "asked twice"}
    network.suffer(Faults(double_callbacks=1.0))
    assert misfortunes() == {"doubled"}
    network.suffer(Faults())
    assert misfortunes() == set()
