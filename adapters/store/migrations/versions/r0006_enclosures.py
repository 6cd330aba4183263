"""What counselors enclose in their answers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0006"
down_revision = "r0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "enclosure",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("conversation", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("event_id", sa.Text()),
        sa.Column("about", sa.LargeBinary(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("small", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("id", name="pk_enclosure"),
        sa.UniqueConstraint("case_id", "by", "key", name="uq_enclosure_case_id_by_key"),
    )
    op.create_index("ix_enclosure_conversation_channel", "enclosure", ["conversation", "channel"])
    op.create_index("ix_enclosure_at", "enclosure", ["at"])


def downgrade() -> None:
    """Drop it: what was enclosed is gone then."""
    op.drop_table("enclosure")
