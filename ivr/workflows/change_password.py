"""Change one's own password, knowing the one before."""

from datetime import datetime

from ivr.store.people import Member
from ivr.workflows.office import Office
from ivr.workflows.set_password import check_password, replace_password
from ivr.workflows.sign_in import Entered, hash_password, prove


def change_password(
    office: Office, member: Member, *, current: str, password: str, again: str, address: str, now: datetime
) -> Entered:
    """Set another password; every session of the person ends, and a new one begins.

    Raises PasswordRefused, and SignInRefused or TooManyTries for the current one: it is guessed as slowly as at the
    door.
    """
    hotline = office.hotlines.by_key.get(member.hotline, office.hotlines.first)
    check_password(password, again, person=member.person, hotline=hotline)
    credential = prove(office, email=member.person.email, password=current, address=address, now=now)
    password_hash = hash_password(password)
    with office.database.writing() as connection:
        return replace_password(connection, office, credential, password_hash, now=now)
