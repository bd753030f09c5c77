"""Which voice may speak which language.

Source: Twilio docs, "Text-to-speech: available voices and languages"; error pages 13511, 13520, 13521.
"""

from __future__ import annotations

from ivr.simulator.findings import TwimlFailure

MAX_CHARACTERS = 4096
CHIRP_NAMES = ("Aoede", "Charon", "Fenrir", "Kore", "Leda", "Orus", "Puck", "Zephyr")
INDONESIAN_VOICES = frozenset(
    [f"Google.id-ID-{kind}-{letter}" for kind in ("Standard", "Wavenet") for letter in "ABCD"]
    + [f"Google.id-ID-Chirp3-HD-{name}" for name in CHIRP_NAMES]
)
BASIC_VOICES = frozenset({"man", "woman", "alice"})


def check_speech(*, voice: str | None, language: str | None, text: str, url: str) -> None:
    """Raise TwimlFailure when this text cannot be spoken with this voice in this language."""
    if not text.strip():
        raise TwimlFailure(13520, "<Say> without text", url=url)
    if len(text) > MAX_CHARACTERS:
        raise TwimlFailure(13521, f"<Say> of {len(text)} characters, at most {MAX_CHARACTERS}", url=url)
    if language == "id-ID" and voice not in INDONESIAN_VOICES:
        raise TwimlFailure(13520, f"the voice {voice!r} does not speak id-ID", url=url)
    if voice is not None and not _is_known(voice):
        raise TwimlFailure(13511, f"no voice is called {voice!r}", url=url)
    if voice is not None and language is not None and not _speaks(voice, language):
        raise TwimlFailure(13520, f"the voice {voice!r} does not speak {language!r}", url=url)


def _is_known(voice: str) -> bool:
    if voice.startswith("Google.id-"):
        return voice in INDONESIAN_VOICES
    return voice in BASIC_VOICES or voice.startswith(("Polly.", "Google."))


def _speaks(voice: str, language: str) -> bool:
    return not voice.startswith("Google.") or voice.startswith(f"Google.{language}-")
