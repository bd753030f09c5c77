"""The polite end as a document of its own, for a web server elsewhere that answers when this one cannot."""

from dataclasses import replace

from ivr.domain.hotline import Hotline
from ivr.domain.speech import Prompt, Prompts
from ivr.telephony.twiml import Speaker


def fallback_document(hotline: Hotline) -> str:
    """TwiML that depends on nothing of this installation: its own recordings are spoken as text instead."""
    sentences = {key: _spoken(prompt) for key, prompt in hotline.prompts.by_key.items()}
    return Speaker("").apology(replace(hotline, prompts=Prompts(sentences)))


def _spoken(prompt: Prompt) -> Prompt:
    return prompt if prompt.audio and "://" in prompt.audio else replace(prompt, audio=None)
