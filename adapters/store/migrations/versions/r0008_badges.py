"""Accounts of an organisation's own sign-in that stand for somebody of the staff."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0008"
down_revision = "r0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "badge",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("address", sa.Text()),
        sa.Column("email_body", sa.LargeBinary()),
        sa.Column("subject", sa.Text()),
        sa.Column("linked_at", sa.BigInteger()),
        sa.Column("used_at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name="pk_badge"),
        sa.UniqueConstraint("address", name="uq_badge_address"),
        sa.UniqueConstraint("subject", name="uq_badge_subject"),
    )


def downgrade() -> None:
    """Drop it; everybody comes in by password again."""
    op.drop_table("badge")
