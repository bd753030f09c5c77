"""Reading people as somebody wrote them: a line of the people file, or a page (interface: Files that people write)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ivr.domain.hotline import Hotline
from ivr.domain.hotlines import Hotlines
from ivr.domain.people import Role
from ivr.domain.phone import Phone, PhoneFault, parse_phone
from ivr.workflows.fault_sheet import Sheet
from ivr.workflows.read_table import Columns, Row, Table, suggestion

COLUMNS = Columns(("nama", "peran", "unit", "telepon", "email"), ("hotline", "aktif"))

_EMAIL = re.compile(r"[a-z0-9._%+'-]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+")
_RUNG = frozenset({Role.OFFICER, Role.OPERATOR})
_OF_A_UNIT = frozenset({Role.OFFICER, Role.LEADER})


@dataclass(frozen=True)
class PersonDraft:
    """A person as the file describes them; `is_active` is None where the file does not say."""

    line: int
    hotline: str
    name: str
    email: str
    roles: frozenset[Role]
    units: tuple[str, ...]
    phone: Phone | None
    is_active: bool | None


def read_people(
    sheet: Sheet, table: Table, hotlines: Hotlines, *, hotline: str | None = None
) -> tuple[PersonDraft, ...]:
    """The people of a table; `hotline` is for lines that name none. Every fault of every line goes to `sheet`."""
    drafts = tuple(draft for row in table.rows if (draft := read_person(sheet, row, hotlines, hotline)))
    first: dict[str, int] = {}
    for row in table.rows:
        email = row["email"].lower()
        if email and (before := first.setdefault(email, row.line)) != row.line:
            sheet.note(row.line, "email", f"{email} sudah dipakai di baris {before}", "satu orang satu baris")
    return drafts


def hotline_of(sheet: Sheet, row: Row, hotlines: Hotlines, default: str | None) -> Hotline | None:
    """The hotline of a line: its own, the default, or the only one. None with a fault noted."""
    key = row["hotline"].lower() or default
    if key is None and len(hotlines) == 1:
        return hotlines.first
    if key is None:
        sheet.note(row.line, "hotline", "kosong, padahal ada beberapa hotline", f"isi {' atau '.join(hotlines.by_key)}")
        return None
    if key not in hotlines.by_key:
        sheet.note(row.line, "hotline", f"'{key}' tidak dikenal", suggestion(key, hotlines.by_key))
    return hotlines.by_key.get(key)


def unit_of(sheet: Sheet, row: Row, written: str, units: Mapping[str, str]) -> str | None:
    """The key of a unit as written; `units` are names by key. None with a fault noted."""
    key = written.strip().lower()
    if key in units:
        return key
    named = [known for known, name in units.items() if name.lower() == key]
    remedy = f"tulis kuncinya: {named[0]}" if named else suggestion(key, units)
    sheet.note(row.line, "unit", f"'{written.strip()}' tidak dikenal", remedy)
    return None


def read_person(sheet: Sheet, row: Row, hotlines: Hotlines, default: str | None) -> PersonDraft | None:
    """The person of one row; None, with the fault noted, where even the hotline is not known.

    A draft with faults noted on the sheet is not to be used. `default` is the hotline of a row that names none.
    """
    hotline = hotline_of(sheet, row, hotlines, default)
    roles = _roles(sheet, row)
    names = {unit.key: unit.name for unit in hotline.units.values()} if hotline else None
    units = _units(sheet, row, names) if names is not None else ()
    if names is not None and not row["unit"] and roles & _OF_A_UNIT:
        sheet.note(row.line, "unit", f"wajib untuk {_spoken(roles & _OF_A_UNIT)}", f"isi {', '.join(names)}")
    phone = _phone(sheet, row, roles)
    name, email = row["nama"], row["email"].lower()
    if not name or len(name) > 200:
        sheet.note(row.line, "nama", "lebih panjang dari 200 huruf" if name else "kosong", "isi nama orangnya")
    if not _EMAIL.fullmatch(email) or len(email) > 254:
        problem = f"'{row['email']}' bukan alamat e-mail" if email else "kosong"
        sheet.note(row.line, "email", problem, "tulis misalnya nama@kantor.go.id")
    is_active = _yes_or_no(sheet, row)
    if hotline is None:
        return None
    return PersonDraft(row.line, hotline.key, name, email, roles, units, phone, is_active)


def _roles(sheet: Sheet, row: Row) -> frozenset[Role]:
    words = [word.strip().lower() for word in row["peran"].split("|")]
    known = [role.value for role in Role]
    if not row["peran"]:
        sheet.note(row.line, "peran", "kosong", f"isi {', '.join(known)}; beberapa peran dengan |")
        return frozenset()
    for word in words:
        if word not in known:
            sheet.note(row.line, "peran", f"'{word}' tidak dikenal", suggestion(word, known))
    return frozenset(Role(word) for word in words if word in known)


def _units(sheet: Sheet, row: Row, names: Mapping[str, str]) -> tuple[str, ...]:
    written = [word for word in row["unit"].split("|") if word.strip()]
    return tuple(dict.fromkeys(key for word in written if (key := unit_of(sheet, row, word, names))))


def _phone(sheet: Sheet, row: Row, roles: frozenset[Role]) -> Phone | None:
    if not row["telepon"]:
        if roles & _RUNG:
            sheet.note(
                row.line,
                "telepon",
                f"kosong, padahal wajib untuk {_spoken(roles & _RUNG)}",
                "isi misalnya 0812-3456-7890",
            )
        return None
    try:
        return parse_phone(row["telepon"])
    except PhoneFault as fault:
        problem, _, remedy = str(fault).partition("; ")
        if "telepon" in row.numeric:
            problem, remedy = f"{problem} (tersimpan sebagai angka)", f"{remedy}, dan jadikan format kolomnya teks"
        sheet.note(row.line, "telepon", problem, remedy)
        return None


def _yes_or_no(sheet: Sheet, row: Row) -> bool | None:
    match row["aktif"].lower():
        case "":
            return None
        case "ya":
            return True
        case "tidak":
            return False
        case other:
            sheet.note(row.line, "aktif", f"'{other}' bukan ya atau tidak", "tulis ya atau tidak")
            return None


def _spoken(roles: frozenset[Role]) -> str:
    return " dan ".join(role.value for role in Role if role in roles)
