"""The values of a hotline file that need to know its surroundings, or the words of telephony."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from zoneinfo import available_timezones

from pydantic import ValidationInfo

from config.plain_values import text, wrong
from config.settings_values import sender

AUDIO_ENDINGS = (".wav", ".mp3", ".aiff", ".aif", ".gsm", ".ulaw")
INDONESIAN_ZONES = {"wib": "Asia/Jakarta", "wita": "Asia/Makassar", "wit": "Asia/Jayapura"}

_VOICE = re.compile(r"man|woman|(Polly|Google)\.[A-Za-z0-9]+(-[A-Za-z0-9]+)*")


@dataclass(frozen=True)
class Surroundings:
    """What values are checked against, handed in from outside because config/ stands on nothing.

    `normalise_number` gives the dialled form of a number or raises ValueError with an Indonesian reason,
    `normalise_public` likewise that of a number the public dials, which may be toll-free, and `normalise_caller` the
    form in which a caller's number arrives; `has_calendar` knows the countries whose
    official holidays are known; `audio` is the folder of recordings. Into `sound` go the parts of a file that were
    understood, so that a fault in one part does not hide those in others.
    """

    normalise_number: Callable[[str], str]
    normalise_public: Callable[[str], str]
    normalise_caller: Callable[[str], str]
    has_calendar: Callable[[str], bool]
    audio: Path
    sound: dict[str, object] = field(default_factory=dict)


def menu_key(word: str) -> str:
    """A key of the telephone that opens an option."""
    if word == "*":
        raise wrong("tombol * sudah dipakai untuk mengulang menu", "pakai 0 sampai 9")
    if word not in tuple("0123456789"):
        raise wrong(f"'{word}' bukan tombol menu", "pakai 0 sampai 9 (selain itu hanya say dan audio)")
    return word


def number(value: object, info: ValidationInfo) -> str:
    """A number or sip: address that the public dials."""
    return _normalised(value, around(info).normalise_public)


def caller(value: object, info: ValidationInfo) -> str:
    """The number of a caller, who may call from where the office could never ring."""
    return _normalised(value, around(info).normalise_caller)


def _normalised(value: object, normalise: Callable[[str], str]) -> str:
    word = text(value)
    try:
        return normalise(word)
    except ValueError as error:
        problem, _, remedy = str(error).partition("; ")
        raise wrong(problem, remedy or "tulis misalnya +622150001000") from None


def caller_id(value: object, info: ValidationInfo) -> str:
    """The number that officers see; a SIP address cannot be shown on a telephone."""
    found = _normalised(value, around(info).normalise_number)
    if found.lower().startswith(("sip:", "sips:")):
        raise wrong("caller_id harus nomor telepon, bukan alamat sip", "tulis misalnya +622150001000")
    return found


def country(value: object, info: ValidationInfo) -> str:
    """A country code whose official holidays are known."""
    word = text(value).upper()
    if not re.fullmatch("[A-Z]{2}", word) or not around(info).has_calendar(word):
        raise wrong(f"kalender hari libur '{text(value)}' tidak dikenal", "tulis kode negara, misalnya ID")
    return word


@cache
def _time_zones() -> frozenset[str]:
    """Of this machine; it walks a folder tree to find them."""
    return frozenset(available_timezones())


def time_zone(value: object) -> str:
    """The name of a time zone; short names and cities are understood well enough to suggest the right one."""
    word = text(value)
    known = _time_zones()
    if word not in known:
        by_short_name = {name.rpartition("/")[2].lower(): name for name in sorted(known)} | INDONESIAN_ZONES
        near = get_close_matches(word.rpartition("/")[2].lower(), by_short_name, n=1)
        remedy = f"maksud Anda {by_short_name[near[0]]}?" if near else "tulis misalnya Asia/Jakarta"
        raise wrong(f"zona waktu '{word}' tidak dikenal", remedy)
    return word


def byoc_trunk(value: object) -> str:
    """The sid of a trunk of the office's own carrier (Twilio docs, ByocTrunk resource)."""
    word = text(value)
    if not re.fullmatch(r"BY[0-9a-fA-F]{32}", word):
        raise wrong(f"'{word}' bukan sid BYOC trunk", "tulis BY diikuti 32 angka heksadesimal, dari konsol Twilio")
    return word


def voice_name(value: object) -> str:
    """The name of a voice (Twilio docs, <Say> voices)."""
    word = text(value)
    if not _VOICE.fullmatch(word):
        raise wrong(f"suara '{word}' tidak dikenal", "tulis misalnya Google.id-ID-Standard-A")
    return word


def language(value: object) -> str:
    """A language of the voice, such as id-ID."""
    word = text(value)
    if not re.fullmatch(r"[a-z]{2,3}-[A-Z]{2}", word):
        raise wrong(f"bahasa '{word}' tidak dikenal", "tulis misalnya id-ID")
    return word


def mail_address(value: object) -> str:
    """A sender: `nama@kantor.go.id` or `Nama <nama@kantor.go.id>`."""
    word = text(value)
    try:
        return sender(word)
    except ValueError as error:
        problem, _, remedy = str(error).partition("; ")
        raise wrong(problem, remedy) from None


def audio(value: object, info: ValidationInfo) -> str:
    """A recording: an https address, or the name of a file in config/audio that exists."""
    return checked_audio(value, around(info).audio)


def checked_audio(value: object, folder: Path) -> str:
    """As `audio`, with the folder given."""
    word = text(value)
    if re.match(r"[a-z]+://", word, re.IGNORECASE):
        if not re.fullmatch(r"https://[^\s/@\\]+(/\S*)?", word):
            raise wrong(
                f"alamat rekaman '{word}' tidak dapat dipakai", "tulis alamat https:// atau nama berkas di config/audio"
            )
        return word
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", word) or not word.lower().endswith(AUDIO_ENDINGS):
        raise wrong(f"'{word}' bukan nama rekaman", "tulis nama berkas .wav atau .mp3 tanpa folder dan spasi")
    if not (folder / word).is_file():
        raise wrong(f"rekaman '{word}' tidak ada", "simpan berkasnya di config/audio")
    return word


def around(info: ValidationInfo) -> Surroundings:
    """What was handed to the validation. Raises TypeError when nothing was."""
    if not isinstance(info.context, Surroundings):
        raise TypeError("validate with context=Surroundings(...)")
    return info.context
