"""The virtual telephone network: its numbers, telephones, calls, and what it found wrong.

Everything here speaks HTTP and TwiML only, as Twilio does, and knows nothing of the service it calls.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta
from types import TracebackType

from ivr.simulator import events
from ivr.simulator.call import Direction, Fallback, Leg, StatusWatch
from ivr.simulator.callbacks import Callbacks
from ivr.simulator.caller import Caller
from ivr.simulator.clock import RealClock, VirtualClock
from ivr.simulator.debugger import Debugger
from ivr.simulator.documents import Source
from ivr.simulator.exchange import Answer, Exchange
from ivr.simulator.family import Family
from ivr.simulator.fate import Fate
from ivr.simulator.faults import Faults
from ivr.simulator.findings import Finding
from ivr.simulator.handsets import Behaviour, ByHand
from ivr.simulator.http_door import Door
from ivr.simulator.interpreter import Interpreter
from ivr.simulator.lines import DoubleRing, Lines
from ivr.simulator.loop import Loop, VirtualLoop
from ivr.simulator.numbers import IncomingNumber, SipDomain
from ivr.simulator.queues import Queue
from ivr.simulator.real_loop import RealLoop
from ivr.simulator.recordings import Recording
from ivr.simulator.rest import RestServer
from ivr.simulator.sids import Sids, fresh_auth_token
from ivr.simulator.telephone import Telephone
from ivr.simulator.transport import Transport
from ivr.simulator.values import Method

Observer = Callable[[events.Event], None]


class Network:
    """One Twilio account on a virtual network; with a VirtualClock it jumps, with a RealClock it runs.

    `routes` maps public base URLs to local ones, as a reverse proxy does. `http_timeout_seconds` is how
    long a request may really take; to the call it always counts as Twilio's 15 seconds. `seed` makes
    the sids repeatable. Close it, or use it in a `with` statement.
    """

    def __init__(
        self,
        *,
        clock: VirtualClock | RealClock,
        auth_token: str | None = None,
        account_sid: str | None = None,
        faults: Faults | None = None,
        verified_numbers: Collection[str] = (),
        routes: Mapping[str, str] | None = None,
        http_timeout_seconds: float = 15.0,
        seed: int | None = None,
    ) -> None:
        self.clock = clock
        self.loop: Loop = VirtualLoop(clock) if isinstance(clock, VirtualClock) else RealLoop(clock)
        self.is_virtual = isinstance(clock, VirtualClock)
        self.sids = Sids(seed)
        self.account_sid = account_sid or self.sids.new("AC")
        self.auth_token = auth_token or fresh_auth_token()
        self.faults = faults or Faults()
        self.fate = Fate(self.faults)
        self.verified_numbers = set(verified_numbers)
        self.numbers: dict[str, IncomingNumber] = {}
        self.sip_domains: dict[str, SipDomain] = {}
        self.debugger = Debugger()
        self.lines = Lines(self.debugger)
        self.families: dict[str, Family] = {}
        self.legs_by_sid: dict[str, Leg] = {}
        self.queues: dict[str, Queue] = {}
        self.recordings: dict[str, Recording] = {}
        self.rest: RestServer | None = None
        self.interpreter = Interpreter()
        self._transport = Transport(auth_token=self.auth_token, read_seconds=http_timeout_seconds, routes=routes or {})
        self.door = Door(self, self._transport)
        self.callbacks = Callbacks(self)
        self.exchanges: list[Exchange] = []
        self._next_start_at = self.loop.now()
        self._observers: list[Observer] = []

    def __enter__(self) -> Network:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop the loop and drop all connections; safe to repeat."""
        if self.rest is not None:
            self.rest.close()
        self.loop.stop()
        self._transport.close()

    # Setting up -------------------------------------------------------------------------------------

    def add_number(
        self,
        number: str,
        *,
        voice_url: str,
        voice_method: Method = "POST",
        voice_fallback_url: str = "",
        status_callback: str = "",
        status_callback_method: Method = "POST",
    ) -> IncomingNumber:
        """Own a number that asks `voice_url` what to do when it is called."""
        self.numbers[number] = IncomingNumber(
            sid=self.sids.new("PN"),
            number=number,
            created_at=self.loop.now(),
            friendly_name=number,
            voice_url=voice_url,
            voice_method=voice_method,
            voice_fallback_url=voice_fallback_url,
            status_callback=status_callback,
            status_callback_method=status_callback_method,
        )
        return self.numbers[number]

    def add_sip_domain(self, domain_name: str, *, voice_url: str = "") -> SipDomain:
        """Own a SIP domain, `kantor.sip.twilio.com`; it is only configured, calls do not arrive at it."""
        self.sip_domains[domain_name] = SipDomain(
            self.sids.new("SD"), domain_name, self.loop.now(), domain_name, voice_url=voice_url
        )
        return self.sip_domains[domain_name]

    def telephone(self, number: str, behaviour: Behaviour | None = None, *, extension: str = "") -> Telephone:
        """Return the telephone with this number or SIP address, installed when new; by hand by default."""
        with self.loop.entered():
            telephone = self.lines.telephones.get((number, extension))
            if telephone is None:
                telephone = Telephone(self, number, behaviour or ByHand(), extension=extension)
                self.lines.telephones[number, extension] = telephone
            elif behaviour is not None:
                telephone.behaviour = behaviour
            return telephone

    def caller(self, number: str) -> Caller:
        """Return a person who calls from `number`; "anonymous", "client:x", "sip:user@host" are numbers too."""
        return Caller(self, number)

    def serve_rest(self, *, port: int = 0) -> RestServer:
        """Open the REST door on loopback, at a free port by default; closed with the network."""
        if self.rest is None:
            self.rest = RestServer(self, port=port)
        return self.rest

    @property
    def rest_url(self) -> str:
        """The base of the REST addresses this network hands out."""
        return self.rest.url if self.rest else "https://api.twilio.com"

    def observe(self, observer: Observer) -> None:
        """Tell `observer` every event as it happens, in the network's thread; it must be quick."""
        self._observers.append(observer)

    def suffer(self, faults: Faults) -> None:
        """From now on let these misfortunes happen, and no others."""
        with self.loop.entered():
            self.faults = faults
            self.fate = Fate(faults)

    def move_clock(self, when: datetime) -> None:
        """Set a real clock to another time; ValueError on a virtual one, which only jumps ahead.

        What is under way keeps its distance in time, but the times it noted do not move: end the calls before.
        """
        if not isinstance(self.loop, RealLoop):
            raise ValueError("a virtual clock is moved by its loop")
        with self.loop.entered():
            self.loop.move_to(when)
            self._next_start_at = when

    # Calls ------------------------------------------------------------------------------------------

    def receive(self, *, caller: str, number: str) -> Leg:
        """Let a call from outside arrive at an owned number; raises KeyError for any other."""
        owned = self.numbers[number]
        leg = self.new_leg(direction=Direction.INBOUND, caller=caller, number=number)
        leg.phone_number_sid = owned.sid
        if caller.startswith("sip:"):
            leg.extra_parameters = {"SipDomain": number, "SipCallId": f"{leg.sid.lower()}@virtual"}
        if owned.voice_fallback_url:
            leg.fallback = Fallback(owned.voice_fallback_url, owned.voice_fallback_method)
        if owned.status_callback:
            leg.watch = StatusWatch(owned.status_callback, owned.status_callback_method)
        self.lines.occupy(leg)
        leg.tell(events.Dialled, caller=caller, number=number)
        leg.run(self.interpreter.live(leg, Source(owned.voice_url, owned.voice_method)))
        return leg

    def new_leg(self, *, direction: Direction, caller: str, number: str) -> Leg:
        """Begin a call: the first leg of a family of its own."""
        family = Family(self.loop, self.sids.new("CA"))
        self.families[family.sid] = family
        return Leg(self, family, direction=direction, caller=caller, number=number)

    def legs(self) -> list[Leg]:
        """Return every leg there has been, oldest first."""
        return list(self.legs_by_sid.values())

    @property
    def ringing(self) -> list[str]:
        """The telephones that ring at this moment."""
        return [leg.number for leg in self.lines.ringing()]

    def seconds_until_next_start(self) -> float:
        """Return how long a call placed now waits in Twilio's queue: one starts each second."""
        now = self.loop.now()
        starts_at = max(now, self._next_start_at)
        self._next_start_at = starts_at + timedelta(seconds=1)
        return (starts_at - now).total_seconds()

    def queue(self, name: str) -> Queue:
        """Return the queue with this name, made when new."""
        if name not in self.queues:
            self.queues[name] = Queue(self.sids.new("QU"), name)
        return self.queues[name]

    def settle(self, *, within_seconds: float = 4 * 3600) -> None:
        """Let time pass until every call is over and every callback delivered; AssertionError if not in time."""
        if not self.loop.drive(self._is_quiet, within_seconds=within_seconds):
            open_calls = [family.sid for family in self.families.values() if not family.is_quiet]
            raise AssertionError(f"still not over after {within_seconds} s: {open_calls}")

    def _is_quiet(self) -> bool:
        return all(family.is_quiet for family in self.families.values())

    # What was found ---------------------------------------------------------------------------------

    @property
    def errors(self) -> list[Finding]:
        """What could not be done, with Twilio's codes."""
        return self.debugger.errors

    @property
    def warnings(self) -> list[Finding]:
        """What was ignored or defaulted, with Twilio's codes."""
        return self.debugger.warnings

    @property
    def double_rings(self) -> list[DoubleRing]:
        """The telephones that were dialled while in use."""
        return self.debugger.double_rings

    @property
    def unequal_answers(self) -> list[tuple[Exchange, Answer]]:
        """The retries that the service answered differently: the first exchange, the second answer."""
        return self.debugger.unequal_answers

    def assert_faultless(self, *, allow: Collection[int] = ()) -> None:
        """Raise AssertionError when the service did anything Twilio would complain of, or answered a retry anew."""
        self.debugger.assert_faultless(allow=allow)

    def emit(self, family: Family, event: events.Event) -> None:
        """Put an event on the call's record, tell the observers, and let lines go dead that were ordered to."""
        family.events.append(event)
        for observer in self._observers:
            observer(event)
        for leg in self.fate.vanishing_legs(family, event):
            self.loop.soon(lambda lost=leg: lost.end(by=lost.party))  # type: ignore[misc]
