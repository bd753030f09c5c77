"""Ask for a new password: a link goes to the address if somebody active has it, and nobody learns whether."""

from datetime import datetime, timedelta

from ivr.domain.hotline import Hotline
from ivr.domain.journal import Action, Entry
from ivr.domain.links import VALID, Purpose
from ivr.domain.local_time import moment_in_words, to_local
from ivr.store.credentials import Credential, credential_of, note_refused, tries_since
from ivr.store.engine import Connection
from ivr.store.journal import note_in_journal
from ivr.workflows.mail.compose import compose
from ivr.workflows.mail.envelope import letter, sender_of
from ivr.workflows.mail.queue_mail import queue_mail
from ivr.workflows.office import Office
from ivr.workflows.sign_in import MOST, WATCHED, TooManyTries
from ivr.workflows.signed_links import add_signed_link

MOST_OF_EMAIL = 3  # an hour: as long as a link opens
_ASKED = "reset:"  # before the e-mail in the list of tries, so that asking locks nobody out


def ask_for_reset(office: Office, *, email: str, address: str, now: datetime) -> None:
    """Mail a link that sets a new password. Raises TooManyTries for a network address that asks too often.

    The asker sees the same for every e-mail, and measures about the same: each is noted in a transaction, and for
    nobody a letter is written, too, and thrown away. The milliseconds of its rows are left, and of three asks an hour
    nobody learns those. Links mailed before stay good: otherwise anybody could spoil an invitation by asking.
    """
    asked = f"{_ASKED}{email.strip()}"
    with office.database.reading() as connection:
        if tries_since(connection, email=asked, address=address, since=now - WATCHED).of_address >= MOST.of_address:
            raise TooManyTries
        asked_before = tries_since(connection, email=asked, address=address, since=now - timedelta(hours=1)).of_email
        credential = credential_of(connection, email)
    with office.database.writing() as connection:
        note_refused(connection, email=asked, address=address, now=now)
        if credential is None or not credential.member.person.is_active or asked_before >= MOST_OF_EMAIL:
            _write_to_nobody(office, email, now)
        else:
            _mail_link(connection, office, credential, now)


def _mail_link(connection: Connection, office: Office, credential: Credential, now: datetime) -> None:
    member, person = credential.member, credential.member.person
    hotline = office.hotlines.by_key.get(member.hotline, office.hotlines.first)
    link = add_signed_link(connection, office, purpose=Purpose.RESET, person_id=person.id, now=now)
    queue_mail(
        connection,
        office,
        hotline,
        "reset",
        key=f"reset:{link.id}",
        name=person.name,
        email=person.email,
        now=now,
        url=link.url,
        until=_until(link.ends_at, hotline),
    )
    entry = Entry(None, Action.SENT, f"person:{person.id}", member.hotline, detail="tautan kata sandi baru")
    note_in_journal(connection, entry, at=now)


def _write_to_nobody(office: Office, email: str, now: datetime) -> None:
    hotline = office.hotlines.first
    url, until = f"{office.settings.public_url}/links/", _until(now + VALID[Purpose.RESET], hotline)
    letter(
        compose("reset", name=email, hotline=hotline.name, url=url, until=until),
        key=email,
        hotline=hotline.key,
        sender=sender_of(office, hotline),
        name=email,
        recipient="nobody@piket.invalid",
        at=to_local(now, hotline.zone),
    )


def _until(ends_at: datetime, hotline: Hotline) -> str:
    return moment_in_words(ends_at, hotline.zone)
