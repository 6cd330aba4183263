"""The counter: inbox, talks, their messages, timers, what happened, and the keys' seals."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0001"
down_revision = None
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_NEW = sa.text("state = 'new'")


def upgrade() -> None:
    """Make all tables of the first release."""
    op.create_table(
        "inbox",
        sa.Column("seq", _NUMBER, sa.Identity(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("conversation", sa.Text(), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("sent_at", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.LargeBinary()),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("reason", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("seq", name="pk_inbox"),
        sa.UniqueConstraint("channel", "event_id", name="uq_inbox_channel_event_id"),
        sa.CheckConstraint("state IN ('new', 'done', 'dead')", name="ck_inbox_state"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_inbox_new", "inbox", ["seq"], sqlite_where=_NEW, postgresql_where=_NEW)
    op.create_index("ix_inbox_channel_conversation", "inbox", ["channel", "conversation"])
    op.create_index("ix_inbox_received_at", "inbox", ["received_at"])
    op.create_table(
        "conversation",
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", _NUMBER, nullable=False),
        sa.Column("state_body", sa.LargeBinary(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("channel", "id", name="pk_conversation"),
    )
    op.create_index("ix_conversation_updated_at", "conversation", ["updated_at"])
    op.create_table(
        "message",
        sa.Column("id", _NUMBER, sa.Identity(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("conversation", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("mine", sa.Boolean(), nullable=False),
        sa.Column("refers", sa.Text()),
        sa.Column("body", sa.LargeBinary()),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("erased_at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name="pk_message"),
        sa.UniqueConstraint("channel", "event_id", "part", name="uq_message_channel_event_id_part"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_message_channel_conversation_id", "message", ["channel", "conversation", "id"])
    op.create_index("ix_message_at", "message", ["at"])
    op.create_table(
        "timer",
        sa.Column("id", _NUMBER, sa.Identity(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("conversation", sa.Text(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_timer"),
        sa.UniqueConstraint("kind", "channel", "conversation", name="uq_timer_kind_channel_conversation"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_timer_due_at", "timer", ["due_at"])
    op.create_table(
        "event",
        sa.Column("id", _NUMBER, sa.Identity(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("talk", sa.Text()),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("entry", sa.Text()),
        sa.Column("language", sa.Text()),
        sa.Column("data", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_event"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_event_at", "event", ["at"])
    op.create_index("ix_event_talk", "event", ["talk"])
    op.create_table(
        "seal",
        sa.Column("key_id", sa.Text(), nullable=False),
        sa.Column("proof", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("key_id", name="pk_seal"),
    )
    op.create_table(
        "pulse",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_pulse"),
    )


def downgrade() -> None:
    """Drop them, newest first."""
    for table in ("pulse", "seal", "event", "timer", "message", "conversation", "inbox"):
        op.drop_table(table)
