"""The tables of the archive: people, roster, calls, forms, recaps, mail."""

import sqlalchemy as sa

from ivr.store.metadata import UtcDateTime, metadata

people = sa.Table(
    "people",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("email", sa.String(254), nullable=False, unique=True),  # lower case; a person is known by it
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("hotline", sa.String(40), nullable=False),
    sa.Column("roles", sa.String(80), nullable=False),  # "petugas|ketua"
    sa.Column("units", sa.String(400), nullable=False),  # "pelaporan|pti", empty for none
    sa.Column("phone", sa.String(200)),  # str(Phone)
    sa.Column("is_active", sa.Boolean, nullable=False, server_default=sa.true()),
    # The pause that is on, or the last one: it is over when `paused_until` has passed.
    sa.Column("paused_at", UtcDateTime),
    sa.Column("paused_until", UtcDateTime),  # NULL: until the person ends it
    sa.Column("pause", sa.String(12)),  # ivr.domain.pause.PauseReason
    sa.Index("ix_people_hotline", "hotline"),
)

duties = sa.Table(
    "duties",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("hotline", sa.String(40), nullable=False),
    sa.Column("on", sa.Date, nullable=False),
    sa.Column("unit", sa.String(40), nullable=False),
    sa.Column("task", sa.String(10), nullable=False),
    sa.Column("person_id", sa.ForeignKey("people.id"), nullable=False),
    sa.Column("starts", sa.Time),  # local wall time; NULL is the default of ivr.domain.roster.Duty
    sa.Column("ends", sa.Time),
    sa.Column("replaces_id", sa.ForeignKey("people.id")),
    sa.Column("note", sa.String(400), nullable=False, server_default=""),
    sa.Index("ix_duties_hotline_on", "hotline", "on"),
)

calls = sa.Table(
    "calls",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("sid", sa.String(64), nullable=False, unique=True),
    # NULL when the number dialled belongs to none; with `entered_by`: taken back (ivr.store.withdrawn_calls)
    sa.Column("hotline", sa.String(40)),
    sa.Column("direction", sa.String(8), nullable=False),
    sa.Column("from_number", sa.String(200)),  # NULL when withheld
    sa.Column("to_number", sa.String(200), nullable=False),
    sa.Column("arrived_at", UtcDateTime, nullable=False),
    sa.Column("admission", sa.String(10), nullable=False),
    sa.Column("phase", sa.String(12), nullable=False),
    sa.Column("turn", sa.Integer, nullable=False),  # the turn that the caller's leg is asked next
    sa.Column("menu", sa.String(20), nullable=False, server_default=""),  # keys that lead to the open submenu
    sa.Column("tries", sa.Integer, nullable=False, server_default="0"),  # wrong keys and silences in this menu
    sa.Column("keys", sa.String(100), nullable=False, server_default=""),
    sa.Column("unit", sa.String(40)),
    sa.Column("hunt_started_at", UtcDateTime),
    sa.Column("last_event_at", UtcDateTime, nullable=False),
    sa.Column("fault_at", UtcDateTime),
    sa.Column("answered_at", UtcDateTime),
    sa.Column("ended_at", UtcDateTime),
    sa.Column("ended_by", sa.String(8)),
    sa.Column("disposition", sa.String(10)),
    sa.Column("entered_by", sa.Integer),  # people.id: who wrote down a call answered outside the system
    sa.Column("came_by", sa.String(12)),  # how such a caller came: visit, desk, other
    sa.Index("ix_calls_hotline_arrived_at", "hotline", "arrived_at"),
    sa.Index("ix_calls_arrived_at", "arrived_at"),
    sa.Index("ix_calls_from_number_arrived_at", "from_number", "arrived_at"),
)
sa.Index(
    "ix_calls_running",
    calls.c.last_event_at,
    sqlite_where=calls.c.ended_at.is_(None),
    postgresql_where=calls.c.ended_at.is_(None),
)

attempts = sa.Table(
    "attempts",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("call_id", sa.ForeignKey("calls.id"), nullable=False),
    sa.Column("turn", sa.Integer, nullable=False),  # the caller's turn that waits for this attempt's end
    sa.Column("person_id", sa.ForeignKey("people.id"), nullable=False),
    sa.Column("phone", sa.String(200), nullable=False),
    sa.Column("unit", sa.String(40), nullable=False),
    sa.Column("leg_sid", sa.String(64)),
    sa.Column("started_at", UtcDateTime, nullable=False),
    sa.Column("ring_ended_at", UtcDateTime),
    sa.Column("outcome", sa.String(10)),
    sa.Column("talk_started_at", UtcDateTime),
    sa.Column("talk_ended_at", UtcDateTime),
    sa.Column("talk_ended_by", sa.String(8)),
    sa.Column("freed_at", UtcDateTime),  # when the telephone was on the hook again
    sa.UniqueConstraint("call_id", "turn"),
    sa.Index("ix_attempts_phone_started_at", "phone", "started_at"),
    sa.Index("ix_attempts_person_id_started_at", "person_id", "started_at"),
)
# Busy is per telephone, and two nodes cannot ring one: the database itself refuses the second open attempt.
sa.Index(
    "uq_attempts_open_phone",
    attempts.c.phone,
    unique=True,
    sqlite_where=attempts.c.freed_at.is_(None),
    postgresql_where=attempts.c.freed_at.is_(None),
)

turns = sa.Table(
    "turns",
    metadata,
    sa.Column("call_id", sa.ForeignKey("calls.id"), nullable=False),
    sa.Column("leg_sid", sa.String(64), nullable=False),
    sa.Column("turn", sa.Integer, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("event", sa.String(20), nullable=False),
    sa.Column("detail", sa.String(40), nullable=False, server_default=""),  # the key, the dial's outcome
    sa.Column("answer", sa.Text, nullable=False),  # the document spoken; forgotten some days after the call
    sa.PrimaryKeyConstraint("leg_sid", "turn"),
    sa.Index("ix_turns_call_id", "call_id"),
)

callbacks = sa.Table(
    "callbacks",
    metadata,
    sa.Column("call_id", sa.ForeignKey("calls.id"), nullable=False),
    sa.Column("leg_sid", sa.String(64), nullable=False),
    sa.Column("sequence", sa.Integer, nullable=False),
    sa.Column("status", sa.String(20), nullable=False),
    sa.Column("at", UtcDateTime),  # Twilio's own time, where it sent one
    sa.Column("received_at", UtcDateTime, nullable=False),
    sa.PrimaryKeyConstraint("leg_sid", "sequence"),
    sa.Index("ix_callbacks_call_id", "call_id"),
)

forms = sa.Table(
    "forms",
    metadata,
    # One form a talk: what the officer notes about it (SOP 5.c.iii).
    sa.Column("attempt_id", sa.ForeignKey("attempts.id"), primary_key=True, autoincrement=False),
    sa.Column("name", sa.String(200), nullable=False, server_default=""),
    sa.Column("institution", sa.String(200), nullable=False, server_default=""),
    sa.Column("contact", sa.String(200), nullable=False, server_default=""),
    sa.Column("topic", sa.String(200), nullable=False, server_default=""),
    sa.Column("problem", sa.Text, nullable=False, server_default=""),
    sa.Column("remark", sa.String(200), nullable=False, server_default=""),
    sa.Column("is_confidential", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("other_channel", sa.String(200), nullable=False, server_default=""),  # where such a caller was pointed
    sa.Column("filled_by", sa.ForeignKey("people.id"), nullable=False),
    sa.Column("filled_at", UtcDateTime, nullable=False),
    sa.Column("edition", sa.Integer, nullable=False, server_default="1"),  # how often it was saved
)

recaps = sa.Table(
    "recaps",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("hotline", sa.String(40), nullable=False),
    sa.Column("kind", sa.String(10), nullable=False),  # daily, monthly
    sa.Column("on", sa.Date, nullable=False),  # the service day; the first of the month
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("starts_at", UtcDateTime, nullable=False),  # arrivals from here
    sa.Column("ends_at", UtcDateTime, nullable=False),  # up to, but not at, here
    sa.Column("made_at", UtcDateTime, nullable=False),
    sa.Column("contents", sa.Text, nullable=False),  # the recap as JSON: what a revision is compared with
    sa.Column("compared_at", UtcDateTime),  # when it was last asked whether the day says something new since
    sa.UniqueConstraint("hotline", "kind", "on", "revision"),
)

outbox = sa.Table(
    "outbox",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("key", sa.String(300), nullable=False, unique=True),  # recap:<hotline>:<date>:<revision>:<recipient>
    sa.Column("hotline", sa.String(40), nullable=False),
    sa.Column("recipient", sa.String(254), nullable=False),
    sa.Column("subject", sa.String(400), nullable=False),
    sa.Column("message", sa.LargeBinary, nullable=False),  # the whole mail, so that every try sends the same bytes
    sa.Column("queued_at", UtcDateTime, nullable=False),
    sa.Column("due_at", UtcDateTime, nullable=False),
    sa.Column("tries", sa.Integer, nullable=False, server_default="0"),
    sa.Column("leased_until", UtcDateTime),
    sa.Column("lease", sa.String(36)),  # who holds it: only the holder may mark it
    sa.Column("last_fault", sa.String(400), nullable=False, server_default=""),
    sa.Column("sent_at", UtcDateTime),
    sa.Column("parked_at", UtcDateTime),  # given up: shown by `check`
)
_is_waiting = sa.and_(outbox.c.sent_at.is_(None), outbox.c.parked_at.is_(None))
sa.Index("ix_outbox_waiting", outbox.c.due_at, sqlite_where=_is_waiting, postgresql_where=_is_waiting)
