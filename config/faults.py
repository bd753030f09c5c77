"""Faults of the files that an office writes: where, what is wrong, what would be right."""

from collections.abc import Iterable
from dataclasses import dataclass, field

Place = tuple[str | int, ...]
"""Where in a document: the keys and list positions from its root."""


@dataclass(frozen=True, order=True)
class Fault:
    """One fault in one file. `line` counts from 1; 0 means the file as a whole. The words are Indonesian."""

    file: str
    line: int
    path: str
    problem: str
    remedy: str = ""

    def __str__(self) -> str:
        place = f"{self.file} baris {self.line}" if self.line else self.file
        words = f"{self.problem} - {self.remedy}" if self.remedy else self.problem
        return f"{place}: {self.path}: {words}" if self.path else f"{place}: {words}"


class HotlineFaults(Exception):
    """Everything that is wrong with the hotline files, sorted by file and line; `str()` lists it, one a line."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(str(fault) for fault in self.faults))


@dataclass(frozen=True)
class Findings:
    """A sheet that all readers and checks write on, so that everything is reported at once."""

    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)


LONGEST_WORDS = 300


def one_line(words: str) -> str:
    """Words for one line of a report: without line ends and control characters, cut where they go on and on."""
    line = "".join(letter if letter.isprintable() else " " for letter in words)
    return line if len(line) <= LONGEST_WORDS else f"{line[:LONGEST_WORDS]}..."


def written(place: Place) -> str:
    """The path of a place as people write it: `units.0.name`."""
    return one_line(".".join(str(part) for part in place))
