"""Sending: the outbox, lanes that processes share, and the platforms' names of what was said."""

from __future__ import annotations

from zlib import crc32

import sqlalchemy as sa
from alembic import op

revision = "r0002"
down_revision = "r0001"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_LANES = 64
_AT_ONCE = 1000
_PARTIAL = {
    "ix_inbox_turn": ("inbox", ["conversation", "channel", "seq"], "state = 'new'"),
    "ix_inbox_dead": ("inbox", ["seq"], "state = 'dead'"),
    "ix_inbox_gone": ("inbox", ["ref"], "ref = event_id"),
    "ix_outbox_unsent": ("outbox", ["conversation", "channel", "number"], "state IN ('new', 'sending')"),
    "ix_outbox_undelivered": ("outbox", ["number"], "state IN ('uncertain', 'dead')"),
}


def upgrade() -> None:
    """Make the new tables, and give what waits its lane."""
    op.add_column("inbox", sa.Column("ref", sa.Text()))
    op.add_column("inbox", sa.Column("lane", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("message", sa.Column("ref", sa.Text()))
    op.create_table(
        "outbox",
        sa.Column("number", _NUMBER, sa.Identity(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("conversation", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("lane", sa.Integer(), nullable=False),
        sa.Column("epoch", _NUMBER, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("route", sa.Text(), nullable=False),
        sa.Column("unsure", sa.Boolean(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("tried_at", sa.BigInteger()),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.Text()),
        sa.Column("receipt", sa.Text()),
        sa.Column("body", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("number", name="pk_outbox"),
        sa.UniqueConstraint("channel", "event_id", "part", name="uq_outbox_channel_event_id_part"),
        sa.CheckConstraint(
            "state IN ('new', 'sending', 'sent', 'uncertain', 'dead', 'withdrawn')", name="ck_outbox_state"
        ),
        sqlite_autoincrement=True,
    )
    op.drop_index("ix_inbox_channel_conversation", "inbox")
    for table in ("inbox", "outbox"):
        op.create_index(f"ix_{table}_conversation_channel", table, ["conversation", "channel"])
    op.create_index("ix_outbox_made_at", "outbox", ["made_at"])
    for name, (table, columns, where) in _PARTIAL.items():
        op.create_index(name, table, columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))
    lane = op.create_table(
        "lane",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("holder", sa.Text()),
        sa.Column("token", _NUMBER, nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_lane"),
    )
    op.bulk_insert(lane, [{"number": number, "token": 0, "until": 0} for number in range(_LANES)])
    op.create_table(
        "worker",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_worker"),
    )
    op.create_table(
        "lease",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_lease"),
    )
    _give_lanes()


def downgrade() -> None:
    """Drop what is unsent with its table: the former version sends nothing."""
    for name, (table, _, _) in _PARTIAL.items():
        op.drop_index(name, table)
    op.drop_index("ix_inbox_conversation_channel", "inbox")
    op.create_index("ix_inbox_channel_conversation", "inbox", ["channel", "conversation"])
    for table in ("lease", "worker", "lane", "outbox"):
        op.drop_table(table)
    op.drop_column("message", "ref")
    op.drop_column("inbox", "lane")
    op.drop_column("inbox", "ref")


def _give_lanes() -> None:
    """Give a lane to all that is, or may again be, answered; written out, as this must never change."""
    inbox = sa.table("inbox", *(sa.column(name) for name in ("seq", "channel", "conversation", "state", "lane")))
    connection = op.get_bind()
    rows = connection.execute(
        sa.select(inbox.c.seq, inbox.c.channel, inbox.c.conversation).where(inbox.c.state.in_(("new", "dead")))
    ).all()
    given = [
        {"row": row.seq, "to": crc32(f"{row.channel}\0{row.conversation}".encode("utf-8", "surrogatepass")) % _LANES}
        for row in rows
    ]
    move = sa.update(inbox).where(inbox.c.seq == sa.bindparam("row")).values(lane=sa.bindparam("to"))
    for start in range(0, len(given), _AT_ONCE):
        connection.execute(move, given[start : start + _AT_ONCE])
