"""The page of a talk's form: what it shows, and what a browser sends back from it."""

from collections.abc import Mapping
from typing import Any

from flask import render_template, url_for
from werkzeug.datastructures import MultiDict

from ivr.domain.form import CONTENT, TEXTS, Form
from ivr.domain.form_changes import Change, Conflict, Value, cleaned
from ivr.domain.phone import readable
from ivr.store.noted_talks import NotedTalk
from ivr.web.reception import Visitor
from ivr.workflows.record_labels import CAME_BY
from ivr.workflows.show_form import FormShown

BASE = "base-"
MOST_SENT = 30  # as in form_fields.js
FIELDS = tuple(Form.__dataclass_fields__)


def form_page(
    who: Visitor,
    shown: FormShown,
    *,
    typed: Mapping[str, Value] | None = None,
    faults: Mapping[str, str] | None = None,
    conflicts: Mapping[str, Conflict] | None = None,
    **more: Any,
) -> str:
    """The page. `typed` is what stands in the fields where that is not what is stored."""
    stored = {name: getattr(shown.form, name) for name in FIELDS}
    values = stored | dict(typed or {})
    return render_template(
        "form.html",
        shown=shown,
        talk=shown.talk,
        head=head_of(shown),
        number=readable(shown.talk.number) if shown.talk.number else None,
        stored=stored,
        values=values,
        faults=faults or {},
        conflicts=conflicts or {},
        is_alone=who.session.only is not None,
        units=[unit for unit in shown.hotline.units.values() if unit.key != shown.talk.unit],
        unit_names={unit.key: unit.name for unit in shown.hotline.units.values()},
        contacts=shown.hotline.referrals,
        channels=_choices(shown.hotline.forms.channels, values["other_channel"]),
        **more,
    )


def head_of(shown: FormShown) -> dict[str, str]:
    """The facts of a call, as the head of its form says them."""
    talk = shown.talk
    facts = {"Unit": shown.hotline.units[talk.unit].name if talk.unit in shown.hotline.units else talk.unit}
    if talk.entered_by is not None:
        facts["Cara datang"] = f"{CAME_BY.get(talk.came_by or '', 'di luar sistem')} (dicatat manual)"
        facts |= {"Nomor penelepon": readable(talk.number)} if talk.number else {}
    else:
        facts["Nomor penelepon"] = readable(talk.number) if talk.number else "disembunyikan"
    facts["Lama bicara"] = duration(talk)
    facts["Petugas"] = talk.officer
    return facts


def duration(talk: NotedTalk) -> str:
    """`1 menit 35 detik`."""
    if talk.seconds is None:
        return "masih berlangsung"
    minutes, seconds = divmod(talk.seconds, 60)
    hours, minutes = divmod(minutes, 60)
    parts = [(hours, "jam"), (minutes, "menit"), (seconds, "detik")]
    return " ".join(f"{count} {word}" for count, word in parts if count) or "0 detik"


def fields_seen(shown: FormShown) -> dict[str, Value]:
    """The fields that this reader sees, for scripts."""
    return {name: getattr(shown.form, name) for name in FIELDS if shown.sees_content or name not in CONTENT}


def changes_of(form: MultiDict[str, str]) -> dict[str, Change]:
    """What a plain form says was changed.

    A field counts when it was sent; a tick box, which a browser does not send when it is empty, when its base was. A
    text without a base is taken for a first one, so that it never overwrites another unseen.
    """
    changes: dict[str, Change] = {
        name: Change(_lines(name, form.get(BASE + name, "")), _lines(name, form[name]))
        for name in TEXTS
        if name in form
    }
    if BASE + "is_confidential" in form:
        changes["is_confidential"] = Change(bool(form[BASE + "is_confidential"]), "is_confidential" in form)
    return changes


def changes_in(body: Any) -> dict[str, Change]:
    """The same from a script: `{field: {"base": ..., "value": ..., "sent": [...]}}`; without `sent` there is none.

    Raises ValueError for anything else.
    """
    if not isinstance(body, dict):
        raise ValueError("no mapping of fields")
    changes = {}
    for name, change in body.items():
        kind = bool if name == "is_confidential" else str
        if name not in FIELDS or not isinstance(change, dict):
            raise ValueError(f"no field of a form: {name!r}")
        base, value, sent = change.get("base"), change.get("value"), change.get("sent", [])
        if not isinstance(base, kind) or not isinstance(value, kind):
            raise ValueError(f"{name} is not what was expected")
        if not isinstance(sent, list) or len(sent) > MOST_SENT or not all(isinstance(one, kind) for one in sent):
            raise ValueError(f"what was sent before of {name} is not what was expected")
        changes[name] = Change(base, value, tuple(sent))
    return changes


def typed_values(changes: Mapping[str, Change]) -> dict[str, Value]:
    """What somebody typed, as it would be kept."""
    return {
        name: cleaned(name, change.value) if isinstance(change.value, str) else change.value
        for name, change in changes.items()
    }


def form_url(attempt_id: int) -> str:
    """Where the form of a talk is."""
    return url_for("forms.shown", attempt_id=attempt_id)


def _lines(name: str, text: str) -> str:
    return cleaned(name, text)


def _choices(offered: tuple[str, ...], chosen: Value) -> list[str]:
    """What can be chosen; what was chosen before stays a choice."""
    return [*offered, *([str(chosen)] if chosen and chosen not in offered else [])]
