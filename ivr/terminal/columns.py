"""Lays out words in columns that line up."""

from collections.abc import Sequence


def columns(rows: Sequence[Sequence[str]], *, indent: str = "") -> list[str]:
    """Rows as lines, every column as wide as its widest words, two spaces between; empty columns are left out."""
    if not rows:
        return []
    used = [place for place in range(len(rows[0])) if any(row[place] for row in rows)]
    widths = {place: max(len(row[place]) for row in rows) for place in used}
    return [(indent + "  ".join(row[place].ljust(widths[place]) for place in used)).rstrip() for row in rows]
