"""The fonts of the PDF: one for reading, and others for letters that it lacks, run by run."""

from functools import cache
from itertools import groupby
from pathlib import Path
from unicodedata import bidirectional, category
from xml.sax.saxutils import escape

from arabic_reshaper.arabic_reshaper import ArabicReshaper
from bidi import get_display
from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FOLDER = Path(__file__).parent / "fonts"
REGULAR, BOLD = "NotoSans-Regular", "NotoSans-Bold"
# In this order; each is opened only when a text needs it. The last holds the Chinese, Japanese and Korean letters.
FALLBACKS = (
    "DejaVuSans",
    "NotoSansJavanese-Regular",
    "NotoSansBalinese-Regular",
    "NotoSansSundanese-Regular",
    "NotoSansBatak-Regular",
    "NotoSansBuginese-Regular",
    "NotoSansDevanagari-Regular",
    "NotoSansTamil-Regular",
    "NotoSansBengali-Regular",
    "NotoSansThai-Regular",
    "DroidSansFallbackFull",
)
NO_GLYPH = "\u25a1"  # an empty box, which DejaVu Sans has


def open_fonts() -> None:
    """Make the fonts for reading known to reportlab; its files are binary, which is smaller and faster than text."""
    rl_config.useA85 = 0
    letters_of(REGULAR)
    letters_of(BOLD)


@cache
def letters_of(font: str) -> frozenset[int]:
    """The code points that a font can draw; opens it."""
    made = TTFont(font, FOLDER / f"{font}.ttf")
    pdfmetrics.registerFont(made)
    return frozenset(code for code, glyph in made.face.charToGlyph.items() if glyph)


def markup(text: str, *, font: str = REGULAR) -> str:
    """A text as reportlab's paragraph markup: escaped, its line ends kept, every run in a font that can draw it."""
    return "<br/>".join(_line(line, font) for line in text.split("\n"))


def _line(line: str, font: str) -> str:
    if line.isascii():
        return escape(line)
    if any(bidirectional(char) in ("R", "AL") for char in line):
        # reportlab draws letters in the order and in the forms it is given.
        line = str(get_display(_reshaper().reshape(line), base_dir="L"))
    runs = groupby(((_font_for(char, font), char) for char in line), key=lambda pair: pair[0])
    return "".join(_run(found, "".join(char for _, char in pairs), font) for found, pairs in runs)


def _run(found: str | None, letters: str, font: str) -> str:
    if found == font:
        return escape(letters)
    if found is None:
        shown = NO_GLYPH * sum(category(char)[0] not in "MC" for char in letters)
        return f'<font name="{_opened(FALLBACKS[0])}">{shown}</font>' if shown else ""
    return f'<font name="{found}">{escape(letters)}</font>'


@cache
def _font_for(char: str, font: str) -> str | None:
    """The first font that can draw a letter, None for a letter that none has."""
    return next((name for name in (font, *FALLBACKS) if ord(char) in letters_of(name)), None)


def _opened(font: str) -> str:
    letters_of(font)
    return font


@cache
def _reshaper() -> ArabicReshaper:
    return ArabicReshaper()
