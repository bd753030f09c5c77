"""Mail a new link to a form whose link was used, or came too late: always to its own person, never shown."""

from datetime import datetime, timedelta

from ivr.domain.journal import Action, Entry
from ivr.domain.links import LinkState, Purpose
from ivr.domain.local_time import moment_in_words
from ivr.store.credentials import credential_of_person
from ivr.store.journal import note_in_journal
from ivr.store.outbox import letters_of
from ivr.workflows.mail.queue_mail import queue_mail
from ivr.workflows.office import Office
from ivr.workflows.set_password import LinkRefused
from ivr.workflows.signed_links import add_signed_link, read_link

MOST_IN_AN_HOUR = 3  # for each person: whoever holds an old link must not fill their letter box


class SentOften(Exception):
    """Enough links were mailed to this person within the hour."""


def send_form_link_again(office: Office, token: str, *, now: datetime) -> None:
    """Mail another link to the form of an old one. Raises LinkRefused for one that opens no form, SentOften."""
    with office.database.writing() as connection:
        state, link = read_link(connection, office, token, now=now)
        credential = credential_of_person(connection, link.person_id) if link else None
        if link is None or credential is None or link.purpose is not Purpose.FORM:
            raise LinkRefused(LinkState.WRONG, None)
        if state is LinkState.GOOD:
            return  # the one at hand still opens it
        member, key = credential.member, f"form_again:{link.person_id}:"
        hotline = office.hotlines.by_key.get(member.hotline, office.hotlines.first)
        lately = [one for one in letters_of(connection, key_prefix=key) if one.queued_at > now - timedelta(hours=1)]
        if len(lately) >= MOST_IN_AN_HOUR:
            raise SentOften
        new = add_signed_link(
            connection, office, purpose=Purpose.FORM, person_id=link.person_id, now=now, subject=link.subject
        )
        queue_mail(
            connection,
            office,
            hotline,
            "form_again",
            key=f"{key}{new.id}",
            name=member.person.name,
            email=member.person.email,
            now=now,
            url=new.url,
            until=moment_in_words(new.ends_at, hotline.zone),
        )
        entry = Entry(None, Action.SENT, f"person:{link.person_id}", member.hotline, detail=f"tautan {link.subject}")
        note_in_journal(connection, entry, at=now)
