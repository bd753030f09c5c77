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
        """Nothing was noted yet; blanks are nothing."""
        texts = (getattr(self, name) for name in _TEXTS)
        return not self.is_confidential and not any(text.strip() for text in texts)


_TEXTS = tuple(name for name in Form.__dataclass_fields__ if name != "is_confidential")
