"""Topics and FAQ of a unit: as the hotline file has them until somebody edits them, then as edited."""

import sqlalchemy as sa

from ivr.domain.hotline import Faq, Hotline
from ivr.store.desk_tables import faqs, topics
from ivr.store.engine import Connection


def topics_of(connection: Connection, hotline: Hotline, unit: str) -> tuple[str, ...]:
    """What callers of a unit ask about, in the unit's order."""
    found = sa.select(topics.c.name, topics.c.is_active).where(topics.c.hotline == hotline.key, topics.c.unit == unit)
    rows = connection.execute(found.order_by(topics.c.place, topics.c.id)).all()
    if not rows:
        return hotline.units[unit].topics if unit in hotline.units else ()
    return tuple(row.name for row in rows if row.is_active)


def faqs_of(connection: Connection, hotline: Hotline, unit: str) -> tuple[Faq, ...]:
    """Questions and answers of a unit, in the unit's order."""
    found = sa.select(faqs).where(faqs.c.hotline == hotline.key, faqs.c.unit == unit)
    rows = connection.execute(found.order_by(faqs.c.place, faqs.c.id)).all()
    if not rows:
        return hotline.units[unit].faqs if unit in hotline.units else ()
    return tuple(Faq(row.question, row.answer) for row in rows if row.is_active)
