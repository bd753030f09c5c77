"""A person as somebody typed them on a page: the same words and rules as in the people file."""

from collections.abc import Mapping
from dataclasses import dataclass

from ivr.domain.hotlines import Hotlines
from ivr.domain.people import Person
from ivr.store.engine import Connection
from ivr.store.people import Member, member_with_email
from ivr.workflows.fault_sheet import Sheet
from ivr.workflows.read_people import PersonDraft, read_person
from ivr.workflows.read_table import typed_row

FIELDS = ("nama", "email", "telepon", "peran", "unit", "hotline")
"""The fields of the page, named as the columns of the file."""


class PersonRefused(ValueError):
    """What was typed is no person. `faults`: by field, a sentence that says what is wrong and what would be right."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        self.faults = faults
        super().__init__("; ".join(faults.values()))


class ChangeRefused(PermissionError):
    """It is not the keeper's to change; the text is an Indonesian sentence."""


class UnknownPerson(LookupError):
    """Nobody, or nobody whom the keeper may see."""


@dataclass(frozen=True)
class TypedPerson:
    """The words of the page, `roles` and `units` as ticked."""

    name: str
    email: str
    phone: str
    roles: tuple[str, ...]
    units: tuple[str, ...]
    hotline: str


def read_typed(
    connection: Connection, hotlines: Hotlines, typed: TypedPerson, *, before: Member | None = None
) -> Member:
    """The person that was typed, under the id and as active as `before`. Raises PersonRefused with every fault."""
    sheet = Sheet("")
    cells = {
        "nama": typed.name,
        "email": typed.email,
        "telepon": typed.phone,
        "peran": "|".join(typed.roles),
        "unit": "|".join(typed.units),
        "hotline": typed.hotline,
    }
    draft = read_person(sheet, typed_row(sheet, cells), hotlines, None)
    if not sheet.faults and draft is not None:
        other = member_with_email(connection, draft.email)
        if other is not None and (before is None or other.person.id != before.person.id):
            sheet.note(0, "email", f"{draft.email} sudah dipakai orang lain", "satu alamat untuk satu orang")
    if sheet.faults or draft is None:
        raise PersonRefused(_by_field(sheet))
    return Member(draft.hotline, _person(draft, before.person if before else None))


def _person(draft: PersonDraft, before: Person | None) -> Person:
    person_id, is_active = (before.id, before.is_active) if before else (0, True)
    return Person(person_id, draft.name, draft.email, draft.roles, draft.units, draft.phone, is_active)


def _by_field(sheet: Sheet) -> dict[str, str]:
    faults: dict[str, str] = {}
    for fault in sheet.faults:
        words = f"{fault.problem}; {fault.remedy}" if fault.remedy else fault.problem
        sentence = words[:1].upper() + words[1:] + ("" if words.endswith(("?", ".")) else ".")
        faults[fault.path] = f"{faults[fault.path]} {sentence}" if fault.path in faults else sentence
    return faults
