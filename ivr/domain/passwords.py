"""What makes a password good enough: long, and not the first thing somebody would guess (NIST SP 800-63B, 5.1.1.2)."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

SHORTEST, LONGEST = 10, 200

TOO_SHORT = f"Terlalu pendek: tulis sedikitnya {SHORTEST} karakter, misalnya tiga kata yang mudah Anda ingat."
TOO_LONG = f"Terlalu panjang: tulis paling banyak {LONGEST} karakter."
OWN_WORD = "Terlalu mudah ditebak: jangan memakai nama, e-mail, atau nama hotline. Pilih kata-kata lain."
COMMON = "Terlalu mudah ditebak: terlalu banyak orang memakainya. Pilih kata-kata lain."
NOT_ALIKE = "Kedua kata sandi tidak sama. Ketik keduanya sekali lagi."

# The words at the top of published lists of leaked passwords, and their Indonesian sisters; digits and signs around
# them make them no better, and what is shorter than ten characters even so is refused anyway.
# fmt: off
_COMMON_WORDS = frozenset([
    "password", "passwd", "passw0rd", "pssword", "pssw0rd", "katasandi", "katakunci", "sandi", "rahasia",
    "sangatrahasia", "qwerty", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertyasdf", "qazwsx", "qazwsxedc", "qwsx", "abc",
    "abcd", "abcdef", "abcdefgh", "abcdefghij", "admin", "administrator", "root", "user", "guest", "test", "login",
    "master", "welcome", "letmein", "iloveyou", "sunshine", "princess", "football", "dragon", "monkey", "superman",
    "batman", "doraemon", "naruto", "indonesia", "indonesiaraya", "merdeka", "pancasila", "garuda", "jakarta",
    "bandung", "surabaya", "bismillah", "alhamdulillah", "assalamualaikum", "sayang", "sayangku", "sayangkamu", "cinta",
    "cintaku", "akucintakamu", "akusayangkamu", "ilovemyself", "anjing", "bebas", "kantor", "pegawai", "petugas",
    "operator", "koordinator", "hotline", "piket", "telepon", "selamatpagi", "terimakasih", "changeme", "gantisandi",
    "default",
])
# fmt: on
# fmt: off
_COMMON_PATTERNS = frozenset([
    "1q2w3e4r5t", "1q2w3e4r5t6y", "q1w2e3r4t5", "q1w2e3r4t5y6", "1qaz2wsx3edc", "zaq12wsxcde3", "1a2b3c4d5e",
    "a1b2c3d4e5", "1122334455", "1234512345", "1234554321", "1231231231", "123123123123", "1111122222", "112233445566",
    "passw0rd123", "p4ssw0rd123",
])
# fmt: on
_RUNS = ("01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm")
_SHORTEST_WORD = 3  # initials would make anything guessable
_FEWEST_LETTERS = 3  # "aaaaaaaaaa", "ababababab"


def normalized(typed: str) -> str:
    """The same characters however a keyboard wrote them (NFKC), cut just over the longest length."""
    return unicodedata.normalize("NFKC", typed[: LONGEST * 4])[: LONGEST + 1]


def faults_of(password: str, again: str, *, own_words: Iterable[str]) -> Mapping[str, str]:
    """What is wrong, by field (`password`, `password_again`), in Indonesian; nothing for a good one.

    There are no rules about kinds of characters: they make passwords harder to keep in mind, not harder to guess.
    `own_words` are the person's name and e-mail address and the names of the hotline.
    """
    fault = _fault_of(normalized(password), tuple(own_words))
    if fault:
        return {"password": fault}
    return {} if password == again else {"password_again": NOT_ALIKE}


def _fault_of(password: str, own_words: tuple[str, ...]) -> str | None:
    if len(password) < SHORTEST:
        return TOO_SHORT
    if len(password) > LONGEST:
        return TOO_LONG
    core = _core(password)
    own = {_core(word) for word in _with_parts(own_words)}
    if core and (core in own or _is_made_of(core, own | _COMMON_WORDS)):
        return COMMON if core in _COMMON_WORDS or _is_made_of(core, _COMMON_WORDS) else OWN_WORD
    return COMMON if _is_common(password, core) else None


def _is_made_of(core: str, words: Iterable[str]) -> bool:
    """Whether it is nothing but such words in a row, digits aside: `Piket PPATK 2026` of an officer of PPATK."""
    letters = "".join(letter for letter in core if not letter.isdigit())
    known = [word for word in words if len(word) >= _SHORTEST_WORD]
    reached = {0}
    for place in range(len(letters)):
        if place in reached:
            reached |= {place + len(word) for word in known if letters.startswith(word, place)}
    return bool(letters) and len(letters) in reached


def _is_common(password: str, core: str) -> bool:
    plain = "".join(password.casefold().split())
    is_run = any(plain in run or plain in run[::-1] for run in _RUNS)
    return is_run or len(set(plain)) < _FEWEST_LETTERS or plain in _COMMON_PATTERNS or core in _COMMON_WORDS


def _with_parts(words: tuple[str, ...]) -> set[str]:
    """Each name whole and word by word, each address also without its domain."""
    parts = {part for word in words for part in re.split(r"[\s@.]+", word)}
    return {*words, *parts, *(word.partition("@")[0] for word in words)}


def _core(text: str) -> str:
    """`Kata Sandi 123!` is no better than `katasandi`."""
    letters = "".join(letter for letter in text.casefold() if letter.isalnum())
    return letters.strip("0123456789")
