"""What an officer notes about a talk (SOP PPATK, 5.c.iii and vii)."""

from dataclasses import dataclass, replace


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
        texts = (getattr(self, name) for name in TEXTS)
        return not self.is_confidential and not any(text.strip() for text in texts)

    @property
    def has_content(self) -> bool:
        """Something is noted of the question itself; blanks are nothing."""
        return any(getattr(self, name).strip() for name in CONTENT)


TEXTS = tuple(name for name in Form.__dataclass_fields__ if name != "is_confidential")
CONTENT = ("topic", "problem", "remark")
"""The fields that tell what the question was about."""


def sees_content(form: Form, *, person_id: int, filled_by: int | None) -> bool:
    """Whether somebody may read what a question was about: of a confidential one only who wrote it down.

    SOP PPATK, 5.c.vii: such a question is pointed to another channel, and its content goes no further. Who it was and
    where it was pointed to stay visible to those who may open the talk.
    """
    return not form.is_confidential or filled_by == person_id


def seen_by(form: Form, *, person_id: int, filled_by: int | None) -> Form:
    """The form as one reader may see it; the one rule for pages, lists, mails and whatever else shows a form."""
    if sees_content(form, person_id=person_id, filled_by=filled_by):
        return form
    return replace(form, topic="", problem="", remark="")
