"""Small counts as words of a sentence, in Indonesian."""

_WORDS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas")


def count_in_words(count: int) -> str:
    """`tiga`, `dua belas`, `dua puluh`; figures for less than 0 and more than 20."""
    if 0 <= count < len(_WORDS):
        return _WORDS[count]
    if 0 < count < 20:
        return f"{_WORDS[count - 10]} belas"
    return "dua puluh" if count == 20 else str(count)
