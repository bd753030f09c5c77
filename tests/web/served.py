"""A morning of calls for the pages: who is there, who called, and what was noted."""

import re
from html import unescape

import sqlalchemy as sa

from ivr.domain.form import Form
from ivr.domain.people import Role
from ivr.store.door_tables import journal
from ivr.store.forms import save_form
from ivr.store.tables import attempts
from tests.calls.world import BUDI, World

JOKO = "+6281300000002"


def morning(world: World) -> World:
    """Budi speaks to Andi (Pelaporan), then Joko to Sari (PTI), 95 seconds each. Ketut leads Pelaporan, Maya all."""
    world.officer("maya", "", "+6281200000009", role=Role.COORDINATOR)
    world.officer("ketut", "pelaporan", "+6281200000008", role=Role.LEADER)
    telephones = {
        "1": world.on_duty("andi", "pelaporan", "+6281200000001"),
        "2": world.on_duty("sari", "pti", "+6281200000002"),
    }
    for key, caller in (("1", BUDI), ("2", JOKO)):
        conversation = world.dials(caller)
        conversation.presses(key)
        telephones[key].answers().presses("1").talks(95).hangs_up()
        conversation.ends()
    return world


def fills(world: World, call_id: int, form: Form) -> None:
    """Let the officer of a call's first talk have filled its form."""
    with world.office.database.writing() as connection:
        talk = connection.execute(sa.select(attempts).where(attempts.c.call_id == call_id)).first()
        assert talk is not None
        save_form(connection, form, attempt_id=talk.id, filled_by=talk.person_id, at=world.office.clock())


def noted(world: World, *, but: tuple[str, ...] = ("signed_in",)) -> list[tuple[str, str, str]]:
    """Action, subject and detail of every line of the journal."""
    with world.office.database.reading() as connection:
        rows = connection.execute(sa.select(journal).where(journal.c.action.not_in(but)).order_by(journal.c.id))
        return [(row.action, row.subject, row.detail) for row in rows]


def text_of(page: str) -> str:
    """A page's main part without its tags."""
    main = page.partition("<main")[2].partition(">")[2] or page
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def rows_of(page: str) -> list[str]:
    """The lines of a page's tables, without tags."""
    return [text_of(row) for row in re.findall(r"<tr\b.*?</tr>", page, flags=re.S)]
