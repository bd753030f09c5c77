"""Lines of the PDF's tables: no letter is lost, and no line is wider than its column."""

from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase.pdfmetrics import stringWidth

from recap.pdf_fonts import REGULAR, open_fonts
from recap.pdf_wrap import is_plain, wrapped

plain = st.text(
    st.characters(max_codepoint=0x17F, exclude_categories=["C", "Z"]) | st.sampled_from(" \n"), max_size=200
)


@given(plain, st.integers(12, 300))
def test_every_letter_stands_on_a_line_that_fits(text: str, width: int) -> None:
    open_fonts()

    lines = wrapped(text, width, font=REGULAR, size=9)

    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(stringWidth(line, REGULAR, 9) <= width + 0.01 for line in lines if len(line) > 1)


def test_lines_break_where_words_end() -> None:
    open_fonts()

    assert wrapped("satu dua tiga\n\nempat", 40, font=REGULAR, size=9) == ["satu dua", "tiga", "", "empat"]
    assert wrapped("", 40, font=REGULAR, size=9) == [""]


def test_what_needs_another_font_or_direction_is_not_plain() -> None:
    open_fonts()

    assert is_plain("Đặng\n+62", REGULAR)
    assert not is_plain("王", REGULAR)
    assert not is_plain("محمد", REGULAR)
