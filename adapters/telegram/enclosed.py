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

COPY, CAPTION, MEDIA = "copy", "caption", "media"
SWAPPED = frozenset({"photo", "video", "document", "audio", "animation"})
"""What may stand in the place of something else (editMessageMedia); a voice message or a sticker may not."""
MOST = 100
LONGEST_CAPTION = 1024


def enclosure(kind: str, chat: int, message: int, unique: str = "") -> Enclosure:
    """Note a message that is to be copied; ``unique``: which file it holds, so that another one is noticed."""
    return Enclosure(kind, f"{chat}:{message}:{unique}" if unique else f"{chat}:{message}")


def is_of(part: Enclosure, chat: int, message: int) -> bool:
    """Say whether something was copied from a message."""
    return part.source.split(":")[:2] == [str(chat), str(message)]


def exchanged(part: Enclosure, changed: Enclosure) -> Enclosure:
    """Give what stands there now, where something else stood before."""
    return changed if part.source.split(":")[:2] == changed.source.split(":")[:2] else part


def media_change(
    parts: Sequence[Part], message: int, media: Mapping[str, str], words: str, names: Sequence[str]
) -> Parcel | None:  # fmt: skip
    """Give the call that puts another picture, and its words, where the copy of a message stands."""
    copies = copied(parts)
    numbers = copies["message_ids"] if copies is not None else None
    if not isinstance(numbers, list) or message not in numbers or units(words) > LONGEST_CAPTION:
        return None
    if not len(numbers) <= len(names) <= len(numbers) + 1:
        return None
    number = names[numbers.index(message) - len(numbers)].partition(":")[2]
    if not number.isdecimal():
        return None
    body = {"message_id": int(number), "media": {**media, "caption": words}}
    return Parcel(json.dumps(body, ensure_ascii=False), MEDIA)


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
    found = [[*part.source.split(":"), ""][:2] for part in parts if isinstance(part, Enclosure)]
    chats = {chat for chat, _ in found}
    numbers = sorted({int(number) for _, number in found if number.isdecimal()})[:MOST]
    if len(chats) != 1 or not numbers or not chats.copy().pop().removeprefix("-").isdecimal():
        return None
    return {"from_chat_id": int(chats.pop()), "message_ids": numbers}
