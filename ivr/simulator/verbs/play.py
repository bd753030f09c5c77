"""<Play>: a recording is played, or tones are sent.

Source: Twilio docs, TwiML <Play>.
"""

from __future__ import annotations

import io
import wave

from ivr.simulator.exchange import Answer, Purpose
from ivr.simulator.findings import TwimlFailure
from ivr.simulator.scene import Stage
from ivr.simulator.signals import Steps
from ivr.simulator.twiml_parser import AUDIO_TYPES
from ivr.simulator.utterance import Utterance
from ivr.simulator.verbs.pause import elapse
from ivr.simulator.verbs.say import speak

ENDLESS = 1000
TONES = "0123456789ABCD#*wW"
#: How long a recording is taken to last when its header does not tell.
USUAL_SECONDS = 3.0


def play(stage: Stage) -> Steps[None]:
    """Play the recording `loop` times; a file that cannot be had is an error on record, and silence."""
    values = stage.values
    digits = stage.verb.get("digits")
    if digits is not None and not stage.is_in_gather:
        tones = values.keys("digits", default="", allowed=TONES, most=64, code=12200)
        yield from elapse(stage, len(tones) * 0.5)
        return
    times = values.number("loop", default=1, low=0, high=ENDLESS, code=13410) or ENDLESS
    url = values.absolute(stage.verb.text.strip())
    answer = yield from stage.leg.network.door.ask(stage.leg, url, method="GET", exact={}, purpose=Purpose.MEDIA)
    problem = _problem_with(answer, url)
    if problem is not None:
        stage.leg.network.debugger.fail(stage.leg, problem)
        return
    for _ in range(times):
        utterance = Utterance(f"[plays {url}]", stage.leg.network.loop.now(), _seconds_of(answer))
        was_cut = yield from speak(stage, utterance)
        if was_cut:
            return


def _problem_with(answer: Answer, url: str) -> TwimlFailure | None:
    if not answer.is_success:
        return TwimlFailure(answer.error_code or 11200, f"recording: HTTP status {answer.status}", url=url)
    kind = answer.content_type.partition(";")[0].strip().lower()
    return None if kind in AUDIO_TYPES else TwimlFailure(13420, f"{kind!r} is not an audio type", url=url)


def _seconds_of(answer: Answer) -> float:
    try:
        with wave.open(io.BytesIO(answer.body)) as recording:
            seconds: float = recording.getnframes() / recording.getframerate()
            return seconds
    except (wave.Error, EOFError, ZeroDivisionError):
        return USUAL_SECONDS
