"""The people that can be chosen for a cell of the roster: the unit's own first, then everybody else."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ivr.domain.hotline import Unit
from ivr.domain.people import Person
from ivr.domain.posts import stands_by


@dataclass(frozen=True)
class Choice:
    """Somebody to choose: known by e-mail, shown by name."""

    email: str
    label: str


@dataclass(frozen=True)
class Choices:
    """Who can be chosen, in groups: for the line itself, and as the one who is replaced."""

    people: tuple[tuple[str, tuple[Choice, ...]], ...]
    replaced: tuple[tuple[str, tuple[Choice, ...]], ...]


def choices_of(people: Sequence[Person], unit: Unit, *, named: Collection[str], on_duty: Sequence[str]) -> Choices:
    """Everybody for a unit. `named` are e-mails that stand in the form, also of people who are inactive by now."""
    names = Counter(person.name.lower() for person in people if person.is_active)
    seen = [person for person in people if person.is_active or person.email in named]
    seen.sort(key=lambda person: person.name.lower())
    known = {person.email for person in people}
    strange = tuple(Choice(email, email) for email in sorted(set(named) - known - {""}))
    serving = {one.id for one in seen if unit.key in one.units or (unit.is_operator and stands_by(one, unit.key))}
    own = tuple(_choice(one, names) for one in seen if one.id in serving)
    others = tuple(_choice(one, names) for one in seen if one.id not in serving)
    here = tuple(_choice(one, names) for one in seen if one.email in set(on_duty))
    rest = tuple(_choice(one, names) for one in seen if one.email not in set(on_duty))
    return Choices(
        (("Unit ini", own), ("Orang lain", (*others, *strange))),
        (("Di sel ini", here), ("Orang lain", (*rest, *strange))),
    )


def _choice(person: Person, names: Counter[str]) -> Choice:
    marks = [person.email] if names[person.name.lower()] > 1 else []
    if not person.is_active:
        marks.append("tidak aktif")
    elif person.phone is None:
        marks.append("tanpa nomor telepon")
    return Choice(person.email, f"{person.name} ({', '.join(marks)})" if marks else person.name)
