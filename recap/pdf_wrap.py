"""Breaking plain text into lines of a given width: what a paragraph does, many times faster."""

from collections.abc import Iterator, Mapping
from functools import cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from recap.pdf_fonts import letters_of


def is_plain(text: str, font: str) -> bool:
    """Whether the font alone can draw the text, from left to right."""
    letters = letters_of(font)
    return all(ord(char) in letters or char == "\n" for char in text)


def wrapped(text: str, width: float, *, font: str, size: float) -> list[str]:
    """The lines of a text, broken where words end; a word wider than a line is broken anywhere."""
    room = width * 1000 / size  # fonts are measured in thousandths of their size
    return [line for part in text.split("\n") for line in _lines(part, room, _widths(font))]


def _lines(text: str, room: float, widths: Mapping[int, float]) -> Iterator[str]:
    line, used = "", 0.0
    space = widths[32]
    for word in text.split():
        wide = sum(widths[ord(char)] for char in word)
        if line and used + space + wide <= room:
            line, used = f"{line} {word}", used + space + wide
            continue
        if line:
            yield line
        while wide > room and len(word) > 1:
            head = _fitting(word, room, widths)
            yield word[:head]
            word = word[head:]
            wide = sum(widths[ord(char)] for char in word)
        line, used = word, wide
    yield line


def _fitting(word: str, room: float, widths: Mapping[int, float]) -> int:
    """How many letters of a word fit; at least one."""
    used = 0.0
    for place, char in enumerate(word):
        used += widths[ord(char)]
        if used > room:
            return max(1, place)
    return len(word)


@cache
def _widths(font: str) -> Mapping[int, float]:
    letters_of(font)
    opened = pdfmetrics.getFont(font)
    assert isinstance(opened, TTFont)
    found: Mapping[int, float] = opened.face.charWidths
    return found
