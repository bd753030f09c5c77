"""Speaks instructions as TwiML: verbs, voices, timeouts and the URLs that Twilio asks next."""

from collections.abc import Iterable
from typing import Protocol

from twilio.twiml.voice_response import Dial, Gather, VoiceResponse

from ivr.domain.call import Attempt, Call
from ivr.domain.hotline import Hotline, Voice
from ivr.domain.instructions import (
    Ask,
    AskOfficer,
    CallerInstruction,
    Connect,
    Goodbye,
    LetGo,
    OfficerInstruction,
    Refuse,
    ReturnTo,
    Ring,
)
from ivr.domain.speech import Prompts, Spoken, say
from ivr.workflows.handle_officer_event import OfficerTurn

ADDED_BY_TWILIO = 5  # seconds that Twilio rings beyond a Dial's timeout (Twilio docs, <Dial> timeout)
BEFORE_EXTENSION = "wwww"  # two seconds for the exchange to answer before the extension is keyed
LEG_EVENTS = "initiated ringing answered completed"
NOTHING = '<?xml version="1.0" encoding="UTF-8"?><Response/>'


class _Speaking(Protocol):
    """What <Response> and <Gather> have in common."""

    def say(self, message: str, *, voice: str, language: str) -> object: ...
    def play(self, url: str) -> object: ...


class Speaker:
    """Puts instructions into TwiML. All URLs are absolute, below the public URL."""

    def __init__(self, public_url: str) -> None:
        self._url = public_url

    def to_caller(self, instruction: CallerInstruction, hotline: Hotline, call: Call) -> str:
        """The document for the caller's leg; what it asks next is `call.turn`."""
        response = VoiceResponse()
        match instruction:
            case Ask(sentences, seconds):
                key, silence = f"/voice/key/{call.turn}", f"/voice/silence/{call.turn}"
                self._ask(response, sentences, hotline, hotline.caller_voice, seconds=seconds, key=key, silence=silence)
            case Ring(sentences, attempt, ring_seconds, longest_talk_seconds):
                self._speak(response, sentences, hotline, hotline.caller_voice)
                dial = Dial(
                    action=f"{self._url}/voice/dial/{call.turn}",
                    timeout=max(5, ring_seconds - ADDED_BY_TWILIO),
                    time_limit=longest_talk_seconds,
                    caller_id=_caller_id(hotline, call),
                )
                self._officer(dial, attempt, hotline, call)
                response.append(dial)
            case Goodbye(sentences):
                self._speak(response, sentences, hotline, hotline.caller_voice)
                response.hangup()
            case Refuse():
                response.reject()
            case ReturnTo(turn):
                response.redirect(f"{self._url}/voice/resume/{turn}")
        return str(response)

    def to_officer(self, instruction: OfficerInstruction, hotline: Hotline, asked: OfficerTurn) -> str:
        """The document for the leg that rings an officer; when it ends without <Hangup>, the two are connected."""
        response = VoiceResponse()
        match instruction:
            case AskOfficer(sentences, seconds):
                key = f"/voice/officer/{asked.call_sid}/{asked.attempt}/{asked.turn + 1}"
                voice = hotline.officer_voice
                self._ask(response, sentences, hotline, voice, seconds=seconds, key=key, silence=f"{key}/silence")
            case Connect(sentences):
                self._speak(response, sentences, hotline, hotline.officer_voice)
            case LetGo(sentences):
                self._speak(response, sentences, hotline, hotline.officer_voice)
                response.hangup()
        return str(response)

    def to_tested(self, instruction: AskOfficer | LetGo, hotline: Hotline, test_id: int) -> str:
        """The document for the leg of a test call."""
        response = VoiceResponse()
        match instruction:
            case AskOfficer(sentences, seconds):
                key, voice = f"/voice/test/{test_id}/key", hotline.officer_voice
                self._ask(response, sentences, hotline, voice, seconds=seconds, key=key, silence=key)
            case LetGo(sentences):
                self._speak(response, sentences, hotline, hotline.officer_voice)
                response.hangup()
        return str(response)

    def apology(self, hotline: Hotline, *, resume_at: int | None = None) -> str:
        """After a fault of ours: a moment's patience and back to the turn, else a polite end."""
        response = VoiceResponse()
        sentence = say("fault.sorry") if resume_at is None else say("fault.moment")
        self._speak(response, (sentence,), hotline, hotline.caller_voice)
        if resume_at is None:
            response.hangup()
        else:
            response.pause(length=2)
            response.redirect(f"{self._url}/voice/resume/{resume_at}?fault=1")
        return str(response)

    def _ask(
        self,
        response: VoiceResponse,
        sentences: tuple[Spoken, ...],
        hotline: Hotline,
        voice: Voice,
        *,
        seconds: int,
        key: str,
        silence: str,
    ) -> None:
        # finishOnKey="": else # would end the question without a key, and * and # are ordinary keys here.
        gather = Gather(action=self._url + key, num_digits=1, timeout=seconds, finish_on_key="")
        self._speak(gather, sentences, hotline, voice)
        response.append(gather)
        response.redirect(self._url + silence)  # silence is an event too

    def _officer(self, dial: Dial, attempt: Attempt, hotline: Hotline, call: Call) -> None:
        path = f"{call.sid}/{attempt.turn}"
        address, _, extension = attempt.phone.partition(";ext=")
        callbacks = {
            "url": f"{self._url}/voice/officer/{path}/0",
            "status_callback": f"{self._url}/voice/leg/{path}",
            "status_callback_event": LEG_EVENTS,
        }
        if address.startswith("sip:"):
            dial.sip(address, **callbacks)
        else:
            digits = f"{BEFORE_EXTENSION}{extension}" if extension else None
            dial.number(address, send_digits=digits, byoc=hotline.byoc_trunk, **callbacks)

    def _speak(self, verb: _Speaking, sentences: tuple[Spoken, ...], hotline: Hotline, voice: Voice) -> None:
        for words, audio in _joined(sentences, hotline.prompts):
            if audio is not None:
                verb.play(audio if "://" in audio else f"{self._url}/audio/{audio}")
            else:
                verb.say(words, voice=voice.name, language=voice.language)


def _joined(sentences: Iterable[Spoken], prompts: Prompts) -> Iterable[tuple[str, str | None]]:
    """Neighbouring sentences in one breath; a recording stands alone."""
    breath: list[str] = []
    for sentence in sentences:
        prompt = prompts.word(sentence)
        if prompt.audio is None:
            breath.append(prompt.text)
            continue
        if breath:
            yield " ".join(breath), None
            breath = []
        yield prompt.text, prompt.audio
    if breath:
        yield " ".join(breath), None


def _caller_id(hotline: Hotline, call: Call) -> str | None:
    """The number officers see: the configured one, else the one dialled; a SIP address cannot be shown."""
    if hotline.caller_id is not None:
        return hotline.caller_id
    is_number = call.to_number.startswith("+") and call.to_number[1:].isdecimal()
    return call.to_number if is_number else None
