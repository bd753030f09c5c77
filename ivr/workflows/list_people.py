"""List the people of an installation."""

from ivr.store.people import Member, load_people
from ivr.workflows.office import Office


def list_people(office: Office, *, hotline: str | None = None) -> tuple[Member, ...]:
    """Everybody of a hotline, or of all, by hotline and name; also who is not active."""
    with office.database.reading() as connection:
        return load_people(connection, hotline)
