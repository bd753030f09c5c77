"""<Say>: a voice reads a text.

Source: Twilio docs, TwiML <Say>.
"""

from __future__ import annotations

from ivr.simulator.scene import Stage
from ivr.simulator.signals import Steps
from ivr.simulator.utterance import Utterance, seconds_to_say
from ivr.simulator.verbs.pause import elapse
from ivr.simulator.voices import check_speech

ENDLESS = 1000


def say(stage: Stage) -> Steps[None]:
    """Speak the text `loop` times, until a key cuts it where keys are listened to."""
    text = " ".join(stage.verb.text.split())
    voice, language = stage.verb.get("voice"), stage.verb.get("language")
    check_speech(voice=voice, language=language, text=text, url=stage.document.url)
    times = stage.values.number("loop", default=1, low=0, high=ENDLESS, code=13510) or ENDLESS
    for _ in range(times):
        utterance = Utterance(text, stage.leg.network.loop.now(), seconds_to_say(text), voice, language)
        was_cut = yield from speak(stage, utterance)
        if was_cut:
            return


def speak(stage: Stage, utterance: Utterance) -> Steps[bool]:
    """Let the leg hear an utterance; returns whether a key cut it off."""
    stage.leg.begin_speech(utterance)
    was_cut = yield from elapse(stage, utterance.seconds)
    stage.leg.stop_speech()
    return was_cut
