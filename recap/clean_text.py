"""Text from people, made harmless for every face of the recap; its letters stay as they are."""

import re
import unicodedata

LONGEST = 32_000  # an XLSX cell holds 32,767
CUT_OFF = " … (terpotong)"

# Marks that turn the direction of the text around them: an attacker's, or a stray one from a copy and paste.
_TURNING = "\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069"
_INVISIBLE = re.compile(rf"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff{_TURNING}]")
_LINE_ENDS = re.compile("\r\n|[\r\n\v\f\u0085\u2028\u2029]")


def one_line(text: str) -> str:
    """A name or a number: without line breaks, control characters and marks that turn the direction."""
    return " ".join(_visible(_LINE_ENDS.sub(" ", text)).split())


def block(text: str) -> str:
    """A text of several lines: each line as `one_line`, no more than one empty line between two."""
    lines = [" ".join(_visible(line).split()) for line in _LINE_ENDS.split(text[: LONGEST + 1])]
    joined = re.sub("\n{3,}", "\n\n", "\n".join(lines)).strip()
    return joined if len(joined) <= LONGEST else joined[: LONGEST - len(CUT_OFF)] + CUT_OFF


def shortened(text: str, most: int) -> str:
    """At most about so many characters, cut where a word ends."""
    if len(text) <= most:
        return text
    head = text[:most]
    return (head[: head.rfind(" ")] if " " in head[most // 2 :] else head) + " …"


def _visible(text: str) -> str:
    """Without control characters, lone surrogates and code points that are no characters; composed (NFC)."""
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text.replace("\t", " ")))
