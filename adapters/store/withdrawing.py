"""What must not be sent any more. Runs inside the unit of work that finds it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, case, or_, update

from adapters.store.tables import SENT, UNDELIVERED, UNSENT, WITHDRAWN, outbox

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection

    from bot.message import Message

PEOPLE = 2**60
"""The epoch of what counselors say: it is sent whoever has the talk by then, unless its person wants nobody."""
ALARM = PEOPLE + 1
"""The epoch of emergency cards: they are sent whatever happens to the talk."""

_OLDER = (
    update(outbox)
    .where(
        outbox.c.channel == bindparam("of"),
        outbox.c.conversation == bindparam("talk"),
        outbox.c.epoch < bindparam("now"),
        UNSENT,
    )
    .values(state=WITHDRAWN, body=None)
)


def all_of(connection: Connection, told: Message) -> None:
    """Withdraw what is unsent of a talk that its person left."""
    ours = (outbox.c.channel == told.channel, outbox.c.conversation == told.conversation)
    connection.execute(update(outbox).where(*ours, UNSENT).values(state=WITHDRAWN, body=None))


def older(connection: Connection, channel: str, conversation: str, epoch: int) -> None:
    """Withdraw what was decided before the talk changed hands (to the owner of ``epoch``)."""
    connection.execute(_OLDER, {"of": channel, "talk": conversation, "now": epoch})


def answers_to(connection: Connection, told: Message, events: Collection[str]) -> None:
    """Withdraw what answers messages that were taken back, and what a person could still send again."""
    ours = (outbox.c.channel == told.channel, outbox.c.conversation == told.conversation)
    connection.execute(
        update(outbox)
        .where(*ours, outbox.c.event_id.in_(events), or_(UNSENT, UNDELIVERED))
        .values(state=WITHDRAWN, body=None)
    )


def forget(connection: Connection, channel: str, conversation: str) -> None:
    """Withdraw all of a talk that is to be forgotten, and whose it was; only the fact of sending stays."""
    connection.execute(
        update(outbox)
        .where(outbox.c.channel == channel, outbox.c.conversation == conversation)
        .values(
            state=case((outbox.c.state == SENT, SENT), else_=WITHDRAWN),
            conversation="",
            body=None,
            receipt=None,
            code=None,
        )
    )
