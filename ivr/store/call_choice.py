"""Which calls a reader asked for: days, unit, disposition, form, and words to find."""

import re
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from ivr.domain.call import Disposition, Outcome
from ivr.domain.scope import Scope
from ivr.store.filled_forms import is_filled
from ivr.store.tables import attempts, calls, forms
from ivr.store.visible import visible_calls, visible_talks

RUNNING = "running"
_FOUND_IN = (forms.c.name, forms.c.institution, forms.c.contact)
_FOUND_IN_CONTENT = (forms.c.topic, forms.c.problem, forms.c.remark)


@dataclass(frozen=True)
class CallChoice:
    """The calls of a hotline that arrived in [start, end). `disposition` is a Disposition's value or RUNNING;
    `is_filled`: only those with a talk whose form is filled, or is not. Empty and None choose everything."""

    hotline: str
    start: datetime
    end: datetime
    unit: str = ""
    disposition: str = ""
    is_filled: bool | None = None
    text: str = ""


def chosen(scope: Scope, choice: CallChoice) -> list[sa.ColumnElement[bool]]:
    """What holds for the chosen calls that the reader may see: a bounded range of an index, and the rest in it."""
    where = [
        calls.c.hotline == choice.hotline,
        calls.c.arrived_at >= choice.start,
        calls.c.arrived_at < choice.end,
        visible_calls(scope),
    ]
    if choice.unit:
        where.append(sa.or_(calls.c.unit == choice.unit, _talk(scope, attempts.c.unit == choice.unit)))
    if choice.disposition == RUNNING:
        where.append(calls.c.ended_at.is_(None))
    elif choice.disposition:
        where.append(calls.c.disposition == Disposition(choice.disposition).value)
    if choice.is_filled is not None:
        where.append(_talk(scope, is_filled() if choice.is_filled else ~is_filled()))
    if choice.text.strip():
        where.append(_holds(scope, " ".join(choice.text.split())))
    return where


def _talk(scope: Scope, *more: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """Whether the call has a talk that the reader may open and for which the rest holds."""
    talks = (
        sa.select(1)
        .select_from(attempts.outerjoin(forms, forms.c.attempt_id == attempts.c.id))
        .where(attempts.c.call_id == calls.c.id, attempts.c.outcome == Outcome.ACCEPTED.value)
        .where(visible_talks(scope), *more)
    )
    return talks.correlate(calls).exists()


def _holds(scope: Scope, text: str) -> sa.ColumnElement[bool]:
    """Whether the number, or what a form says, holds a text; what a reader may not read is not found either."""
    may_read = sa.or_(~forms.c.is_confidential, forms.c.filled_by == scope.person_id)
    outside = sa.or_(*(_contains(column, text) for column in _FOUND_IN))
    content = sa.and_(may_read, sa.or_(*(_contains(column, text) for column in _FOUND_IN_CONTENT)))
    found = [_talk(scope, sa.or_(outside, content)), _contains(calls.c.from_number, text)]
    if digits := _digits(text):
        found.append(calls.c.from_number.contains(digits, autoescape=True))
    return sa.or_(*found)


def _contains(column: sa.Column[str], text: str) -> sa.ColumnElement[bool]:
    """Whether a text is in a column, in whatever case.

    SQLite knows only the cases of A to Z, so other letters are asked for in each case.
    """
    spellings = [text] if text.isascii() else list(dict.fromkeys([text, text.lower(), text.upper(), text.title()]))
    return sa.or_(*(column.icontains(spelling, autoescape=True) for spelling in spellings))


def _digits(text: str) -> str | None:
    """`0812-34` as it stands in a number on record, `6281234`; None for what is no part of a number."""
    if not re.fullmatch(r"[+0-9 ().-]+", text):
        return None
    digits = re.sub(r"[^0-9]", "", text)
    return ("62" + digits[1:] if digits.startswith("0") else digits) or None
