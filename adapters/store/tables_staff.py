"""The tables of who works here. Passwords, codes and keys are hashed, names and second factors encrypted.

``login`` and ``alias`` stand in clear: the one has to be looked up, the other is what every resident reads.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
)

from adapters.store.tables import Moment, Number, metadata

staff = Table(
    "staff",
    metadata,
    Column("id", Text, primary_key=True),
    Column("login", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("role", Text, nullable=False),
    Column("alias", Text, nullable=False),
    Column("name_body", LargeBinary, nullable=False),
    Column("password", Text, nullable=False),
    Column("totp_body", LargeBinary),
    # The newest time step whose code was taken: no code is taken twice, nor one older than that.
    Column("totp_step", Number, nullable=False),
    Column("languages", Text, nullable=False),
    Column("teams", Text, nullable=False),
    Column("presence", Text, nullable=False),
    Column("capacity", Integer, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("seen_at", Moment),
    UniqueConstraint("login"),
)

session = Table(
    "session",
    metadata,
    Column("name", Text, primary_key=True),
    Column("key_hash", Text, nullable=False),
    # Null while somebody who is not signed in is asked for a passkey.
    Column("staff", Text),
    Column("stage", Text, nullable=False),
    Column("token", Text, nullable=False),
    Column("about_body", LargeBinary),
    Column("pending_body", LargeBinary),
    Column("made_at", Moment, nullable=False),
    Column("used_at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False),
    # The role was changed: the next request gets a new id.
    Column("stale", Boolean, nullable=False),
    UniqueConstraint("key_hash"),
    CheckConstraint("stage IN ('door', 'code', 'setup', 'in')", name="stage"),
    Index(None, "staff"),
    Index(None, "ends_at"),
)

invitation = Table(
    "invitation",
    metadata,
    Column("id", Text, primary_key=True),
    Column("key_hash", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("teams", Text, nullable=False),
    # Of a renewal: whose.
    Column("staff", Text),
    Column("by", Text),
    Column("note_body", LargeBinary),
    Column("made_at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False),
    UniqueConstraint("key_hash"),
    CheckConstraint("kind IN ('first', 'invitation', 'renewal')", name="kind"),
)

passkey = Table(
    "passkey",
    metadata,
    Column("id", Text, primary_key=True),
    Column("staff", Text, nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("uses", Number, nullable=False),
    Column("name_body", LargeBinary, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("used_at", Moment),
    Index(None, "staff"),
)

recovery = Table(
    "recovery",
    metadata,
    Column("staff", Text, primary_key=True),
    Column("code_hash", Text, primary_key=True),
)

attempt = Table(
    "attempt",
    metadata,
    # A pseudonym of a login or of a neighbourhood of addresses.
    Column("key", Text, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("last_at", Moment, nullable=False),
    Column("until_at", Moment, nullable=False),
    Index(None, "last_at"),
)

called = Table(
    "called",
    metadata,
    Column("staff", Text, primary_key=True),
    Column("case_id", Text, primary_key=True),
    Column("by", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "case_id"),
)

staff_telegram = Table(
    "staff_telegram",
    metadata,
    # The number of somebody's Telegram, and whose account it is: one each.
    Column("person", BigInteger, primary_key=True, autoincrement=False),
    Column("staff", Text, nullable=False),
    Column("at", Moment, nullable=False),
    UniqueConstraint("staff"),
)

staff_code = Table(
    "staff_code",
    metadata,
    Column("staff", Text, primary_key=True),
    Column("code_hash", Text, nullable=False),
    Column("ends_at", Moment, nullable=False),
    UniqueConstraint("code_hash"),
)

badge = Table(
    "badge",
    metadata,
    # Whose: the id of somebody of the staff.
    Column("id", Text, primary_key=True),
    # Hashes: of the address that is expected, and of the account that is linked.
    Column("address", Text),
    Column("email_body", LargeBinary),
    Column("subject", Text),
    Column("linked_at", Moment),
    Column("used_at", Moment),
    UniqueConstraint("address"),
    UniqueConstraint("subject"),
)
