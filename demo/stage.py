"""The stage of the demonstration: web server, network, guests and handsets in one process, on one clock."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from socket import create_server
from threading import Lock, Thread

from flask import Blueprint, Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from config.settings import Settings
from demo.guests import GUESTS, Line
from demo.handsets import Handset, install_handsets
from demo.names import Names
from demo.narration import Narrator
from demo.sample import furnish_database, furnish_week, people_with_telephones
from demo.timeline import Timeline
from ivr.domain.hotline import Hotline
from ivr.domain.local_time import to_local
from ivr.simulator import Network, RealClock
from ivr.workflows.close_silent_calls import Fate, close_silent_calls
from ivr.workflows.office import Clock, Office

#: How long the last callbacks of calls that are cut short may take, in seconds.
SETTLING_SECONDS = 10.0
#: Later than any moment at which an earlier performance may have played.
A_LIFETIME = timedelta(days=365 * 150)

OpenOffice = Callable[[Settings, Clock], Office]
ServeOffice = Callable[[Office, Sequence[Blueprint]], Flask]


@dataclass(frozen=True)
class Stage:
    """Everything that plays, while it plays."""

    office: Office
    network: Network
    clock: RealClock
    url: str
    names: Names
    narrator: Narrator
    timeline: Timeline
    handsets: dict[str, Handset]
    lines: dict[str, Line]
    misfortunes: list[str] = field(default_factory=list)
    moving: Lock = field(default_factory=Lock)

    @property
    def hotline(self) -> Hotline:
        """The hotline that is called."""
        return self.office.hotlines.first

    def move_clock(self, at: datetime) -> None:
        """Play on at another moment: running calls end first, and the roster of that day is furnished."""
        with self.moving:
            self.end_calls()
            furnish_week(self.office, to_local(at, self.hotline.zone).date())
            self.network.move_clock(at)

    def end_calls(self) -> None:
        """Let everybody put the receiver down, and the network report it."""
        with self.network.loop.entered():
            live = [leg for leg in self.network.legs() if leg.is_live]
            for leg in live:
                if leg.parent is None:  # the lines that were dialled for a caller end with the call, as canceled
                    leg.end(by=leg.party)
        if live:
            within = SETTLING_SECONDS / self.clock.really(1)
            self.network.loop.drive(lambda: all(leg.family.is_quiet for leg in live), within_seconds=within)


class _Quiet(WSGIRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """The narration tells enough."""


class _NewNetwork:
    """A network just raised knows no call of an earlier performance, so what that left running is over."""

    def fate_of(self, call_sid: str) -> Fate | None:
        """Unknown."""
        return None


@contextmanager
def staged(
    settings: Settings,
    at: datetime,
    *,
    port: int,
    open_office: OpenOffice,
    serve: ServeOffice,
    furnish_pages: Callable[[Stage], Sequence[Blueprint]],
    speed: float = 1.0,
) -> Iterator[Stage]:
    """Raise the curtain at the moment `at`, on a port (0: any that is free); all is stopped when the block is left.

    Raises demo.sample.RealOffice, OSError when the port is taken.
    """
    clock = RealClock.starting_at(at, speed=speed)
    with ExitStack() as stack:
        listener = stack.enter_context(create_server(("127.0.0.1", port)))
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
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
        furnish_database(office)
        furnish_week(office, to_local(at, office.hotlines.first.zone).date())
        stage = _set(office, network, clock, url)
        while close_silent_calls(office, _NewNetwork(), now=at + A_LIFETIME):
            pass  # as many as there are, a round at a time
        site = serve(office, furnish_pages(stage))
        server = make_server("127.0.0.1", port, site, threaded=True, request_handler=_Quiet, fd=listener.fileno())
        stack.callback(server.server_close)
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, name="web server")
        thread.start()
        stack.callback(thread.join)
        stack.callback(server.shutdown)
        stack.callback(stage.end_calls)
        yield stage


def _set(office: Office, network: Network, clock: RealClock, url: str) -> Stage:
    people = people_with_telephones(office)
    names = Names(people)
    narrator = Narrator(network, names)
    timeline = Timeline(narrator, office.hotlines.first.zone)
    network.observe(timeline)
    for hotline in office.hotlines:
        for number in hotline.numbers:
            network.add_number(
                number,
                voice_url=f"{url}/voice",
                voice_fallback_url=f"{url}/voice/fallback",
                status_callback=f"{url}/voice/status",
            )
    lines = {guest.key: Line(network, guest) for guest in GUESTS}
    return Stage(office, network, clock, url, names, narrator, timeline, install_handsets(network, people), lines)
