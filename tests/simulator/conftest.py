"""A virtual network, a service of hand-written TwiML, and a few people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from ivr.simulator import Caller, Network, VirtualClock
from tests.simulator.scripted_service import AUTH_TOKEN, Service

HOTLINE = "+622150001000"
BUDI = "+6281200000001"
SITI = "+6281100000002"
ANDI = "+6281100000003"
START = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.fixture
def service() -> Iterator[Service]:
    with Service() as running:
        yield running
    assert running.badly_signed == []


@pytest.fixture
def make_network(service: Service) -> Iterator[Callable[..., Network]]:
    """Makes networks whose hotline asks /voice, with /fallback and /status."""
    made: list[Network] = []

    def make(*, fallback: bool = False, **options: object) -> Network:
        options.setdefault("clock", VirtualClock(START))
        network = Network(auth_token=AUTH_TOKEN, **options)  # type: ignore[arg-type]
        network.add_number(
            HOTLINE,
            voice_url=service.url + "/voice",
            voice_fallback_url=service.url + "/fallback" if fallback else "",
            status_callback=service.url + "/status",
        )
        made.append(network)
        return network

    yield make
    for network in made:
        network.close()


@pytest.fixture
def network(make_network: Callable[..., Network]) -> Network:
    return make_network()


@pytest.fixture
def budi(network: Network) -> Caller:
    return network.caller(BUDI)
