"""The values of a hotline file: what a written string means, or what is wrong with it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path
from typing import NamedTuple, NoReturn
from zoneinfo import ZoneInfo, available_timezones

from pydantic import ValidationInfo
from pydantic_core import PydanticCustomError

from config.settings_values import sender

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_NAMES = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
YES, NO = ("ya", "yes", "true"), ("tidak", "no", "false")
AUDIO_ENDINGS = (".wav", ".mp3", ".aiff", ".aif", ".gsm", ".ulaw")
LONGEST_TEXT = 4000  # <Say> speaks at most 4096 characters (Twilio docs, <Say>)

_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})")
_DATES = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"),
    re.compile(r"(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{4})"),
)
_KEY = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_VOICE = re.compile(r"man|woman|(Polly|Google)\.[A-Za-z0-9]+(-[A-Za-z0-9]+)*")


class ClockSpan(NamedTuple):
    """A stretch of local time, past midnight when end <= start; 00:00 to 00:00 is the whole day (00:00-24:00)."""

    start: time
    end: time


@dataclass(frozen=True)
class Surroundings:
    """What values are checked against, handed in from outside because config/ stands on nothing.

    `normalise_number` gives the dialled form of a number or raises ValueError with an Indonesian reason;
    `has_calendar` knows the countries whose official holidays are known; `audio` is the folder of recordings. Into
    `sound` go the parts of a file that were understood, so that a fault in one part does not hide those in others.
    """

    normalise_number: Callable[[str], str]
    has_calendar: Callable[[str], bool]
    audio: Path
    sound: dict[str, object] = field(default_factory=dict)


def wrong(problem: str, remedy: str = "") -> NoReturn:
    """Refuse a value with Indonesian words."""
    raise PydanticCustomError("wrong", "{problem}", {"problem": problem, "remedy": remedy})


def text(value: object) -> str:
    """Written words without the space around them; at most what can be spoken in one go."""
    if isinstance(value, dict | list):
        wrong("harus berupa teks, bukan daftar atau isi bertingkat")
    if not isinstance(value, str) or not value.strip():
        wrong("kosong", "isi nilainya, atau hapus baris ini bila tidak wajib")
    if len(value) > LONGEST_TEXT:
        wrong(f"lebih panjang dari {LONGEST_TEXT} huruf")
    return value.strip()


def listed(value: object) -> object:
    """A single value where a list is meant; `a, b` is two."""
    return [part.strip() for part in value.split(",")] if isinstance(value, str) else value


def key(value: object) -> str:
    """A key that people never hear: of a hotline or a unit."""
    word = text(value)
    if not _KEY.fullmatch(word):
        wrong(f"'{word}' bukan kunci yang sah", "pakai huruf kecil, angka, - atau _, diawali huruf (paling banyak 40)")
    return word


def menu_key(word: str) -> str:
    """A key of the telephone that opens an option."""
    if word == "*":
        wrong("tombol * sudah dipakai untuk mengulang menu", "pakai 0 sampai 9")
    if word not in tuple("0123456789"):
        wrong(f"'{word}' bukan tombol menu", "pakai 0 sampai 9 (selain itu hanya say dan audio)")
    return word


def yes_or_no(value: object) -> bool:
    """ya/tidak, yes/no, true/false."""
    word = text(value).lower()
    if word not in YES + NO:
        wrong(f"'{text(value)}' bukan ya atau tidak", "tulis ya atau tidak")
    return word in YES


def whole(low: int, high: int) -> Callable[[object], int]:
    """A reader of whole numbers from `low` to `high`, both included."""

    def read(value: object) -> int:
        word = text(value)
        if not re.fullmatch(r"[0-9]{1,9}", word) or not low <= int(word) <= high:
            wrong(f"'{word}' di luar batas", f"tulis bilangan bulat {low} sampai {high}")
        return int(word)

    return read


def choice(*words: str) -> Callable[[object], str]:
    """A reader of one word out of a few."""

    def read(value: object) -> str:
        word = text(value)
        if word not in words:
            wrong(f"'{word}' tidak dikenal", f"pilih {' atau '.join(words)}")
        return word

    return read


def clock(value: object) -> time:
    """A time of day, 07:00 or 07.00."""
    word = text(value)
    found = _CLOCK.fullmatch(word)
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        wrong(f"'{word}' bukan jam", "tulis 00:00 sampai 23:59, misalnya 07:00 atau 07.00")
    return time(int(found[1]), int(found[2]))


def span(value: object) -> ClockSpan:
    """A span `07:00-17:00`; an end of 24:00 is midnight."""
    word = text(value)
    parts = [part.strip() for part in re.split(r"-|–|s\.d\.", word)]
    if len(parts) != 2:
        wrong(f"'{word}' bukan rentang jam", 'tulis misalnya "07:00-17:00"')
    ends_at_midnight = parts[1] in ("24:00", "24.00")
    start, end = clock(parts[0]), time(0) if ends_at_midnight else clock(parts[1])
    if start == end and not (ends_at_midnight and start == time(0)):
        wrong(f"'{word}' tidak ada lamanya", 'tulis jam selesai yang lain; sehari penuh adalah "00:00-24:00"')
    return ClockSpan(start, end)


def days_of(word: str) -> tuple[int, ...]:
    """The weekdays (0 = Monday) that `mon-fri`, `fri` or `mon,wed` names; Indonesian names serve too."""
    found: list[int] = []
    for part in word.lower().split(","):
        ends = [_day(name.strip(), word) for name in part.split("-")]
        if len(ends) > 2:
            wrong(f"'{word}' bukan hari", "tulis misalnya mon-fri")
        found += [(ends[0] + step) % 7 for step in range((ends[-1] - ends[0]) % 7 + 1)]
    if len(set(found)) != len(found):
        wrong(f"'{word}' menyebut satu hari dua kali")
    return tuple(found)


def days(word: str) -> str:
    """The name of one or more weekdays, kept as written."""
    days_of(word)
    return word


def _day(name: str, word: str) -> int:
    for names in (DAYS, tuple(day.lower() for day in DAY_NAMES)):
        if name in names:
            return names.index(name)
    wrong(f"'{word}' bukan hari", f"pakai {' '.join(DAYS)}, misalnya mon-fri")


def day(value: object) -> date:
    """A local date, 2026-11-23 or 23/11/2026, from 2000 to 2099."""
    word = text(value)
    for shape in _DATES:
        if found := shape.fullmatch(word):
            try:
                on = date(int(found["y"]), int(found["m"]), int(found["d"]))
            except ValueError:
                wrong(f"tanggal '{word}' tidak ada dalam kalender")
            if not 2000 <= on.year <= 2099:
                wrong(f"tahun {on.year} di luar batas", "tulis 2000 sampai 2099")
            return on
    wrong(f"'{word}' bukan tanggal", "tulis misalnya 2026-11-23 atau 23/11/2026")


def number(value: object, info: ValidationInfo) -> str:
    """A telephone number or sip: address in its dialled form."""
    word = text(value)
    try:
        return around(info).normalise_number(word)
    except ValueError as error:
        wrong(f"'{word}' tidak dapat ditelepon: {error}", "tulis misalnya +622150001000")


def caller_id(value: object, info: ValidationInfo) -> str:
    """The number that officers see; a SIP address cannot be shown on a telephone."""
    found = number(value, info)
    if found.lower().startswith(("sip:", "sips:")):
        wrong("caller_id harus nomor telepon, bukan alamat sip", "tulis misalnya +622150001000")
    return found


def country(value: object, info: ValidationInfo) -> str:
    """A country code whose official holidays are known."""
    word = text(value).upper()
    if not re.fullmatch("[A-Z]{2}", word) or not around(info).has_calendar(word):
        wrong(f"kalender hari libur '{text(value)}' tidak dikenal", "tulis kode negara, misalnya ID")
    return word


def time_zone(value: object) -> str:
    """The name of a time zone."""
    word = text(value)
    known = available_timezones()
    if word not in known:
        near = {"wib": "Asia/Jakarta", "wita": "Asia/Makassar", "wit": "Asia/Jayapura"}.get(word.lower())
        wrong(
            f"zona waktu '{word}' tidak dikenal",
            f"maksud Anda {near}?"
            if near
            else "misalnya Asia/Jakarta (WIB), Asia/Makassar (WITA), Asia/Jayapura (WIT)",
        )
    return ZoneInfo(word).key


def byoc_trunk(value: object) -> str:
    """The sid of a trunk of the office's own carrier (Twilio docs, ByocTrunk resource)."""
    word = text(value)
    if not re.fullmatch(r"BY[0-9a-fA-F]{32}", word):
        wrong(f"'{word}' bukan sid BYOC trunk", "tulis BY diikuti 32 angka heksadesimal, dari konsol Twilio")
    return word


def voice_name(value: object) -> str:
    """The name of a voice (Twilio docs, <Say> voices)."""
    word = text(value)
    if not _VOICE.fullmatch(word):
        wrong(f"suara '{word}' tidak dikenal", "tulis misalnya Google.id-ID-Standard-A")
    return word


def language(value: object) -> str:
    """A language of the voice, such as id-ID."""
    word = text(value)
    if not re.fullmatch(r"[a-z]{2,3}-[A-Z]{2}", word):
        wrong(f"bahasa '{word}' tidak dikenal", "tulis misalnya id-ID")
    return word


def mail_address(value: object) -> str:
    """A sender: `nama@kantor.go.id` or `Nama <nama@kantor.go.id>`."""
    word = text(value)
    try:
        return sender(word)
    except ValueError as error:
        problem, _, remedy = str(error).partition("; ")
        wrong(problem, remedy)


def audio(value: object, info: ValidationInfo) -> str:
    """A recording: an https address, or the name of a file in config/audio that exists."""
    return checked_audio(value, around(info).audio)


def checked_audio(value: object, folder: Path) -> str:
    """As `audio`, with the folder given."""
    word = text(value)
    if re.match(r"[a-z]+://", word, re.IGNORECASE):
        if not re.fullmatch(r"https://[^\s/@\\]+(/\S*)?", word):
            wrong(
                f"alamat rekaman '{word}' tidak dapat dipakai", "tulis alamat https:// atau nama berkas di config/audio"
            )
        return word
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", word) or not word.lower().endswith(AUDIO_ENDINGS):
        wrong(f"'{word}' bukan nama rekaman", "tulis nama berkas .wav atau .mp3 tanpa folder dan spasi")
    if not (folder / word).is_file():
        wrong(f"rekaman '{word}' tidak ada", "simpan berkasnya di config/audio")
    return word


def around(info: ValidationInfo) -> Surroundings:
    """What was handed to the validation. Raises TypeError when nothing was."""
    if not isinstance(info.context, Surroundings):
        raise TypeError("validate with context=Surroundings(...)")
    return info.context
