"""The tables of who keeps the roster: changes that can be undone, swaps, special days, notices, feeds."""

import sqlalchemy as sa

from ivr.store.metadata import UtcDateTime, metadata

roster_changes = sa.Table(
    "roster_changes",
    metadata,
    # Every change of the roster: who, when, what, why; enough to undo it.
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("hotline", sa.String(40), nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("person_id", sa.ForeignKey("people.id")),  # NULL: a command
    sa.Column("kind", sa.String(12), nullable=False),  # ivr.domain.roster_change.ChangeKind
    sa.Column("why", sa.String(400), nullable=False, server_default=""),
    sa.Column("slots", sa.Text, nullable=False),  # JSON: each slot before and after
    sa.Column("first_on", sa.Date, nullable=False),
    sa.Column("last_on", sa.Date, nullable=False),
    sa.Column("undone_by", sa.ForeignKey("roster_changes.id")),  # the change that took this one back
    sa.Index("ix_roster_changes_hotline_at", "hotline", "at"),
)

swaps = sa.Table(
    "swaps",
    metadata,
    # Tukar piket: asked, accepted by the colleague, approved by the leader; can be taken back.
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("hotline", sa.String(40), nullable=False),
    sa.Column("unit", sa.String(40), nullable=False),
    sa.Column("asker_id", sa.ForeignKey("people.id"), nullable=False),
    sa.Column("asker_on", sa.Date, nullable=False),  # the duty that is given away
    sa.Column("colleague_id", sa.ForeignKey("people.id"), nullable=False),
    sa.Column("colleague_on", sa.Date),  # the duty taken in exchange; NULL: none
    sa.Column("task", sa.String(10), nullable=False),
    sa.Column("why", sa.String(400), nullable=False, server_default=""),
    sa.Column("state", sa.String(12), nullable=False),  # ivr.domain.swap.SwapState
    sa.Column("asked_at", UtcDateTime, nullable=False),
    sa.Column("answered_at", UtcDateTime),
    sa.Column("decided_at", UtcDateTime),
    sa.Column("decided_by", sa.ForeignKey("people.id")),
    sa.Column("note", sa.String(400), nullable=False, server_default=""),  # why it was declined or refused
    sa.Column("change_id", sa.ForeignKey("roster_changes.id")),
    sa.Index("ix_swaps_hotline_state", "hotline", "state"),
)

special_days = sa.Table(
    "special_days",
    metadata,
    # A hotline without rows has the days of its file; the first change copies them here.
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("hotline", sa.String(40), nullable=False),
    sa.Column("on", sa.Date, nullable=False),
    sa.Column("is_open", sa.Boolean, nullable=False),  # an official holiday on which the office serves all the same
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("decree", sa.String(200), nullable=False),
    sa.Column("added_by", sa.ForeignKey("people.id")),
    sa.Column("added_at", UtcDateTime, nullable=False),
    sa.Column("removed_by", sa.ForeignKey("people.id")),
    sa.Column("removed_at", UtcDateTime),
    sa.Index("ix_special_days_hotline_on", "hotline", "on"),
)

notices = sa.Table(
    "notices",
    metadata,
    # "Tutup sekarang", and announcements that callers hear, until their end.
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("hotline", sa.String(40), nullable=False),
    sa.Column("closes", sa.Boolean, nullable=False),  # callers are turned away meanwhile
    sa.Column("text", sa.String(400), nullable=False),  # spoken to callers
    sa.Column("starts_at", UtcDateTime, nullable=False),
    sa.Column("ends_at", UtcDateTime, nullable=False),
    sa.Column("made_by", sa.ForeignKey("people.id"), nullable=False),
    sa.Column("ended_by", sa.ForeignKey("people.id")),
    sa.Index("ix_notices_hotline_ends_at", "hotline", "ends_at"),
)

hotline_editions = sa.Table(
    "hotline_editions",
    metadata,
    # Grows with every edit of special days and notices, so that each process knows when what it holds is old.
    sa.Column("hotline", sa.String(40), primary_key=True),
    sa.Column("edition", sa.Integer, nullable=False),
)

feeds = sa.Table(
    "feeds",
    metadata,
    # iCalendar feeds with a secret link; whoever loses the link makes another.
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
    sa.Column("hotline", sa.String(40), nullable=False),
    sa.Column("unit", sa.String(40)),  # NULL: of one person
    sa.Column("person_id", sa.ForeignKey("people.id"), nullable=False),  # whose feed, or who asked for the unit's
    sa.Column("made_at", UtcDateTime, nullable=False),
    sa.Column("revoked_at", UtcDateTime),
    sa.Index("ix_feeds_person_id", "person_id"),
)
