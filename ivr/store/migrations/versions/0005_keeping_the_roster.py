"""Keeping the roster: changes that can be undone, swaps, special days, notices, feeds."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "hotline_editions",
        sa.Column("hotline", sa.String(length=40), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("hotline", name="pk_hotline_editions"),
    )
    op.create_table(
        "feeds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("hotline", sa.String(length=40), nullable=False),
        sa.Column("unit", sa.String(length=40)),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_feeds_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_feeds"),
        sa.UniqueConstraint("token_hash", name="uq_feeds_token_hash"),
    )
    op.create_index("ix_feeds_person_id", "feeds", ["person_id"])
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hotline", sa.String(length=40), nullable=False),
        sa.Column("closes", sa.Boolean(), nullable=False),
        sa.Column("text", sa.String(length=400), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("ended_by", sa.Integer()),
        sa.ForeignKeyConstraint(["ended_by"], ["people.id"], name="fk_notices_ended_by"),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name="fk_notices_made_by"),
        sa.PrimaryKeyConstraint("id", name="pk_notices"),
    )
    op.create_index("ix_notices_hotline_ends_at", "notices", ["hotline", "ends_at"])
    op.create_table(
        "roster_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hotline", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer()),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("why", sa.String(length=400), server_default="", nullable=False),
        sa.Column("slots", sa.Text(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("undone_by", sa.Integer()),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_roster_changes_person_id"),
        sa.ForeignKeyConstraint(["undone_by"], ["roster_changes.id"], name="fk_roster_changes_undone_by"),
        sa.PrimaryKeyConstraint("id", name="pk_roster_changes"),
    )
    op.create_index("ix_roster_changes_hotline_at", "roster_changes", ["hotline", "at"])
    op.create_table(
        "special_days",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hotline", sa.String(length=40), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("decree", sa.String(length=200), nullable=False),
        sa.Column("added_by", sa.Integer()),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_by", sa.Integer()),
        sa.Column("removed_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["added_by"], ["people.id"], name="fk_special_days_added_by"),
        sa.ForeignKeyConstraint(["removed_by"], ["people.id"], name="fk_special_days_removed_by"),
        sa.PrimaryKeyConstraint("id", name="pk_special_days"),
    )
    op.create_index("ix_special_days_hotline_on", "special_days", ["hotline", "on"])
    op.create_table(
        "swaps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hotline", sa.String(length=40), nullable=False),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column("asker_id", sa.Integer(), nullable=False),
        sa.Column("asker_on", sa.Date(), nullable=False),
        sa.Column("colleague_id", sa.Integer(), nullable=False),
        sa.Column("colleague_on", sa.Date()),
        sa.Column("task", sa.String(length=10), nullable=False),
        sa.Column("why", sa.String(length=400), server_default="", nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
        sa.Column("decided_at", sa.DateTime(timezone=True)),
        sa.Column("decided_by", sa.Integer()),
        sa.Column("note", sa.String(length=400), server_default="", nullable=False),
        sa.Column("change_id", sa.Integer()),
        sa.ForeignKeyConstraint(["asker_id"], ["people.id"], name="fk_swaps_asker_id"),
        sa.ForeignKeyConstraint(["change_id"], ["roster_changes.id"], name="fk_swaps_change_id"),
        sa.ForeignKeyConstraint(["colleague_id"], ["people.id"], name="fk_swaps_colleague_id"),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"], name="fk_swaps_decided_by"),
        sa.PrimaryKeyConstraint("id", name="pk_swaps"),
    )
    op.create_index("ix_swaps_hotline_state", "swaps", ["hotline", "state"])


def downgrade() -> None:
    """Go back."""
    op.drop_table("swaps")
    op.drop_table("special_days")
    op.drop_table("roster_changes")
    op.drop_table("notices")
    op.drop_table("feeds")
    op.drop_table("hotline_editions")
