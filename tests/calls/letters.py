"""What lies in the outbox of a world, as its recipients will read it."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import sqlalchemy as sa

from ivr.store.tables import outbox
from tests.calls.world import World


def letters(world: World, key_prefix: str = "") -> list[EmailMessage]:
    """The mails queued, in that order."""
    asked = sa.select(outbox.c.message).where(outbox.c.key.startswith(key_prefix)).order_by(outbox.c.id)
    with world.office.database.reading() as connection:
        found = list(connection.execute(asked).scalars())
    return [message_from_bytes(one, policy=default) for one in found]


def text_of(letter: EmailMessage) -> str:
    """The plain text of a mail."""
    body = letter.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")
