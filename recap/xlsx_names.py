"""Names of a workbook's sheets: what Excel accepts, and no two alike."""

import re
from collections.abc import Iterable

LONGEST = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_RESERVED = {"history"}


def tab_names(wanted: Iterable[str]) -> list[str]:
    """Each wanted name, made acceptable: at most 31 characters, unique whatever the case."""
    taken: set[str] = set(_RESERVED)
    names = []
    for text in wanted:
        plain = " ".join(_FORBIDDEN.sub(" ", text).split()).strip("' ") or "Petugas"
        name, count = _cut(plain, ""), 1
        while name.casefold() in taken:
            count += 1
            name = _cut(plain, f" ({count})")
        taken.add(name.casefold())
        names.append(name)
    return names


def _cut(text: str, ending: str) -> str:
    """As much of the text as fits with its ending; Excel counts in UTF-16."""
    room = LONGEST - len(ending)
    head = text.encode("utf-16-le")[: 2 * room].decode("utf-16-le", errors="ignore")
    return head.strip("' ") + ending
