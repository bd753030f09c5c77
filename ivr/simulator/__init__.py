"""A virtual Twilio: dials the service over HTTP, runs its TwiML, and plays the people on the telephones.

    network = Network(clock=VirtualClock(datetime(2026, 11, 23, 2, 0, tzinfo=UTC)), auth_token="secret")
    network.add_number("+622150001000", voice_url=url + "/voice", status_callback=url + "/voice/status")
    network.telephone("+628110000001", Answers(after_seconds=3, presses="1"))   # scripted
    siti = network.telephone("+628110000002")                                   # by hand

    call = network.caller("+6281200000001").dials("+622150001000")
    call.hears("Tekan 1").presses("1")          # time jumps; a failure shows the whole transcript
    call.is_ringing_at("+628110000001")
    call.is_talking_to("+628110000001").talks(60).hangs_up()
    call.ends()                                 # until every callback has been delivered
    network.assert_faultless()                  # nothing that Twilio's debugger would list

    siti.answers().hears("Tekan 1 untuk menerima").presses("1")
    siti.is_talking_to("+6281200000001").talks(30).hangs_up()

    [request.params["CallStatus"] for request in call.requests]      # every webhook and callback
    call.transcript                                                  # (time, who, what)
    network.observe(print)                                           # events as they happen

Give the service `network.clock.now` as its clock. With `RealClock()` the same code waits for real, in a
background thread (`RealClock.starting_at(...)` plays on another day, `speed` shortens every wait,
`network.move_clock` sets it later). `Faults` orders misfortunes, `network.suffer` others while it runs.
"""

from ivr.simulator.caller import Caller, Conversation
from ivr.simulator.clock import Clock, RealClock, VirtualClock
from ivr.simulator.events import (
    Answered,
    Bridged,
    CallbackSent,
    Complained,
    Dialled,
    Event,
    HungUp,
    KeyPressed,
    Misfortune,
    Ringing,
    SaidByPerson,
    Spoke,
    WebhookAnswered,
    WebhookSent,
)
from ivr.simulator.exchange import Answer, Exchange, Purpose
from ivr.simulator.family import Line
from ivr.simulator.faults import At, Faults, Vanishes
from ivr.simulator.findings import Finding, Level
from ivr.simulator.handsets import (
    Answers,
    Behaviour,
    Busy,
    ByHand,
    Declines,
    Ignores,
    Unreachable,
    Voicemail,
)
from ivr.simulator.lines import DoubleRing
from ivr.simulator.network import Network
from ivr.simulator.numbers import IncomingNumber
from ivr.simulator.person import Person
from ivr.simulator.signer import sign_form, sign_json
from ivr.simulator.telephone import Telephone

__all__ = [
    "Answer",
    "Answered",
    "Answers",
    "At",
    "Behaviour",
    "Bridged",
    "Busy",
    "ByHand",
    "CallbackSent",
    "Caller",
    "Clock",
    "Complained",
    "Conversation",
    "Declines",
    "Dialled",
    "DoubleRing",
    "Event",
    "Exchange",
    "Faults",
    "Finding",
    "HungUp",
    "Ignores",
    "IncomingNumber",
    "KeyPressed",
    "Level",
    "Line",
    "Misfortune",
    "Network",
    "Person",
    "Purpose",
    "RealClock",
    "Ringing",
    "SaidByPerson",
    "Spoke",
    "Telephone",
    "Unreachable",
    "Vanishes",
    "VirtualClock",
    "Voicemail",
    "WebhookAnswered",
    "WebhookSent",
    "sign_form",
    "sign_json",
]
