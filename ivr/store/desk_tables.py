"""The tables of an officer's desk: what is sent on, handed over, signed off, and looked up."""

import sqlalchemy as sa

from ivr.store.metadata import UtcDateTime, metadata

referrals = sa.Table(
    "referrals",
    metadata,
    # A question sent on by mail to a named contact (SOP 5.c.viii).
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("attempt_id", sa.ForeignKey("attempts.id"), nullable=False),
    sa.Column("contact", sa.String(40), nullable=False),  # key of the contact in the hotline file
    sa.Column("recipient", sa.String(254), nullable=False),
    sa.Column("letter", sa.String(300), nullable=False),  # outbox.key: whether it arrived
    sa.Column("referred_by", sa.ForeignKey("people.id"), nullable=False),
    sa.Column("referred_at", UtcDateTime, nullable=False),
    sa.Index("ix_referrals_attempt_id", "attempt_id"),
)

handovers = sa.Table(
    "handovers",
    metadata,
    # A question outside the unit's function, handed to the right unit's list (SOP 5.c.ix).
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("hotline", sa.String(40), nullable=False),
    sa.Column("attempt_id", sa.ForeignKey("attempts.id"), nullable=False),
    sa.Column("to_unit", sa.String(40), nullable=False),
    sa.Column("note", sa.Text, nullable=False, server_default=""),
    sa.Column("handed_by", sa.ForeignKey("people.id"), nullable=False),
    sa.Column("handed_at", UtcDateTime, nullable=False),
    sa.Column("taken_by", sa.ForeignKey("people.id")),
    sa.Column("taken_at", UtcDateTime),
    sa.Column("done_at", UtcDateTime),
    sa.Column("outcome", sa.Text, nullable=False, server_default=""),  # what the other unit did
    sa.Index("ix_handovers_attempt_id", "attempt_id"),
    sa.Index("ix_handovers_hotline_to_unit_handed_at", "hotline", "to_unit", "handed_at"),
)

sign_offs = sa.Table(
    "sign_offs",
    metadata,
    # "Rekap saya sudah benar": an officer's own word for the sheet of a day.
    sa.Column("hotline", sa.String(40), nullable=False),
    sa.Column("on", sa.Date, nullable=False),
    sa.Column("person_id", sa.ForeignKey("people.id"), nullable=False),
    sa.Column("signed_at", UtcDateTime, nullable=False),
    sa.PrimaryKeyConstraint("hotline", "on", "person_id"),
)

topics = sa.Table(
    "topics",
    metadata,
    # A unit without rows has the topics of the hotline file; the first change copies them here.
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("hotline", sa.String(40), nullable=False),
    sa.Column("unit", sa.String(40), nullable=False),
    sa.Column("place", sa.Integer, nullable=False),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("is_active", sa.Boolean, nullable=False, server_default=sa.true()),
    sa.Index("ix_topics_hotline_unit", "hotline", "unit"),
)

faqs = sa.Table(
    "faqs",
    metadata,
    # As with topics.
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("hotline", sa.String(40), nullable=False),
    sa.Column("unit", sa.String(40), nullable=False),
    sa.Column("place", sa.Integer, nullable=False),
    sa.Column("question", sa.String(400), nullable=False),
    sa.Column("answer", sa.Text, nullable=False),
    sa.Column("is_active", sa.Boolean, nullable=False, server_default=sa.true()),
    sa.Index("ix_faqs_hotline_unit", "hotline", "unit"),
)
