"""A list that a unit keeps, its topics or its FAQ, and the ways to edit it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

Words = tuple[str, ...]
"""One entry: (name,) of a topic, (question, answer) of the FAQ."""


class Listing(StrEnum):
    """Which list of a unit."""

    TOPICS = "topics"
    FAQ = "faq"


@dataclass(frozen=True)
class Add:
    """Put an entry at the end."""

    words: Words


@dataclass(frozen=True)
class Change:
    """Word the entry at a place (from 0) anew."""

    place: int
    words: Words


@dataclass(frozen=True)
class Move:
    """Let an entry change places with the one before it (`by` -1) or after it (+1)."""

    place: int
    by: int


@dataclass(frozen=True)
class Remove:
    """Take an entry off the list."""

    place: int


Edit = Add | Change | Move | Remove


def version_of(entries: Sequence[Words]) -> str:
    """Another one whenever the list is: places mean something only together with it."""
    return sha256(json.dumps([list(words) for words in entries]).encode()).hexdigest()[:16]


def twin_of(words: Words, entries: Sequence[Words], *, but: int | None = None) -> Words | None:
    """The entry that is called the same, whatever its case; `but` is the place of the entry itself."""
    called = words[0].casefold()
    return next((one for place, one in enumerate(entries) if place != but and one[0].casefold() == called), None)
