"""Cases: episodes of human help, notes on them, who did what, what happened, what is counted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0004"
down_revision = "r0003"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_OPEN = "state IN ('queued', 'callback', 'assigned', 'waiting-user', 'on-hold')"
_CLOSED = "state IN ('resolved', 'abandoned')"
_PARTIAL = {
    "uq_cases_open": (["conversation", "channel"], _OPEN, True),
    "ix_cases_open_owner": (["owner"], _OPEN, False),
    "ix_cases_closed": (["closed_at"], _CLOSED, False),
    "ix_cases_kept": (["closed_at"], f"{_CLOSED} AND forgotten_at IS NULL", False),
}
_NOT_CHANGED = "audit rows are added, never changed or deleted"


def upgrade() -> None:
    """Make the tables, and have the database itself refuse to change what was audited."""
    _make_cases()
    op.create_table(
        "remark",
        sa.Column("id", _NUMBER, sa.Identity(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_remark"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_remark_case_id_id", "remark", ["case_id", "id"])
    op.create_table(
        "audit",
        sa.Column("id", _NUMBER, sa.Identity(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.Text()),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text()),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("key", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
        sa.UniqueConstraint("case_id", "key", name="uq_audit_case_id_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_audit_case_id_id", "audit", ["case_id", "id"])
    op.create_index("ix_audit_by_id", "audit", ["by", "id"])
    op.create_table(
        "feed",
        sa.Column("id", _NUMBER, sa.Identity(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("who", sa.Text()),
        sa.Column("state", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_feed"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_feed_at", "feed", ["at"])
    op.create_table(
        "draft",
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("staff", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "staff", name="pk_draft"),
    )
    op.create_table(
        "presence",
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("staff", sa.Text(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("typing_until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "staff", name="pk_presence"),
    )
    op.create_table(
        "tally",
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("day", "language", "topic", "channel", "what")),
        sa.Column("number", _NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("day", "language", "topic", "channel", "what", name="pk_tally"),
    )
    _seal_audit()


def downgrade() -> None:
    """Drop them; whoever a counselor had is with the former version's silent bot."""
    for table in ("tally", "presence", "draft", "feed", "audit", "remark", "cases"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_stays()")


def _make_cases() -> None:
    op.create_table(
        "cases",
        sa.Column("seq", _NUMBER, sa.Identity(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("number", _NUMBER, nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("conversation", sa.Text(), nullable=False),
        sa.Column("version", _NUMBER, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text()),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text()),
        sa.Column("alias", sa.Text(), nullable=False),
        sa.Column("former", sa.Text()),
        sa.Column("seen", _NUMBER, nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("since_at", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.BigInteger()),
        sa.Column("claimed_at", sa.BigInteger()),
        sa.Column("replied_at", sa.BigInteger()),
        sa.Column("closed_at", sa.BigInteger()),
        sa.Column("reason", sa.Text()),
        sa.Column("rating", sa.Integer()),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("reopened", sa.Integer(), nullable=False),
        sa.Column("labels", sa.LargeBinary()),
        sa.Column("consent", sa.Text(), nullable=False),
        sa.Column("waiting_at", sa.BigInteger()),
        sa.Column("last_at", sa.BigInteger(), nullable=False),
        sa.Column("first_line", _NUMBER, nullable=False),
        sa.Column("last_line", _NUMBER),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("counted_language", sa.Text(), nullable=False),
        sa.Column("forgotten_at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("seq", name="pk_cases"),
        sa.UniqueConstraint("id", name="uq_cases_id"),
        sa.UniqueConstraint("number", name="uq_cases_number"),
        sa.CheckConstraint(f"{_OPEN} OR {_CLOSED}", name="ck_cases_state"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_cases_conversation_channel", "cases", ["conversation", "channel"])
    for name, (columns, where, unique) in _PARTIAL.items():
        condition = sa.text(where)
        op.create_index(
            name, "cases", columns, unique=unique, sqlite_where=condition, postgresql_where=condition
        )  # fmt: skip


def _seal_audit() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION audit_stays() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{_NOT_CHANGED}'; END $$"
        )
        op.execute(
            "CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_stays()"
        )
        return
    for what in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER audit_stays_{what.casefold()} BEFORE {what} ON audit "
            f"BEGIN SELECT RAISE(ABORT, '{_NOT_CHANGED}'); END"
        )
