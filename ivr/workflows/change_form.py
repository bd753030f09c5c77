"""Change the form of a talk: each field on its own, and nobody's words lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ivr.domain.form import CONTENT, TEXTS, Form, seen_by, sees_content
from ivr.domain.form_changes import Change, Conflict, cleaned, merge, too_long, writer_after
from ivr.domain.journal import Action, Entry
from ivr.domain.local_time import to_local
from ivr.domain.scope import Scope
from ivr.store.engine import Connection
from ivr.store.forms import LONGEST, save_form
from ivr.store.journal import note_once_in_journal
from ivr.store.noted_talks import NotedTalk, locked_talk
from ivr.store.sign_offs import withdraw_sign_off
from ivr.workflows.office import Office
from ivr.workflows.show_form import NOTED_EVERY

NO_CHANNEL = "Pilih kanal lain yang disampaikan kepada penelepon."


@dataclass(frozen=True)
class FormSaved:
    """What became of changes: by field the conflicts and the faults (Indonesian); everything else is saved.

    `form` is what stands there now, as the editor may see it, since `filled_at`. `other` changed it last before these
    changes, at `other_at`; None when that was the editor, or is not known. `was_signed`: the officer's word that the
    day's sheet is right stands no more.
    """

    form: Form
    edition: int
    conflicts: Mapping[str, Conflict]
    faults: Mapping[str, str]
    filled_at: datetime | None
    other: str | None = None
    other_at: datetime | None = None
    was_signed: bool = False


def change_form(
    office: Office, scope: Scope, attempt_id: int, changes: Mapping[str, Change], *, now: datetime
) -> FormSaved | None:
    """Save what can be saved of these changes; None for a talk that is not the editor's to open.

    Raises KeyError for a field that no form has.
    """
    with office.database.writing() as connection:
        talk = locked_talk(connection, scope, attempt_id)
        if talk is None:
            return None
        wanted, faults = _acceptable(talk, changes, scope)
        merged = merge(talk.form, wanted)
        before, was_signed = talk, False
        if merged.form != talk.form:
            was_signed = _save(connection, office, scope, talk, merged.form, now=now)
            talk = locked_talk(connection, scope, attempt_id) or talk
    if merged.form.is_confidential and not merged.form.other_channel.strip():
        faults.setdefault("other_channel", NO_CHANNEL)
    return FormSaved(
        form=seen_by(talk.form, person_id=scope.person_id, filled_by=talk.filled_by),
        edition=talk.edition,
        conflicts=merged.conflicts,
        faults=faults,
        filled_at=talk.filled_at,
        other=before.writer if _is_anothers(before, scope) else None,
        other_at=before.filled_at,
        was_signed=was_signed,
    )


def _is_anothers(talk: NotedTalk, scope: Scope) -> bool:
    """Whether somebody else changed the form last; a confidential one keeps its writer, whoever changes it."""
    return talk.filled_by not in (None, scope.person_id) and not talk.form.is_confidential


def _acceptable(
    talk: NotedTalk, changes: Mapping[str, Change], scope: Scope
) -> tuple[dict[str, Change], dict[str, str]]:
    """The changes, cleaned, that this editor may make; and by field why the others cannot be."""
    hidden = not sees_content(talk.form, person_id=scope.person_id, filled_by=talk.filled_by)
    wanted: dict[str, Change] = {}
    faults: dict[str, str] = {}
    for name, change in changes.items():
        base, value, sent = change.base, change.value, change.sent
        if name in TEXTS:
            base, value = cleaned(name, str(base)), cleaned(name, str(value))
            sent = tuple(cleaned(name, str(one)) for one in sent)
        if base == value and not sent:
            continue
        if hidden and name in (*CONTENT, "is_confidential"):
            faults[name] = f"Hanya {talk.writer} yang dapat mengubah isi pertanyaan rahasia ini."
        elif isinstance(value, str) and (fault := too_long(name, value, LONGEST)):
            faults[name] = fault
        else:
            wanted[name] = Change(base, value, sent)
    return wanted, faults


def _save(connection: Connection, office: Office, scope: Scope, talk: NotedTalk, form: Form, *, now: datetime) -> bool:
    """Write the next edition; returns whether the officer's sign-off of that day was withdrawn by it."""
    writer = writer_after(talk.form, form, filled_by=talk.filled_by, editor=scope.person_id, officer=talk.person_id)
    save_form(connection, form, attempt_id=talk.attempt_id, filled_by=writer, at=now)
    entry = Entry(scope.person_id, Action.CHANGED, f"form:{talk.attempt_id}", talk.hotline, talk.unit)
    note_once_in_journal(connection, entry, at=now, within=NOTED_EVERY)
    hotline = office.hotlines.by_key.get(talk.hotline, office.hotlines.first)
    on = to_local(talk.arrived_at, hotline.zone).date()
    return withdraw_sign_off(connection, talk.hotline, talk.person_id, on)
