"""Cases that are put aside, taken up again, or merged; emergencies that rang; accounts and their Telegram."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0007"
down_revision = "r0006"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MERGED = sa.text("merged_into IS NOT NULL")


def upgrade() -> None:
    """Add the columns and the tables."""
    op.add_column("cases", sa.Column("snoozed_at", sa.BigInteger()))
    op.add_column("cases", sa.Column("again", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("cases", sa.Column("merged_into", sa.Text()))
    op.create_index(
        "ix_cases_merged_into", "cases", ["merged_into"], sqlite_where=_MERGED, postgresql_where=_MERGED
    )  # fmt: skip
    op.create_table(
        "alarm",
        sa.Column("id", _NUMBER, sa.Identity(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("conversation", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("line", _NUMBER, nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_alarm"),
        sa.UniqueConstraint("channel", "conversation", name="uq_alarm_channel_conversation"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_alarm_at", "alarm", ["at"])
    op.create_table(
        "staff_telegram",
        sa.Column("person", sa.BigInteger(), nullable=False),
        sa.Column("staff", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("person", name="pk_staff_telegram"),
        sa.UniqueConstraint("staff", name="uq_staff_telegram_staff"),
    )
    op.create_table(
        "staff_code",
        sa.Column("staff", sa.Text(), nullable=False),
        sa.Column("code_hash", sa.Text(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("staff", name="pk_staff_code"),
        sa.UniqueConstraint("code_hash", name="uq_staff_code_code_hash"),
    )
    op.add_column("topic_room", sa.Column("out_at", sa.BigInteger()))


def downgrade() -> None:
    """Take them away; a merged case is only a closed one then."""
    op.drop_column("topic_room", "out_at")
    for table in ("staff_code", "staff_telegram", "alarm"):
        op.drop_table(table)
    op.drop_index("ix_cases_merged_into", "cases")
    for column in ("merged_into", "again", "snoozed_at"):
        op.drop_column("cases", column)
