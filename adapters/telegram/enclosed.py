"""What staff attach in their group: copied to the resident by Telegram itself, so that it never passes through here.

A copy leads back to nobody (copyMessages, https://core.telegram.org/bots/api, read 2026-11-28); several
that were sent as one album arrive as one.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from adapters.telegram.split import units
from bot.parcel import Parcel
from bot.reply import Enclosure

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.reply import Part

COPY, CAPTION = "copy", "caption"
MOST = 100
LONGEST_CAPTION = 1024


def enclosure(kind: str, chat: int, message: int) -> Enclosure:
    """Note a message that is to be copied."""
    return Enclosure(kind, f"{chat}:{message}")


def recaptioned(copies: Mapping[str, object], words: str, names: Sequence[str]) -> Parcel | None:
    """Give the call that changes the words of what was copied; None when it is not all there, or they are too long.

    names  what the resident sees: perhaps a name first, then the copies in their order
    """
    given = copies["message_ids"]
    count = len(given) if isinstance(given, list) else 0
    number = names[-count].partition(":")[2] if 0 < count <= len(names) <= count + 1 else ""
    if not number.isdecimal() or units(words) > LONGEST_CAPTION:
        return None
    return Parcel(json.dumps({"message_id": int(number), "caption": words}, ensure_ascii=False), CAPTION)


def copied(parts: Sequence[Part]) -> dict[str, object] | None:
    """Give what is to be copied and from where; None when nothing is, or not from one chat."""
    found = [part.source.partition(":") for part in parts if isinstance(part, Enclosure)]
    chats = {chat for chat, _, _ in found}
    numbers = sorted({int(number) for _, _, number in found if number.isdecimal()})[:MOST]
    if len(chats) != 1 or not numbers or not chats.copy().pop().removeprefix("-").isdecimal():
        return None
    return {"from_chat_id": int(chats.pop()), "message_ids": numbers}
