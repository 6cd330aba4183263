"""What a counselor said in translation, found again by its name for who asks to see the original."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from adapters.store import codec
from adapters.store.tables import message
from adapters.store.talk import body_place
from bot import original
from bot.errors import StoreError
from bot.reply import Translated

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from adapters.store.cipher import Cipher

_LOOK_BACK = 2_000
"""Lines of ours among which it is searched for, the newest first: more than any talk holds in its ninety days."""
_SAID = (
    select(message.c.event_id, message.c.part, message.c.body)
    .where(
        message.c.channel == bindparam("of"),
        message.c.conversation == bindparam("talk"),
        message.c.mine.is_(False),
        message.c.body.is_not(None),
    )
    .order_by(message.c.id.desc())
    .limit(_LOOK_BACK)
)


def translated(connection: Connection, talk: tuple[str, str], name: str, cipher: Cipher) -> Translated | None:
    """Give what was said in a talk by this name; None where it is not, or no more."""
    channel, conversation = talk
    for row in connection.execute(_SAID, {"of": channel, "talk": conversation}):
        try:
            plain = cipher.open(row.body, *body_place(channel, conversation, row.event_id, row.part))
            reply = codec.read_reply(plain)
        except StoreError:  # one damaged line must not hide the others
            continue
        for part in reply.parts:
            if isinstance(part, Translated) and original.name(part) == name:
                return part
    return None
