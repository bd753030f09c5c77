"""Plain values: words, keys, yes or no, whole numbers; what a written string means, or what is wrong with it."""

import re
from collections.abc import Callable

from pydantic_core import PydanticCustomError

YES, NO = ("ya", "yes", "true"), ("tidak", "no", "false")
LONGEST_TEXT = 4000  # <Say> speaks at most 4096 characters (Twilio docs, <Say>)

_UNSPEAKABLE = re.compile("[\x00-\x1f\x7f-\x9f\ufffe\uffff]")  # what XML cannot carry, nor a mail's header
_KEY = re.compile(r"[a-z][a-z0-9_-]{0,39}")


def wrong(problem: str, remedy: str = "") -> PydanticCustomError:
    """What to raise for a value that is refused, in Indonesian words."""
    return PydanticCustomError("wrong", "{problem}", {"problem": problem, "remedy": remedy})


def text(value: object) -> str:
    """Written words on one line, without superfluous space; at most what can be spoken in one go."""
    if isinstance(value, dict | list):
        raise wrong("harus berupa teks, bukan daftar atau isi bertingkat", "tulis di baris yang sama")
    words = " ".join(value.split()) if isinstance(value, str) else ""
    if not words:
        raise wrong("kosong", "isi nilainya, atau hapus baris ini bila tidak wajib")
    if len(words) > LONGEST_TEXT:
        raise wrong(f"lebih panjang dari {LONGEST_TEXT} huruf", "pendekkan")
    if _UNSPEAKABLE.search(words):
        raise wrong("memuat karakter kendali", "ketik ulang teksnya")
    return words


def text_within(most: int) -> Callable[[object], str]:
    """A text of at most so many letters, as a column of the database holds it."""

    def read(value: object) -> str:
        words = text(value)
        if len(words) > most:
            raise wrong(f"lebih panjang dari {most} huruf", "pendekkan")
        return words

    return read


def listed(value: object) -> object:
    """A single value where a list is meant; `a, b` is two."""
    return [part.strip() for part in value.split(",")] if isinstance(value, str) else value


def key(value: object) -> str:
    """A key that people never hear: of a hotline or a unit."""
    word = text(value)
    if not is_key(word):
        raise wrong(
            f"'{word}' bukan kunci yang sah", "pakai huruf kecil, angka, - atau _, diawali huruf (paling banyak 40)"
        )
    return word


def is_key(word: str) -> bool:
    """Whether a word may be a key."""
    return _KEY.fullmatch(word) is not None


def yes_or_no(value: object) -> bool:
    """ya/tidak, yes/no, true/false."""
    word = text(value).lower()
    if word not in YES + NO:
        raise wrong(f"'{text(value)}' bukan ya atau tidak", "tulis ya atau tidak")
    return word in YES


def whole(low: int, high: int) -> Callable[[object], int]:
    """A reader of whole numbers from `low` to `high`, both included."""

    def read(value: object) -> int:
        word = text(value)
        if not re.fullmatch(r"-?[0-9]{1,9}", word):
            raise wrong(f"'{word}' bukan bilangan bulat", f"tulis {low} sampai {high}")
        if not low <= int(word) <= high:
            raise wrong(f"'{word}' di luar batas", f"tulis {low} sampai {high}")
        return int(word)

    return read


def choice(*words: str) -> Callable[[object], str]:
    """A reader of one word out of a few."""

    def read(value: object) -> str:
        word = text(value)
        if word not in words:
            raise wrong(f"'{word}' tidak dikenal", f"pilih {' atau '.join(words)}")
        return word

    return read
