"""The form of a person's particulars: what it offers, what was typed, what stands in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import request

from ivr.domain.hotline import Hotline
from ivr.domain.people import Role
from ivr.store.people import Member
from ivr.web.reception import Visitor
from ivr.workflows.office import Office
from ivr.workflows.role_labels import LABELS
from ivr.workflows.typed_person import TypedPerson

EMPTY = TypedPerson("", "", "", (), (), "")


@dataclass(frozen=True)
class Choice:
    """Something to tick: the word of the people file, and what people call it."""

    word: str
    label: str


@dataclass(frozen=True)
class Choices:
    """What the form offers to who keeps people here; `hotlines` is empty where there is no choice."""

    roles: Sequence[Choice]
    units: Sequence[Choice]
    hotlines: Sequence[Choice]


def choices(office: Office, who: Visitor, *, hotline: str | None = None) -> Choices:
    """The choices; `hotline` is that of the person, None for a new one."""
    is_admin = Role.ADMIN in who.person.roles
    roles = [Choice(role.value, LABELS[role]) for role in Role if is_admin or role is not Role.ADMIN]
    if not is_admin or len(office.hotlines) == 1:
        only = office.hotlines.by_key.get(hotline or who.hotline.key, who.hotline)
        return Choices(roles, _units(only), ())
    # Two hotlines may call their units by the same word; then it stands for the unit of either.
    labels: dict[str, list[str]] = {}
    for each in office.hotlines:
        for unit in _units(each):
            labels.setdefault(unit.word, []).append(f"{unit.label} ({each.name})")
    units = [Choice(word, " / ".join(those)) for word, those in labels.items()]
    return Choices(roles, units, [Choice(each.key, each.name) for each in office.hotlines])


def typed_person(who: Visitor) -> TypedPerson:
    """What the request brings, as it was typed."""
    form = request.form
    return TypedPerson(
        name=form.get("nama", ""),
        email=form.get("email", ""),
        phone=form.get("telepon", ""),
        roles=tuple(form.getlist("peran")),
        units=tuple(form.getlist("unit")),
        hotline=form.get("hotline", who.hotline.key),
    )


def as_typed(member: Member) -> TypedPerson:
    """A person as the form would have them typed."""
    person = member.person
    return TypedPerson(
        name=person.name,
        email=person.email,
        phone=str(person.phone or ""),
        roles=tuple(role.value for role in Role if role in person.roles),
        units=person.units,
        hotline=member.hotline,
    )


def _units(hotline: Hotline) -> list[Choice]:
    return [Choice(unit.key, unit.name) for unit in hotline.units.values()]
