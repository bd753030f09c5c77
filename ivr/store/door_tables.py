"""The tables of people's door: how they come in, by password or link, and what they did inside."""

import sqlalchemy as sa

from ivr.store.metadata import UtcDateTime, metadata

credentials = sa.Table(
    "credentials",
    metadata,
    sa.Column("person_id", sa.ForeignKey("people.id"), primary_key=True, autoincrement=False),
    sa.Column("password_hash", sa.String(200), nullable=False),  # argon2id
    sa.Column("set_at", UtcDateTime, nullable=False),
)

sessions = sa.Table(
    "sessions",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("token_hash", sa.String(64), nullable=False, unique=True),  # SHA-256 of what the cookie holds
    sa.Column("person_id", sa.ForeignKey("people.id"), nullable=False),
    sa.Column("only", sa.String(80)),  # "form:12": opened by a link for one thing; NULL: by password, for everything
    sa.Column("opened_at", UtcDateTime, nullable=False),
    sa.Column("seen_at", UtcDateTime, nullable=False),
    sa.Column("ends_at", UtcDateTime, nullable=False),
    sa.Column("ended_at", UtcDateTime),
    sa.Index("ix_sessions_person_id", "person_id"),
)

refused_sign_ins = sa.Table(
    "refused_sign_ins",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("email", sa.String(254), nullable=False),  # as asked; need not be anybody's
    sa.Column("address", sa.String(64), nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Index("ix_refused_sign_ins_email_at", "email", "at"),
    sa.Index("ix_refused_sign_ins_address_at", "address", "at"),
)

links = sa.Table(
    "links",
    metadata,
    # One-time links in mails. What a link says is signed; here stands whether it was used.
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("purpose", sa.String(20), nullable=False),  # ivr.domain.links.Purpose
    sa.Column("person_id", sa.ForeignKey("people.id"), nullable=False),
    sa.Column("subject", sa.String(80), nullable=False, server_default=""),  # "form:12"
    sa.Column("made_at", UtcDateTime, nullable=False),
    sa.Column("ends_at", UtcDateTime, nullable=False),
    sa.Column("used_at", UtcDateTime),
    sa.Index("ix_links_person_id_purpose", "person_id", "purpose"),
)

test_calls = sa.Table(
    "test_calls",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("sid", sa.String(64), unique=True),
    sa.Column("person_id", sa.ForeignKey("people.id"), nullable=False),
    sa.Column("phone", sa.String(200), nullable=False),
    sa.Column("asked_by", sa.ForeignKey("people.id"), nullable=False),
    sa.Column("asked_at", UtcDateTime, nullable=False),
    sa.Column("status", sa.String(20), nullable=False, server_default=""),  # the network's word for its state
    sa.Column("confirmed_at", UtcDateTime),  # key 1 was pressed
    sa.Index("ix_test_calls_person_id", "person_id"),
)

journal = sa.Table(
    "journal",
    metadata,
    # Who opened, searched, exported or changed personal data (UU 27/2022).
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("person_id", sa.ForeignKey("people.id")),  # NULL: a command, or the system itself
    sa.Column("action", sa.String(20), nullable=False),  # ivr.domain.journal.Action
    sa.Column("subject", sa.String(80), nullable=False),  # "call:12", "person:3"
    sa.Column("hotline", sa.String(40)),
    sa.Column("unit", sa.String(40)),
    sa.Column("detail", sa.String(400), nullable=False, server_default=""),
    sa.Index("ix_journal_at", "at"),
    sa.Index("ix_journal_hotline_at", "hotline", "at"),
    sa.Index("ix_journal_person_id_at", "person_id", "at"),
    sa.Index("ix_journal_subject", "subject"),
)
