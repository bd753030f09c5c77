"""Officers at work: sign-in, links, journal; pauses; what is sent on, handed over, signed off and looked up."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "faqs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hotline", sa.String(length=40), nullable=False),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=400), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_faqs"),
    )
    op.create_index("ix_faqs_hotline_unit", "faqs", ["hotline", "unit"])
    op.create_table(
        "refused_sign_ins",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_refused_sign_ins"),
    )
    op.create_index("ix_refused_sign_ins_address_at", "refused_sign_ins", ["address", "at"])
    op.create_index("ix_refused_sign_ins_email_at", "refused_sign_ins", ["email", "at"])
    op.create_table(
        "topics",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hotline", sa.String(length=40), nullable=False),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_topics"),
    )
    op.create_index("ix_topics_hotline_unit", "topics", ["hotline", "unit"])
    op.create_table(
        "credentials",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_credentials_person_id"),
        sa.PrimaryKeyConstraint("person_id", name="pk_credentials"),
    )
    op.create_table(
        "journal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer()),
        sa.Column("action", sa.String(length=20), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("hotline", sa.String(length=40)),
        sa.Column("unit", sa.String(length=40)),
        sa.Column("detail", sa.String(length=400), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_journal_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_journal"),
    )
    op.create_index("ix_journal_at", "journal", ["at"])
    op.create_index("ix_journal_hotline_at", "journal", ["hotline", "at"])
    op.create_index("ix_journal_person_id_at", "journal", ["person_id", "at"])
    op.create_index("ix_journal_subject", "journal", ["subject"])
    op.create_table(
        "links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=80), server_default="", nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_links_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_links"),
    )
    op.create_index("ix_links_person_id_purpose", "links", ["person_id", "purpose"])
    op.create_table(
        "sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("only", sa.String(length=80)),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_sessions_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
        sa.UniqueConstraint("token_hash", name="uq_sessions_token_hash"),
    )
    op.create_index("ix_sessions_person_id", "sessions", ["person_id"])
    op.create_table(
        "sign_offs",
        sa.Column("hotline", sa.String(length=40), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_sign_offs_person_id"),
        sa.PrimaryKeyConstraint("hotline", "on", "person_id", name="pk_sign_offs"),
    )
    op.create_table(
        "test_calls",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sid", sa.String(length=64)),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("phone", sa.String(length=200), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(length=20), server_default="", nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["asked_by"], ["people.id"], name="fk_test_calls_asked_by"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_test_calls_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_test_calls"),
        sa.UniqueConstraint("sid", name="uq_test_calls_sid"),
    )
    op.create_index("ix_test_calls_person_id", "test_calls", ["person_id"])
    op.create_table(
        "handovers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hotline", sa.String(length=40), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("to_unit", sa.String(length=40), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("handed_by", sa.Integer(), nullable=False),
        sa.Column("handed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_by", sa.Integer()),
        sa.Column("taken_at", sa.DateTime(timezone=True)),
        sa.Column("done_at", sa.DateTime(timezone=True)),
        sa.Column("outcome", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempts.id"], name="fk_handovers_attempt_id"),
        sa.ForeignKeyConstraint(["handed_by"], ["people.id"], name="fk_handovers_handed_by"),
        sa.ForeignKeyConstraint(["taken_by"], ["people.id"], name="fk_handovers_taken_by"),
        sa.PrimaryKeyConstraint("id", name="pk_handovers"),
    )
    op.create_index("ix_handovers_attempt_id", "handovers", ["attempt_id"])
    op.create_index("ix_handovers_hotline_to_unit_handed_at", "handovers", ["hotline", "to_unit", "handed_at"])
    op.create_table(
        "referrals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("contact", sa.String(length=40), nullable=False),
        sa.Column("recipient", sa.String(length=254), nullable=False),
        sa.Column("letter", sa.String(length=300), nullable=False),
        sa.Column("referred_by", sa.Integer(), nullable=False),
        sa.Column("referred_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempts.id"], name="fk_referrals_attempt_id"),
        sa.ForeignKeyConstraint(["referred_by"], ["people.id"], name="fk_referrals_referred_by"),
        sa.PrimaryKeyConstraint("id", name="pk_referrals"),
    )
    op.create_index("ix_referrals_attempt_id", "referrals", ["attempt_id"])
    op.add_column("calls", sa.Column("came_by", sa.String(length=12)))
    op.add_column("forms", sa.Column("edition", sa.Integer(), server_default="1", nullable=False))
    op.add_column("people", sa.Column("paused_at", sa.DateTime(timezone=True)))
    op.add_column("people", sa.Column("paused_until", sa.DateTime(timezone=True)))
    op.add_column("people", sa.Column("pause", sa.String(length=12)))


def downgrade() -> None:
    """Go back."""
    op.drop_column("people", "pause")
    op.drop_column("people", "paused_until")
    op.drop_column("people", "paused_at")
    op.drop_column("forms", "edition")
    op.drop_column("calls", "came_by")
    op.drop_table("referrals")
    op.drop_table("handovers")
    op.drop_table("test_calls")
    op.drop_table("sign_offs")
    op.drop_table("sessions")
    op.drop_table("links")
    op.drop_table("journal")
    op.drop_table("credentials")
    op.drop_table("topics")
    op.drop_table("refused_sign_ins")
    op.drop_table("faqs")
