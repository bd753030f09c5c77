"""Topics and FAQ of a unit: as the hotline file has them until somebody edits them, then as edited."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from ivr.domain.hotline import Faq, Hotline
from ivr.domain.unit_list import Listing, Words
from ivr.store.desk_tables import faqs, topics
from ivr.store.engine import Connection

LONGEST_TOPIC = 200
LONGEST_QUESTION = 400
LONGEST_ANSWER = 4000  # as in the hotline file

_TABLES = {Listing.TOPICS: topics, Listing.FAQ: faqs}
_COLUMNS = {Listing.TOPICS: ("name",), Listing.FAQ: ("question", "answer")}


@dataclass(frozen=True)
class KeptEntry:
    """An entry in the database."""

    id: int
    words: Words


def topics_of(connection: Connection, hotline: Hotline, unit: str) -> tuple[str, ...]:
    """What callers of a unit ask about, in the unit's order."""
    return tuple(name for (name,) in words_of(connection, Listing.TOPICS, hotline, unit))


def faqs_of(connection: Connection, hotline: Hotline, unit: str) -> tuple[Faq, ...]:
    """Questions and answers of a unit, in the unit's order."""
    return tuple(Faq(*words) for words in words_of(connection, Listing.FAQ, hotline, unit))


def words_of(connection: Connection, listing: Listing, hotline: Hotline, unit: str) -> tuple[Words, ...]:
    """The entries of either list, in the unit's order."""
    kept = kept_entries(connection, listing, hotline.key, unit)
    return words_in_file(listing, hotline, unit) if kept is None else tuple(one.words for one in kept)


def words_in_file(listing: Listing, hotline: Hotline, unit: str) -> tuple[Words, ...]:
    """The entries as the hotline file has them."""
    if unit not in hotline.units:
        return ()
    if listing is Listing.TOPICS:
        return tuple((name,) for name in hotline.units[unit].topics)
    return tuple((faq.question, faq.answer) for faq in hotline.units[unit].faqs)


def kept_entries(connection: Connection, listing: Listing, hotline: str, unit: str) -> Sequence[KeptEntry] | None:
    """The entries that somebody edited, in order; None where nobody ever did, so that the hotline file holds."""
    table, columns = _TABLES[listing], _COLUMNS[listing]
    found = sa.select(table).where(table.c.hotline == hotline, table.c.unit == unit)
    rows = connection.execute(found.order_by(table.c.place, table.c.id)).mappings().all()
    if not rows:
        return None
    return [KeptEntry(row["id"], tuple(row[name] for name in columns)) for row in rows if row["is_active"]]


def copy_entries(connection: Connection, listing: Listing, hotline: str, unit: str, entries: Sequence[Words]) -> None:
    """Take over a list that nobody edited before."""
    for place, words in enumerate(entries):
        _insert(connection, listing, hotline, unit, place, words)


def add_entry(connection: Connection, listing: Listing, hotline: str, unit: str, words: Words) -> None:
    """Put an entry at the end."""
    table = _TABLES[listing]
    last = sa.select(sa.func.max(table.c.place)).where(table.c.hotline == hotline, table.c.unit == unit)
    place = connection.execute(last).scalar_one()
    _insert(connection, listing, hotline, unit, 0 if place is None else place + 1, words)


def change_entry(connection: Connection, listing: Listing, entry_id: int, words: Words) -> None:
    """Word an entry anew. Forms that were filled before keep their words."""
    _update(connection, listing, entry_id, dict(zip(_COLUMNS[listing], words, strict=True)))


def remove_entry(connection: Connection, listing: Listing, entry_id: int) -> None:
    """Take an entry off the list; its row stays, and says that the list was edited."""
    _update(connection, listing, entry_id, {"is_active": False})


def order_entries(connection: Connection, listing: Listing, ids: Sequence[int]) -> None:
    """Put the entries of a list into this order."""
    for place, entry_id in enumerate(ids):
        _update(connection, listing, entry_id, {"place": place})


def _insert(connection: Connection, listing: Listing, hotline: str, unit: str, place: int, words: Words) -> None:
    row = {"hotline": hotline, "unit": unit, "place": place} | dict(zip(_COLUMNS[listing], words, strict=True))
    connection.execute(_TABLES[listing].insert().values(row))


def _update(connection: Connection, listing: Listing, entry_id: int, values: dict[str, Any]) -> None:
    table = _TABLES[listing]
    connection.execute(table.update().where(table.c.id == entry_id).values(values))
