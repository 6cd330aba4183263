"""Translations of residents' lines, and whether a case's are translated, and for whom."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0009"
down_revision = "r0008"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_WANTED = sa.text("state = 'wanted'")


def upgrade() -> None:
    """Make the table, and the columns of a case."""
    op.create_table(
        "translation",
        sa.Column("line", _NUMBER, nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("conversation", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False, server_default=""),
        sa.Column("mixture", sa.Text(), nullable=False, server_default=""),
        sa.Column("forced", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("tries", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("token", _NUMBER, nullable=False, server_default="0"),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("trouble", sa.Text(), nullable=False, server_default=""),
        sa.Column("body", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("line", "target", name="pk_translation"),
        sa.CheckConstraint("state IN ('wanted', 'done', 'failed', 'held', 'needless')", name="ck_translation_state"),
    )
    op.create_index("ix_translation_wanted", "translation", ["due_at"], sqlite_where=_WANTED, postgresql_where=_WANTED)
    op.create_index("ix_translation_conversation_channel", "translation", ["conversation", "channel"])
    op.add_column("cases", sa.Column("translated", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("cases", sa.Column("readers", sa.Text(), nullable=False, server_default="ja"))


def downgrade() -> None:
    """Drop them: every line stands in its own language alone."""
    op.drop_column("cases", "readers")
    op.drop_column("cases", "translated")
    op.drop_table("translation")
