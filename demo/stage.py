"""The stage of the demonstration: web server, worker, network and handsets in one process, on one clock."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from threading import Thread
from typing import Any

from werkzeug.serving import WSGIRequestHandler, make_server

from config.settings import Settings
from demo.sample import furnish
from ivr.domain.hours import opening
from ivr.domain.local_time import to_local, to_utc
from ivr.domain.people import Person
from ivr.simulator import Network, RealClock, Telephone
from ivr.store.people import load_people
from ivr.workflows.close_silent_calls import Fate, close_silent_calls
from ivr.workflows.office import Clock, Office

NINE = time(9)

OpenOffice = Callable[[Settings, Clock], Office]
ServeOffice = Callable[[Office], Callable[..., Any]]


@dataclass(frozen=True)
class Stage:
    """Everything that plays, while it plays."""

    office: Office
    network: Network
    url: str
    people: dict[str, Person]  # by the number that the network dials

    def telephone_of(self, person: Person) -> Telephone:
        """The handset of a sample person."""
        assert person.phone is not None
        return self.network.telephone(person.phone.address, extension=person.phone.extension or "")


class _Quiet(WSGIRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """The narration tells enough."""


def moment_to_play(office: Office, now: datetime) -> datetime:
    """Now, if the hotline is open; else nine o'clock on the next service day, so that somebody answers."""
    hotline = office.hotlines.first
    hours = opening(hotline, now)
    if hours.is_open or hours.reopens_at is None:
        return now
    day = to_local(hours.reopens_at, hotline.zone).date()
    return max(to_utc(day, NINE, hotline.zone), hours.reopens_at)


class _NewNetwork:
    """A network just raised knows no call of an earlier performance, so what that left running is over."""

    def fate_of(self, call_sid: str) -> Fate | None:
        """Unknown."""
        return None


@contextmanager
def staged(
    settings: Settings, at: datetime, *, port: int, open_office: OpenOffice, serve: ServeOffice
) -> Iterator[Stage]:
    """Raise the curtain at the moment `at`; everything is stopped when the block is left.

    Raises demo.sample.RealOffice, OSError when the port is taken.
    """
    clock = RealClock.starting_at(at)
    url = f"http://127.0.0.1:{port}"
    with ExitStack() as stack:
        network = stack.enter_context(Network(clock=clock))
        settings = replace(
            settings,
            public_url=url,
            twilio_account_sid=network.account_sid,
            twilio_auth_token=network.auth_token,
            twilio_auth_token_next=None,
            twilio_api_url=network.serve_rest().url,
        )
        office = open_office(settings, clock.now)
        stack.callback(office.database.close)
        furnish(office, to_local(at, office.hotlines.first.zone).date())
        close_silent_calls(office, _NewNetwork(), now=at + timedelta(days=366))
        server = make_server("127.0.0.1", port, serve(office), threaded=True, request_handler=_Quiet)
        stack.callback(server.server_close)
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, name="web server")
        thread.start()
        stack.callback(thread.join)
        stack.callback(server.shutdown)
        for number in office.hotlines.first.numbers:
            network.add_number(
                number,
                voice_url=f"{url}/voice",
                voice_fallback_url=f"{url}/voice/fallback",
                status_callback=f"{url}/voice/status",
            )
        yield Stage(office, network, url, _install_handsets(office, network))


def _install_handsets(office: Office, network: Network) -> dict[str, Person]:
    with office.database.reading() as connection:
        people = [member.person for member in load_people(connection) if member.person.phone]
    for person in people:
        assert person.phone is not None
        network.telephone(person.phone.address, extension=person.phone.extension or "")
    return {person.phone.address: person for person in people if person.phone}
