"""Calls and talks of each unit, and the proof that they agree with the outcomes."""

from collections.abc import Iterator, Sequence

from ivr.domain.hotline import Hotline
from ivr.workflows.record_labels import DISPOSITIONS, number
from recap.compare import NO_CHANGES, Changes
from recap.document import Column, Row, Seconds, Section, Table
from recap.figures import Outcome, UnitFigures
from recap.tally import FAILURES, TURNED_AWAY
from recap.words import unit_name

COLUMNS = (
    Column("Unit kerja", 32),
    Column("Masuk", 11, is_number=True),
    Column("Terjawab", 11, is_number=True),
    Column("Tidak terlayani", 13, is_number=True),
    Column("Lainnya", 11, is_number=True),
    Column("Bicara", 10, is_number=True),
    Column("Lama bicara", 14, is_number=True),
)


def by_unit(
    hotline: Hotline, units: Sequence[UnitFigures], outcomes: Sequence[Outcome], changes: Changes = NO_CHANGES
) -> Section:
    """The table of units of a day or month; `outcomes` are those of the same calls."""
    rows = [
        Row((unit_name(hotline, one.unit), *_counts(one), Seconds(one.talk_seconds)), changes.mark(_key(one)))
        for one in units
    ]
    sums = [sum(values) for values in zip(*(_counts(one) for one in units), strict=True)]
    rows.append(Row(("Jumlah", *sums, Seconds(sum(one.talk_seconds for one in units))), is_total=True))
    return Section("Menurut unit kerja", Table(COLUMNS, tuple(rows)), tuple(_notes(outcomes)))


def proof(arrived: int, outcomes: Sequence[Outcome]) -> str:
    """`10 = 6 + 1 + 3: jumlah cocok.`"""
    return f"{number(arrived)} = {' + '.join(number(one.count) for one in outcomes if one.count)}: jumlah cocok."


def _counts(one: UnitFigures) -> tuple[int, ...]:
    return one.calls, one.answered, one.unserved, one.others, one.talks


def _notes(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """What the two columns count, in the words and numbers of the table of outcomes."""
    for title, chosen in (("Tidak terlayani", FAILURES), ("Lainnya", (*TURNED_AWAY, None))):
        found = [one for one in outcomes if one.disposition in chosen and one.count]
        if found:
            parts = " + ".join(f"{number(one.count)} {_within(DISPOSITIONS[one.disposition])}" for one in found)
            yield f"{title}: {number(sum(one.count for one in found))} = {parts}."


def _within(words: str) -> str:
    return words[:1].lower() + words[1:]


def _key(one: UnitFigures) -> str:
    return f"unit:{one.unit or ''}"
