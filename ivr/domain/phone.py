"""Telephone addresses: numbers in E.164 with an extension, and SIP addresses."""

import re
from dataclasses import dataclass

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberFormat, PhoneNumberType

from ivr.domain.pasted import without_unseen

HOME = "ID"
LONGEST = 128  # characters of any address that is kept

_KEYPAD = str.maketrans("abcdefghijklmnopqrstuvwxyz", "22233344455566677778889999")
_WITHHELD_WORDS = ("anonymous", "restricted", "unavailable", "unknown", "blocked", "private", "withheld")
# Carriers that must send digits spell these words on a keypad: anonymous is +266696687 (Twilio docs, "From" of a call).
_WITHHELD = frozenset(_WITHHELD_WORDS) | {"+" + word.translate(_KEYPAD) for word in _WITHHELD_WORDS}

# Everything else costs the office money (premium, shared cost, satellite) or cannot be rung (pagers, UAN, voicemail).
_ORDINARY = frozenset(
    {
        PhoneNumberType.FIXED_LINE,
        PhoneNumberType.MOBILE,
        PhoneNumberType.FIXED_LINE_OR_MOBILE,
        PhoneNumberType.VOIP,
    }
)
_COSTLY = frozenset({PhoneNumberType.PREMIUM_RATE, PhoneNumberType.SHARED_COST, PhoneNumberType.PERSONAL_NUMBER})

_E164 = re.compile(r"\+[1-9][0-9]{7,14}")
_EXTENSION = re.compile(r"(?:;\s*ext\s*=|[\s,;.]*(?:extension|ekstensi|ext|pesawat|pes|x)[\s.:]*)([0-9]{1,8})$", re.I)
_WRITTEN = re.compile(r"\+?[0-9 ().-]+")
_SIP = re.compile(
    r"(?i:sip):(?P<user>[A-Za-z0-9._~+*!%-]{1,64})@(?P<host>[A-Za-z0-9](?:[A-Za-z0-9.-]{0,61}[A-Za-z0-9])?)"
    r"(?::(?P<port>[0-9]{1,5}))?(?P<transport>(?i:;transport=(?:udp|tcp|tls)))?"
)
_SAMPLE = "tulis misalnya 0812-3456-7890, +62812..., 021-5000-1000 ext 12 atau sip:nama@kantor.example"
_TOO_SHORT = "terlalu pendek untuk dihubungi; tulis lengkap dengan kode wilayah, misalnya 021-5000-1000"


class PhoneFault(ValueError):
    """A telephone that cannot be dialled; the text says in Indonesian why, and what would be right."""


@dataclass(frozen=True)
class Phone:
    """A telephone that can be dialled.

    `address` is E.164 (`+622150001000`) or `sip:user@host`; `extension` holds digits that are sent after the
    answer. `str()` gives the stored form, RFC 3966 style: `+622150001000;ext=1234`.
    """

    address: str
    extension: str | None = None

    def __str__(self) -> str:
        return f"{self.address};ext={self.extension}" if self.extension else self.address


def parse_phone(text: str) -> Phone:
    """Read a telephone as people write it in Indonesia; raise PhoneFault for what cannot or must not be dialled.

    `parse_phone(str(phone)) == phone` for every phone this returns.
    """
    written = as_dialled(text)
    if not written:
        raise PhoneFault(f"nomor telepon kosong; {_SAMPLE}")
    if len(written) > LONGEST:
        raise PhoneFault(f"nomor telepon terlalu panjang; {_SAMPLE}")
    if written[:4].lower() in ("sip:", "sips"):
        return Phone(_sip_address(written))
    written = re.sub(r"(?i)^tel:\s*", "", written)
    extension = None
    if found := _EXTENSION.search(written):
        written, extension = written[: found.start()].rstrip(), found[1]
    return Phone(_number(written), extension)


def as_dialled(text: str) -> str:
    """A number as keys write it: messengers copy it with hyphens that do not break, and marks of direction."""
    return " ".join(re.sub("[\u2010-\u2015\u2212]", "-", without_unseen(text)).split())


def free_number(text: str) -> str | None:
    """E.164 of a toll-free or shared service number (0800..., 1500...) at home; None for anything else."""
    digits = re.sub(r"[ ().-]", "", text)
    home = digits if digits.startswith("+") else "+62" + digits.removeprefix("0")
    parsed = _parsed(home) if re.fullmatch(r"\+62[0-9]{6,12}", home) else None
    free = (PhoneNumberType.TOLL_FREE, PhoneNumberType.UAN)
    return home if parsed is not None and phonenumbers.number_type(parsed) in free else None


def caller_number(raw: str | None) -> str | None:
    """Who is calling, from a webhook's `From`: E.164, a `sip:` or `client:` address; None when withheld or garbage.

    Numbers of callers are not checked for being assigned: new ranges appear before any table knows them.
    """
    written = (raw or "").strip()
    scheme, _, rest = written.partition(":")
    if scheme.lower() in ("sip", "sips") and rest:
        user = rest.split("@")[0].strip()
        if user.startswith("+"):
            return caller_number(user)
        return None if user.lower() in _WITHHELD else _kept(written)
    if scheme.lower() == "client" and rest:
        return None if rest.lower() in _WITHHELD else _kept(written)
    if written in _WITHHELD:
        return None
    return written if _E164.fullmatch(written) else _as_dialled_at_home(written)


def _as_dialled_at_home(written: str) -> str | None:
    """A caller's number as a carrier at home sends it: 0812... and 62812... become E.164, short codes stay."""
    if re.fullmatch(r"0[1-9][0-9]{6,12}", written):
        return "+62" + written[1:]
    if re.fullmatch(r"62[1-9][0-9]{6,12}", written):
        return "+" + written
    return written if re.fullmatch(r"[1-9][0-9]{2,14}", written) else None


def dialled_address(raw: str | None) -> str:
    """What was dialled, from a webhook's `To`, in the form a hotline's `numbers` are compared in.

    E.164, also from `sip:+62...@host`; other SIP addresses without port 5060 and parameters, the host in lower
    case; anything else as it came, at most 128 characters.
    """
    written = (raw or "").strip()[:LONGEST]
    if not (found := re.match(r"(?i)sips?:([^@\s]+)@([^:;?\s]+)(?::([0-9]+))?", written)):
        digits = re.sub(r"[ ().-]", "", written)
        return digits if _E164.fullmatch(digits) else written
    user, host, port = found.groups()
    if _E164.fullmatch(user):
        return user
    return f"sip:{user}@{host.lower()}" + (f":{port}" if port and port != "5060" else "")


def mask(number: str | None) -> str:
    """A number for logs, `+62812****0001`: at least three digits are hidden, also of short ones."""
    if not number:
        return "withheld"
    scheme, colon, rest = number.partition(":")
    if colon:
        user, at, host = rest.partition("@")
        return f"{scheme}:{mask(user) if user.startswith('+') else user[:1] + '****'}{at}{host.partition(';')[0]}"
    number = number.partition(";")[0]
    shown = max(0, min(10, len(number) - 3))
    tail = min(4, shown)
    return f"{number[: shown - tail]}****{number[len(number) - tail :]}"


def spoken(number: str) -> str:
    """A number for text-to-speech, digit by digit: `0 8 1 2 ...` at home, `plus 6 5 ...` from abroad.

    A SIP or client address is spoken as its user name. An extension is left out.
    """
    _, colon, rest = number.partition(":")
    if colon:
        user = rest.split("@")[0]
        return spoken(user) if user.startswith("+") else (spaced(user) if user.isdigit() else user)
    number = number.partition(";")[0]
    home = f"+{phonenumbers.country_code_for_region(HOME)}"
    if number.startswith(home):
        return spaced("0" + number.removeprefix(home))
    return spaced(number).replace("+", "plus")


def readable(number: str) -> str:
    """A number as Indonesians write it: `0813-5550-1111`, `(021) 5000-1000`, with `ext 12`; others as they are.

    Of a SIP or client address only the scheme is left out.
    """
    address, _, extension = number.partition(";ext=")
    home, colon, rest = address.partition(":")
    if colon:
        home = rest
    elif address.startswith("+62"):
        home = "0" + address[3:]
        if home.startswith("08"):
            home = "-".join(part for part in (home[:4], home[4:8], home[8:]) if part)
        else:
            home = f"({home[:3]}) " + "-".join(part for part in (home[3:7], home[7:]) if part)
    return f"{home} ext {extension}" if extension else home


def spaced(digits: str) -> str:
    """Digits for text-to-speech, which would read a number as millions: `1234` -> `1 2 3 4`."""
    return " ".join(digits)


def country_of(number: str) -> str | None:
    """The country a number belongs to (`ID`), None for SIP addresses, satellites and unknown numbers."""
    try:
        region = phonenumbers.region_code_for_number(phonenumbers.parse(number.partition(";")[0], None))
    except phonenumbers.NumberParseException:
        return None
    return region if region and region.isalpha() else None


def _kept(address: str) -> str | None:
    """A SIP or client address exactly as it came, unless it is too long or holds blanks or control characters."""
    return address if len(address) <= LONGEST and re.fullmatch(r"[\x21-\x7e]+", address) else None


def _sip_address(written: str) -> str:
    if not (found := _SIP.fullmatch(written)) or ".." in found["host"]:
        raise PhoneFault(
            f"alamat SIP '{written}' tidak lengkap atau tidak dikenal; tulis sip:nama@host atau sip:nama@host:5060"
        )
    if (port := found["port"]) and not 1 <= int(port) <= 65535:
        raise PhoneFault(f"port {port} pada alamat SIP tidak ada; port 1 sampai 65535")
    transport = (found["transport"] or "").lower()
    is_usual = port is None or (int(port) == 5060 and not transport)
    return f"sip:{found['user']}@{found['host'].lower()}" + ("" if is_usual else f":{int(port)}") + transport


def _number(written: str) -> str:
    """E.164 of a number as written, without its extension."""
    if not _WRITTEN.fullmatch(written):
        if any(c.isalpha() for c in written):
            raise PhoneFault(f"nomor '{written}' berisi huruf; tulis angka saja, misalnya 0812-3456-7890")
        if "/" in written or "," in written or ";" in written:
            raise PhoneFault(f"'{written}' berisi lebih dari satu nomor; tulis satu nomor saja")
        raise PhoneFault(f"nomor '{written}' berisi tanda yang tidak dikenal; {_SAMPLE}")
    digits = re.sub(r"[^0-9]", "", written)
    if written.startswith("+"):
        return _dialable("+" + digits, written)
    if digits.startswith("00"):
        raise PhoneFault(f"nomor '{written}' diawali 00; tulis + di depan kode negara, misalnya +62812...")
    if digits.startswith("0"):
        # 062812... reads as a landline in Karo (0628), but is always a mobile number with its country code misplaced.
        if digits.startswith("062") and _is_mobile("+" + digits[1:]):
            raise PhoneFault(f"nomor '{written}' diawali 062; tulis 0{digits[3:]} atau +{digits[1:]}")
        return _dialable("+62" + digits[1:], written)
    if digits.startswith("62") and _is_ordinary("+" + digits):
        if _is_mobile("+" + digits) or not _is_ordinary("+62" + digits):
            return _dialable("+" + digits, written)
        raise PhoneFault(f"nomor '{written}' dapat berarti 0{digits} atau +{digits}; tulis salah satunya")
    if _is_ordinary("+62" + digits):
        raise PhoneFault(f"nomor '{written}' kehilangan angka 0 di depan; tulis 0{digits}")
    if len(digits) <= 7:
        raise PhoneFault(f"nomor '{written}' {_TOO_SHORT}")
    raise PhoneFault(f"nomor '{written}' tidak diawali 0 atau +; {_SAMPLE}")


def _dialable(number: str, written: str) -> str:
    """`number` in E.164 if it is assigned and ordinary. Raises PhoneFault."""
    parsed = _parsed(number)
    if number in _WITHHELD or parsed is None:
        raise PhoneFault(f"nomor '{written}' bukan nomor telepon; {_SAMPLE}")
    match phonenumbers.is_possible_number_with_reason(parsed):
        case phonenumbers.ValidationResult.TOO_SHORT | phonenumbers.ValidationResult.IS_POSSIBLE_LOCAL_ONLY:
            raise PhoneFault(f"nomor '{written}' {_TOO_SHORT}")
        case phonenumbers.ValidationResult.TOO_LONG:
            raise PhoneFault(f"nomor '{written}' terlalu panjang; periksa angkanya")
    kind = phonenumbers.number_type(parsed)
    if kind in _COSTLY:
        raise PhoneFault(f"nomor '{written}' bertarif khusus dan tidak boleh dihubungi; tulis nomor biasa")
    if kind == PhoneNumberType.UNKNOWN:
        raise PhoneFault(
            f"nomor '{written}' tidak ada dalam penomoran telepon; periksa kode wilayah dan jumlah angkanya"
        )
    if kind not in _ORDINARY or not country_of(number):
        raise PhoneFault(
            f"nomor '{written}' bukan telepon biasa (layanan khusus atau satelit); tulis nomor kantor atau ponsel"
        )
    return phonenumbers.format_number(parsed, PhoneNumberFormat.E164)


def _is_ordinary(number: str) -> bool:
    parsed = _parsed(number)
    return parsed is not None and phonenumbers.number_type(parsed) in _ORDINARY


def _is_mobile(number: str) -> bool:
    parsed = _parsed(number)
    return parsed is not None and phonenumbers.number_type(parsed) == PhoneNumberType.MOBILE


def _parsed(number: str) -> PhoneNumber | None:
    try:
        return phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return None
