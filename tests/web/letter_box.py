"""The letters that the office queued for somebody, as they will read them."""

from dataclasses import dataclass
from email import message_from_bytes, policy

import sqlalchemy as sa

from ivr.store.tables import outbox
from tests.calls.world import World


@dataclass(frozen=True)
class Letter:
    """A mail: its subject, and its text part."""

    subject: str
    text: str

    def link(self, world: World) -> str:
        """The path of the one-time link in it."""
        (line,) = [line for line in self.text.splitlines() if line.startswith(f"{world.url}/links/")]
        return line.removeprefix(world.url)


def letters(world: World, name: str) -> list[Letter]:
    """The letters for a person of the world, oldest first."""
    found = sa.select(outbox.c.message).where(outbox.c.recipient == f"{name}@kantor.example").order_by(outbox.c.id)
    with world.office.database.reading() as connection:
        mails = [message_from_bytes(bytes(row.message), policy=policy.default) for row in connection.execute(found)]
    return [Letter(str(mail["Subject"]), plain_text(mail)) for mail in mails]


def plain_text(mail: object) -> str:
    body = mail.get_body(("plain",))  # type: ignore[attr-defined]
    return str(body.get_content()).replace("\r\n", "\n")
