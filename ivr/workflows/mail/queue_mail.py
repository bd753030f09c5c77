"""Queue a mail in the transaction of its cause; the mail room posts it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from ivr.domain.hotline import Hotline
from ivr.domain.local_time import to_local
from ivr.store.engine import Connection
from ivr.store.outbox import queue_letters
from ivr.workflows.mail.compose import compose
from ivr.workflows.mail.envelope import Attachment, letter, sender_of
from ivr.workflows.office import Office


def queue_mail(
    connection: Connection,
    office: Office,
    hotline: Hotline,
    template: str,
    *,
    key: str,
    name: str,
    email: str,
    now: datetime,
    attachments: Sequence[Attachment] = (),
    **values: Any,
) -> bool:
    """Queue the mail of a template for one person; False when a letter of this key was queued before.

    The template also knows `name` (of the recipient) and `hotline` (its name).
    """
    mail = compose(template, name=name, hotline=hotline.name, **values)
    written = letter(
        replace(mail, attachments=tuple(attachments)),
        key=key,
        hotline=hotline.key,
        sender=sender_of(office, hotline),
        name=name,
        recipient=email,
        at=to_local(now, hotline.zone),
    )
    return bool(queue_letters(connection, [written], now=now))
