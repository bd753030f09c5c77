"""Text that was pasted: word processors and messengers put marks into it that nobody sees and nobody typed."""

import unicodedata

_BLANK, _UNSEEN = "Zs", "Cf"  # no-break and other blanks; soft hyphens, directions, joiners


def without_unseen(text: str) -> str:
    """The text with plain blanks, and without marks that have no width. Line ends and control characters stay."""
    kinds = ((letter, unicodedata.category(letter)) for letter in text)
    return "".join(" " if kind == _BLANK or letter == "\t" else letter for letter, kind in kinds if kind != _UNSEEN)
