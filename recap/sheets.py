"""One sheet for every officer of the day: who was rostered, and who talked."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ivr.domain.call_lines import CallLine, DayLines, TalkLine
from ivr.domain.form import Form
from ivr.domain.roster import Task
from recap.clean_text import block, one_line
from recap.figures import Planned, Sheet, SheetRow


def sheets_of(lines: DayLines, planned: Sequence[Planned]) -> tuple[Sheet, ...]:
    """A sheet for each rostered officer, then for operators on standing duty and for others, if they talked.

    A person has one sheet, also with duties in two units. Every talk stands on exactly one.
    """
    talks: dict[int, list[tuple[CallLine, TalkLine]]] = defaultdict(list)
    for call in lines.calls:
        for talk in call.talks:
            talks[talk.person_id].append((call, talk))
    rostered = dict.fromkeys(line.person_id for line in planned if line.task is not None)
    standing = dict.fromkeys(line.person_id for line in planned if line.task is None and line.person_id in talks)
    others = sorted(talks.keys() - rostered.keys() - standing.keys(), key=lambda one: (lines.names[one].lower(), one))
    sheets = []
    for person_id in dict.fromkeys((*rostered, *standing, *others)):
        own = [line for line in planned if line.person_id == person_id]
        taken = sorted(talks.get(person_id, ()), key=lambda pair: (pair[1].started_at, pair[1].id))
        sheets.append(
            Sheet(
                person_id=person_id,
                name=one_line(lines.names[person_id]),
                units=tuple(dict.fromkeys(line.unit for line in own) or dict.fromkeys(talk.unit for _, talk in taken)),
                is_rostered=bool(own),
                is_standing=person_id not in rostered and person_id in standing,
                replaced_by=tuple(_replacing(person_id, own, planned)),
                rows=tuple(_row(call, talk, lines) for call, talk in taken),
                signed_at=lines.signed.get(person_id),
            )
        )
    return tuple(sheets)


def _replacing(person_id: int, own: Sequence[Planned], planned: Sequence[Planned]) -> Iterable[str]:
    units = {line.unit for line in own}
    for line in planned:
        if line.task is Task.SUBSTITUTE and line.unit in units and line.replaces_id == person_id:
            yield one_line(line.name)


def _row(call: CallLine, talk: TalkLine, lines: DayLines) -> SheetRow:
    return SheetRow(
        talk_id=talk.id,
        caller=call.from_number if call.is_inbound else call.to_number,
        started_at=talk.started_at,
        ended_at=talk.ended_at,
        form=None if talk.is_blank else _shown(talk.form or Form()),
        unit=talk.unit,
        entered_by=one_line(lines.names.get(call.entered_by, "")) if call.entered_by is not None else None,
        is_outbound=not call.is_inbound,
        came_by=call.came_by,
    )


def _shown(form: Form) -> Form:
    """The form as it may be printed: of a confidential one only where it was pointed to (SOP PPATK, 5.c.vii)."""
    if form.is_confidential:
        return Form(is_confidential=True, other_channel=one_line(form.other_channel))
    return replace(
        form,
        name=one_line(form.name),
        institution=one_line(form.institution),
        contact=block(form.contact),
        topic=one_line(form.topic),
        problem=block(form.problem),
        remark=block(form.remark),
        other_channel=one_line(form.other_channel),
    )
