"""Findings: what stands in the way of service, what it means, and what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum


class Severity(IntEnum):
    """How much a finding matters; the lower, the sooner it is dealt with."""

    FAULT = 0  # prevents service
    WARNING = 1
    NOTE = 2  # worth knowing, nothing to repair


# Every code there is, in the order in which one would deal with it: what comes first is needed to judge what follows.
# The codes are public (docs/into-service.md): never renumbered, never used again for something else.
FAULTS = {
    "S01": "a setting is wrong",
    "H01": "a hotline file is wrong",
    "S02": "Twilio cannot reach PUBLIC_URL",
    "D01": "the database cannot be had",
    "D02": "the database was never created",
    "D03": "the database is older than this version",
    "D04": "the database is newer than this version",
    "D05": "the database cannot be written",
    "D06": "the disk is full",
    "T01": "no Twilio account is configured",
    "T02": "Twilio refuses the account or its token",
    "T03": "Twilio cannot be reached",
    "T04": "the Twilio account is suspended or closed",
    "P01": "nobody is known",
    "P06": "sample people are in the database",
    "P02": "there is no officer who could answer",
    "P03": "there is no operator who could answer",
    "R01": "nobody is rostered in the next seven days",
    "M01": "the mail server cannot be reached",
    "M02": "the mail server's encryption cannot be trusted",
    "M03": "the mail server refuses the login",
    "M04": "the folder for mail cannot be written",
    "M05": "mail has no sender",
    "N01": "a number is not in the account",
    "N02": "a TwiML app or trunk takes the number's calls",
    "N03": "a number does not ask this installation",
    "N04": "the number shown to officers is neither owned nor verified",
    "X01": "a check failed",
    "X02": "a check did not end in time",
}
WARNINGS = {
    "S03": "PUBLIC_URL is not encrypted",
    "S04": "PUBLIC_URL does not lead to this installation",
    "S05": "the kept SECRET_KEY does not serve several nodes",
    "S06": "others can read a file with secrets",
    "S07": "logs of several nodes are hard to gather as text",
    "H02": "something in a hotline file is probably not meant",
    "D07": "SQLite lies on a network file system",
    "D08": "the disk is nearly full",
    "T05": "the clock of this machine is wrong",
    "T06": "the Twilio account is a trial",
    "P04": "there is no coordinator to receive the recap",
    "P05": "somebody who should answer has no telephone",
    "P07": "somebody belongs to no hotline or unit",
    "R02": "the roster has gaps in the next seven days",
    "C01": "joint leave of this year or the next is not known",
    "M06": "mail only goes to a folder",
    "M07": "a letter was given up",
    "M08": "the worker does not run: letters or a recap are overdue",
    "M09": "the mail server puts letters off",
    "N05": "a number of a BYOC trunk cannot be checked",
}
NOTES = {
    "L01": "the topics or the FAQ of a unit are others than in the hotline file",
    "L02": "the special days of a hotline are others than in its file",
}
CODES = (*FAULTS, *WARNINGS, *NOTES)


@dataclass(frozen=True)
class Finding:
    """One finding. `text` says what is wrong and `remedy` what to do, in Indonesian."""

    code: str
    text: str
    remedy: str

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise ValueError(f"{self.code} is not a code")

    @property
    def severity(self) -> Severity:
        """Whether it prevents service, should be seen to, or is only worth knowing."""
        if self.code in NOTES:
            return Severity.NOTE
        return Severity.FAULT if self.code in FAULTS else Severity.WARNING


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """As one would deal with them: what prevents service first; equal codes stay as they were found."""
    return tuple(sorted(dict.fromkeys(findings), key=lambda finding: CODES.index(finding.code)))
