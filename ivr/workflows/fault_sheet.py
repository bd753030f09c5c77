"""The sheet on which every reader of a file notes what is wrong, so that everything is told at once."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from config.faults import Fault, one_line

EVERY_LINE = 0


class FileRefused(Exception):
    """Everything that is wrong with a file, by line; nothing of it was applied. `str()` lists it, one fault a line."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(str(fault) for fault in self.faults))


@dataclass
class Sheet:
    """Where readers write down what is wrong with a line, one reader after the other."""

    file: str
    faults: list[Fault] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)  # what they may want to know though nothing is wrong
    _silent: set[tuple[int, str]] = field(default_factory=set)

    def note(self, line: int, column: str, problem: str, remedy: str = "") -> None:
        """Write down one fault, unless its line or column was silenced."""
        if self._silent.isdisjoint({(line, ""), (line, column), (EVERY_LINE, column)}):
            self.faults.append(Fault(self.file, line, column, one_line(problem), one_line(remedy)))

    def silence(self, line: int, column: str = "") -> None:
        """Tell no more of a line, or of one column in it: what would follow could only be a guess."""
        self._silent.add((line, column))

    def refuse_if_faulty(self) -> None:
        """Raise FileRefused when anything was written down."""
        if self.faults:
            raise FileRefused(self.faults)
