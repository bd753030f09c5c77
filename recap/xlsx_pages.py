"""Where the summary's printed pages end: before a part that would be torn apart, or whose titles would stand alone."""

from collections.abc import Iterable, Iterator, Mapping

LINE = 15.0  # points
PAGE = 490.0  # of lines on A4 across, as wide as the page; a little less than fits
REPEATED = 40.0  # the lines that every further page begins with
SMALLEST_BEGINNING = 6 * LINE  # a heading, titles and some rows


def page_breaks(parts: Iterable[range], heights: Mapping[int, float], *, first: int) -> Iterator[int]:
    """The lines that begin a new page. `parts` are lines that belong together, in order; the first page has `first`.

    A part that fits on one page stays whole; a longer one flows over pages after a worthy beginning.
    """
    used = first * LINE
    for part in parts:
        height = sum(heights.get(line, LINE) for line in part)
        if used + height <= PAGE:
            used += height
            continue
        if height <= PAGE - REPEATED or used + SMALLEST_BEGINNING > PAGE:
            yield part.start
            used = REPEATED
        used += height
        while used > PAGE:
            used -= PAGE - REPEATED
