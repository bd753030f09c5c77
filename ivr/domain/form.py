"""What an officer notes about a talk (SOP PPATK, 5.c.iii and vii)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Form:
    """The after-call form. `other_channel` is where a confidential question was pointed to."""

    name: str = ""
    institution: str = ""
    contact: str = ""
    topic: str = ""
    problem: str = ""
    remark: str = ""
    is_confidential: bool = False
    other_channel: str = ""

    @property
    def is_empty(self) -> bool:
        """Nothing was noted yet."""
        return self == Form()
