"""<Record>: records what the caller says, until silence, a key, the longest time or the hang-up.

Source: Twilio docs, TwiML <Record>.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from ivr.simulator.call import Leg, LegGone, Redirected
from ivr.simulator.documents import Source
from ivr.simulator.keys import KEYPAD
from ivr.simulator.late_action import ask_too_late
from ivr.simulator.parameters import rfc2822
from ivr.simulator.recordings import Recording, keep_recording
from ivr.simulator.scene import Stage
from ivr.simulator.signals import FirstOf, Steps
from ivr.simulator.utterance import Utterance
from ivr.simulator.values import MAX_CALL_SECONDS, Method
from ivr.simulator.verbs.say import speak

BEEP_SECONDS = 1.0
#: From the end of a recording until its file is ready.
PROCESSING_SECONDS = 2.0
DEFAULT_MOST_SECONDS = 3600
RECORDING_EVENTS = frozenset({"in-progress", "completed", "absent"})


@dataclass(frozen=True, slots=True)
class Order:
    """How to record, and whom to tell."""

    action: str
    method: Method
    silence_seconds: int
    finish_keys: str
    most_seconds: int
    beeps: bool
    callback: str | None
    callback_method: Method
    callback_events: frozenset[str]


def record(stage: Stage) -> Steps[Source]:
    """Return the action with the recording; after a hang-up the action is asked and ignored."""
    order = _read(stage)
    leg = stage.leg
    if order.beeps:
        yield from speak(stage, Utterance("[beep]", leg.network.loop.now(), BEEP_SECONDS))
    began_at = leg.network.loop.now()
    leg.keys.open()
    try:
        ended_by = yield from _listen(leg, order, began_at)
    except LegGone:
        params = _finish(leg, order, began_at) | {"Digits": "hangup"}
        ask_too_late(leg, order.action, method=order.method, params=params)
        raise
    except Redirected:
        _finish(leg, order, began_at)
        raise
    finally:
        leg.keys.close()
    return Source(order.action, order.method, _finish(leg, order, began_at) | {"Digits": ended_by})


def _read(stage: Stage) -> Order:
    values = stage.values
    values.claim("transcribe", default=False, code=13614)
    values.choice("trim", ("trim-silence", "do-not-trim"), default="trim-silence", code=12200)
    events = frozenset((stage.verb.get("recordingStatusCallbackEvent") or "completed").split())
    for unknown in sorted(events - RECORDING_EVENTS):
        stage.complain(12200, f"<Record recordingStatusCallbackEvent>: there is no event {unknown!r}")
    return Order(
        action=values.url("action") or values.absolute(""),
        method=values.method(code=13610),
        silence_seconds=values.number("timeout", default=5, low=0, high=MAX_CALL_SECONDS, code=13611),
        finish_keys=values.keys("finishOnKey", default=KEYPAD, allowed=KEYPAD, most=12, code=13613),
        most_seconds=values.number("maxLength", default=DEFAULT_MOST_SECONDS, low=1, high=MAX_CALL_SECONDS, code=13612),
        beeps=values.claim("playBeep", default=True, code=13616),
        callback=values.url("recordingStatusCallback") or None,
        callback_method=values.method("recordingStatusCallbackMethod", code=12200),
        callback_events=events,
    )


def _listen(leg: Leg, order: Order, began_at: datetime) -> Steps[str]:
    """Return the key that ended the recording, "" for silence or the longest time."""
    loop = leg.network.loop
    end = began_at + timedelta(seconds=order.most_seconds)
    while True:
        key = leg.keys.take()
        if key is not None and key in order.finish_keys:
            return key
        until = end
        if order.silence_seconds:
            last_word = max(began_at, leg.speaking_until or began_at)
            until = min(end, last_word + timedelta(seconds=order.silence_seconds))
        if loop.now() >= until:
            return ""
        yield FirstOf(leg.keys.arrival(), loop.timer_at(until))


def _finish(leg: Leg, order: Order, began_at: datetime) -> dict[str, str]:
    recording = keep_recording(leg, began_at=began_at)
    if order.callback and "completed" in order.callback_events:
        leg.family.spawn(_report(leg, recording, order.callback, order.callback_method))
    return {
        "RecordingUrl": recording.url,
        "RecordingSid": recording.sid,
        "RecordingDuration": str(recording.seconds),
    }


def _report(leg: Leg, recording: Recording, url: str, method: Method) -> Steps[None]:
    yield leg.network.loop.timer(PROCESSING_SECONDS)
    params = {
        "AccountSid": leg.network.account_sid,
        "CallSid": leg.sid,
        "RecordingSid": recording.sid,
        "RecordingUrl": recording.url,
        "RecordingStatus": "completed",
        "RecordingDuration": str(recording.seconds),
        "RecordingChannels": str(recording.channels),
        "RecordingStartTime": rfc2822(recording.began_at),
        "RecordingSource": recording.source,
        "RecordingTrack": "inbound",
        "ErrorCode": "0",
    }
    leg.network.callbacks.send(leg, url, method=method, params=params)
