"""Send a question on to a named contact by mail, and put that on record (SOP PPATK, 5.c.viii).

The procedure wants two things of a confidential question about such a matter: that it is passed on to the contact
(viii), and that its content goes through another channel (vii). So it may be sent on only when the officer says so
once more, and the mail then says who called and how to reach them, and nothing of what it is about.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ivr.domain.form import Form, seen_by
from ivr.domain.hotline import Contact, Hotline
from ivr.domain.journal import Action, Entry
from ivr.domain.local_time import moment_in_words
from ivr.domain.people import Person
from ivr.domain.phone import readable
from ivr.domain.scope import Scope
from ivr.store.engine import Connection
from ivr.store.journal import note_in_journal
from ivr.store.noted_talks import NotedTalk, locked_talk, noted_talk
from ivr.store.referrals import add_referral
from ivr.workflows.mail.compose import compose
from ivr.workflows.mail.envelope import Mail
from ivr.workflows.mail.queue_mail import queue_mail
from ivr.workflows.office import Office


class ReferralRefused(Exception):
    """It was not sent on; the text says why in Indonesian, and what would be right."""


@dataclass(frozen=True)
class Preview:
    """The mail as it would leave now, of this edition of the form. `why_not`: why it cannot leave at all."""

    talk: NotedTalk
    contact: Contact
    mail: Mail
    edition: int
    is_confidential: bool
    why_not: str | None


def preview_referral(office: Office, scope: Scope, by: Person, attempt_id: int, contact_key: str) -> Preview | None:
    """What would be mailed to a contact; None for a talk or a contact that is not there for this person."""
    with office.database.reading() as connection:
        talk = noted_talk(connection, scope, attempt_id)
    hotline = _hotline_of(office, talk)
    if talk is None or contact_key not in hotline.referrals:
        return None
    contact = hotline.referrals[contact_key]
    values = _values(talk, hotline, by)
    mail = compose("referral", name=contact.name, hotline=hotline.name, **values)
    return Preview(talk, contact, mail, talk.edition, talk.form.is_confidential, _why_not(talk))


def refer_question(
    office: Office,
    scope: Scope,
    by: Person,
    attempt_id: int,
    contact_key: str,
    *,
    edition: int,
    is_without_content: bool,
    now: datetime,
) -> Contact | None:
    """Queue the mail to a contact and put the referral on record; None as in `preview_referral`.

    `edition` is what the sender saw. `is_without_content`: the sender knows that a confidential question is sent
    without its content. Raises ReferralRefused.
    """
    with office.database.writing() as connection:
        talk = locked_talk(connection, scope, attempt_id)
        hotline = _hotline_of(office, talk)
        if talk is None or contact_key not in hotline.referrals:
            return None
        contact = hotline.referrals[contact_key]
        if why_not := _why_not(talk):
            raise ReferralRefused(why_not)
        if talk.edition != edition:
            raise ReferralRefused("Formulir ini berubah sesudah Anda membacanya. Periksa suratnya, lalu kirim.")
        if talk.form.is_confidential and not is_without_content:
            raise ReferralRefused("Pertanyaan ini rahasia. Centang bahwa surat dikirim tanpa isi pertanyaan.")
        _send(connection, office, hotline, talk, contact, by=by, now=now)
        return contact


def _send(
    connection: Connection,
    office: Office,
    hotline: Hotline,
    talk: NotedTalk,
    contact: Contact,
    *,
    by: Person,
    now: datetime,
) -> None:
    key = f"referral:{talk.attempt_id}:{contact.key}:{talk.edition}"
    values = _values(talk, hotline, by)
    name, email = contact.name, contact.email
    if not queue_mail(connection, office, hotline, "referral", key=key, name=name, email=email, now=now, **values):
        raise ReferralRefused(
            f"Pertanyaan ini sudah diteruskan ke {contact.name}. "
            "Surat kedua dapat dikirim sesudah ada yang berubah di formulir."
        )
    add_referral(
        connection,
        attempt_id=talk.attempt_id,
        contact=contact.key,
        recipient=contact.email,
        letter=key,
        by=by.id,
        at=now,
    )
    entry = Entry(by.id, Action.SENT, f"form:{talk.attempt_id}", talk.hotline, talk.unit, f"diteruskan: {contact.key}")
    note_in_journal(connection, entry, at=now)


def _why_not(talk: NotedTalk) -> str | None:
    if talk.form.is_confidential:
        is_known = talk.form.name.strip() or talk.form.contact.strip()
        return None if is_known else "Isi dahulu nama atau kontak penelepon."
    if not talk.form.problem.strip():
        return "Isi dahulu pertanyaan atau masalahnya."
    return None


def _values(talk: NotedTalk, hotline: Hotline, by: Person) -> dict[str, Any]:
    nobody = -1  # a contact outside never reads what is confidential, whoever wrote it
    form: Form = seen_by(talk.form, person_id=nobody, filled_by=talk.filled_by)
    return {
        "caller": form.name.strip() or "tidak disebutkan",
        "institution": form.institution.strip() or "tidak disebutkan",
        "contact": form.contact.strip() or (readable(talk.number) if talk.number else "tidak disebutkan"),
        "topic": form.topic.strip() or "tidak disebutkan",
        "problem": form.problem.strip(),
        "is_confidential": form.is_confidential,
        "channel": form.other_channel.strip(),
        "officer": by.name,
        "officer_email": by.email,
        "unit": hotline.units[talk.unit].name if talk.unit in hotline.units else talk.unit,
        "at": moment_in_words(talk.started_at, hotline.zone),
        "reference": talk.call_id,
    }


def _hotline_of(office: Office, talk: NotedTalk | None) -> Hotline:
    return office.hotlines.by_key.get(talk.hotline if talk else "", office.hotlines.first)
