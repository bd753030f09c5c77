"""Sample people, and a roster for whatever day the demonstration plays on."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from demo.names import TelephoneKey
from ivr.domain.people import Person
from ivr.store.migrate import current_revision, upgrade
from ivr.store.people import load_people
from ivr.store.roster import load_duties
from ivr.workflows.import_people import import_people
from ivr.workflows.import_roster import import_roster
from ivr.workflows.office import Office

PEOPLE = Path(__file__).with_name("people.csv")
SAMPLE_ADDRESS = "@contoh.example"
ROSTER_COLUMNS = "tanggal,unit,petugas,tugas,menggantikan"

# (unit, officers on duty, who covers their break)
WATCH = (
    ("pelaporan", ("andi.wirawan", "sari.lestari"), "rudi.hartono"),
    ("pti", ("dewi.anggraini",), "bayu.saputra"),
    ("humas", ("nina.marlina",), "tono.prasetyo"),
)


class RealOffice(Exception):
    """The database is an installation's own; the demonstration keeps its hands off. The text is Indonesian."""


def furnish_database(office: Office) -> None:
    """The newest schema with the sample people, in a database that is the demonstration's own or nobody's yet.

    Raises RealOffice for one that holds anybody who is not a sample, or that was created and holds nobody: an
    installation begins so.
    """
    with office.database.reading() as connection:
        if current_revision(connection) is not None:
            _check_is_ours([member.person.email for member in load_people(connection)])
    upgrade(office.settings.database_url)
    import_people(office, PEOPLE.name, PEOPLE.read_bytes())


def _check_is_ours(emails: list[str]) -> None:
    real = next((email for email in emails if not email.endswith(SAMPLE_ADDRESS)), None)
    if real is not None:
        raise RealOffice(f"Basis data ini berisi orang yang sungguh ada ({real}).")
    if not emails:
        raise RealOffice("Basis data ini sudah disiapkan untuk suatu kantor, bukan oleh peragaan.")


def furnish_week(office: Office, day: date) -> None:
    """A roster for a day and the rest of its week; a day that has one keeps it, and so does one without hours.

    The break of the last day is left without a cover, so that there is a gap to be seen and mended.
    """
    hotline = office.hotlines.first
    week = [day + timedelta(days=ahead) for ahead in range(7 - day.weekday())]
    with office.database.reading() as connection:
        rostered = {line.on for line in load_duties(connection, hotline.key, first=week[0], last=week[-1])}
    free = [one for one in week if hotline.hours.get(one.weekday()) and one not in rostered]
    if not free:
        return
    lines = [ROSTER_COLUMNS]
    for one in free:
        lines += roster_lines(one, with_covers=one == day or one != free[-1])
    import_roster(office, "roster.csv", "\n".join(lines).encode())


def roster_lines(day: date, *, with_covers: bool) -> Iterator[str]:
    """The lines of a roster file for one day: everybody's duty, and a cover for each break."""
    for unit, officers, cover in WATCH:
        for officer in officers:
            yield f"{day},{unit},{officer}{SAMPLE_ADDRESS},piket,"
        if with_covers or unit != WATCH[-1][0]:
            yield f"{day},{unit},{cover}{SAMPLE_ADDRESS},istirahat,"


def people_with_telephones(office: Office) -> dict[TelephoneKey, Person]:
    """Everybody who can be rung, by telephone."""
    with office.database.reading() as connection:
        people = [member.person for member in load_people(connection)]
    return {(person.phone.address, person.phone.extension or ""): person for person in people if person.phone}
