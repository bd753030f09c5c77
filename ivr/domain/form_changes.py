"""Changes of a form, merged field by field, so that nobody's words are lost when two write at once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ivr.domain.form import CONTENT, TEXTS, Form

Value = str | bool
SEVERAL_LINES = frozenset({"contact", "problem"})

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# PostgreSQL keeps no NUL, no encoding keeps half a character, and nobody types the others on purpose.
_UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Change:
    """What an editor wrote in a field, and what stood there when they began.

    `sent` is what they sent before without hearing what became of it: on a bad line it may be stored all the same.
    """

    base: Value
    value: Value
    sent: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two wrote in the same field: what is stored, and what the second one wrote."""

    stored: Value
    value: Value


@dataclass(frozen=True)
class Merged:
    """The form with every change that disturbs nobody, and by field the changes that would."""

    form: Form
    conflicts: Mapping[str, Conflict]


def merge(stored: Form, changes: Mapping[str, Change]) -> Merged:
    """Take over what was changed since its editor read it, unless somebody else changed the same field meanwhile.

    A field conflicts only when something else is stored than what its editor began with, and than what they wrote; so
    the same change may come twice. Fields that are not named stay. Raises KeyError for a field that no form has.
    """
    taken: dict[str, Any] = {}
    conflicts = {}
    for name, change in changes.items():
        if name not in Form.__dataclass_fields__:
            raise KeyError(name)
        now = getattr(stored, name)
        is_own = now in change.sent
        if change.value == now or (change.value == change.base and not is_own):
            continue
        if now == change.base or is_own:
            taken[name] = change.value
        else:
            conflicts[name] = Conflict(now, change.value)
    return Merged(replace(stored, **taken), conflicts)


def cleaned(name: str, text: str) -> str:
    """What is kept of a text typed into a field: one kind of line end, no control characters, no half characters."""
    text = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    text = _UNWRITABLE.sub("", text)
    return text if name in SEVERAL_LINES else text.replace("\n", " ")


def too_long(name: str, text: str, longest: Mapping[str, int]) -> str | None:
    """Why a text cannot be kept, in Indonesian: `10.512 dari 10.000 huruf; ...`; None where it can."""
    most = longest.get(name)
    if most is None or len(text) <= most:
        return None
    return f"{_number(len(text))} dari {_number(most)} huruf; ringkaslah, bagian ini belum tersimpan."


def writer_after(before: Form, after: Form, *, filled_by: int | None, editor: int, officer: int) -> int:
    """Who stands as the writer of a form that was changed: its last editor, but of a confidential one its writer.

    The writer is who alone reads the content (`seen_by`), so somebody else's change must not lay it open to them. Of
    a form that becomes confidential the writer is the talk's `officer`, who heard the question, when they changed it
    last or say now that it is confidential; else who changed it last.
    """
    if filled_by is None or not after.is_confidential or (not before.is_confidential and not before.has_content):
        return editor
    if before.is_confidential or officer not in (filled_by, editor):
        return filled_by
    return officer


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")


__all__ = [
    "CONTENT", "SEVERAL_LINES", "TEXTS", "Change", "Conflict", "Merged", "Value", "cleaned", "merge", "too_long",
    "writer_after",
]  # fmt: skip
