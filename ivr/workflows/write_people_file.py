"""Write the people down as a file that the import reads."""

import csv
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from io import StringIO

from ivr.domain.journal import Action, Entry
from ivr.domain.keeping_people import Keeper
from ivr.domain.people import Role
from ivr.store.acquaintances import acquaintances
from ivr.store.journal import note_in_journal
from ivr.store.people import Member
from ivr.workflows.office import Office
from ivr.workflows.read_people import COLUMNS

# What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection); only names are anybody's own words.
_STARTS_FORMULA = ("=", "+", "-", "@")


def write_people_file(office: Office, *, keeper: Keeper, now: datetime) -> bytes:
    """The people whom the keeper may see, in the columns of `people import`: CSV in UTF-8 with its mark for Excel."""
    with office.database.writing() as connection:
        found = acquaintances(connection, keeper.scope, now=now)
        of = Counter(one.member.hotline for one in found)
        for hotline, number in of.items():  # each one's coordinator reads of it, and of no others
            entry = Entry(keeper.person.id, Action.EXPORTED, "people", hotline, detail=f"{number} orang")
            note_in_journal(connection, entry, at=now)
    return _csv(one.member for one in found)


def _csv(members: Iterable[Member]) -> bytes:
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS.known)
    for member in members:
        writer.writerow(_line(member))
    return text.getvalue().encode("utf-8-sig")


def _line(member: Member) -> tuple[str, ...]:
    person = member.person
    return (
        f"'{person.name}" if person.name.startswith(_STARTS_FORMULA) else person.name,
        "|".join(role.value for role in Role if role in person.roles),
        "|".join(person.units),
        str(person.phone or ""),
        person.email,
        member.hotline,
        "ya" if person.is_active else "tidak",
    )
