"""A message of staff's that was changed: other words, another picture in its place, or both.

Telegram tells of an edit only how the message is now. So what stands at the resident's is made like that as a whole:
the picture and its words in one call; an album's pictures one by one, each by the message that it was copied from.
"""

from __future__ import annotations

import hashlib
from functools import partial
from typing import TYPE_CHECKING

from adapters.casebook.correcting import Correction
from adapters.telegram.enclosed import SWAPPED, exchanged, is_of, media_change
from bot.reply import Enclosure, Paragraph, Translated

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from adapters.telegram.staff.ports import Book
    from adapters.telegram.staff.reading import Changed
    from bot.parcel import Parcel
    from bot.reply import Reply


async def correction(  # noqa: PLR0913, PLR0917 - whose edit of what
    book: Book, case_id: str, key: str, by: str, changed: Changed, pack: Callable[[Reply, Sequence[str]], Parcel | None]
) -> Correction:
    """Say what an edit changes. ``key`` is that of the message itself; what stands in an album has the album's."""
    told = f"{changed.text}\0{changed.unique}".encode("utf-8", "replace")
    name = f"{key}-{hashlib.sha256(told).hexdigest()[:12]}"
    if changed.media not in SWAPPED or not changed.file:
        return Correction(key, by, changed.text, name, pack)
    words = changed.text
    album = await _album(book, case_id, changed)
    if album is not None and album[0] != key:
        key, words = album
    return Correction(key, by, words, name, partial(_packed, changed), partial(exchanged, changed=_now(changed)))


async def _album(book: Book, case_id: str, changed: Changed) -> tuple[str, str] | None:
    """Find the answer that a picture was sent with: its key, and the words of it."""
    view = await book.read(case_id)
    for line in view.lines if view is not None else ():
        parts = line.reply.parts if line.reply is not None else ()
        if any(isinstance(part, Enclosure) and is_of(part, changed.at.chat, changed.at.message) for part in parts):
            return line.key, "\n".join(part.text for part in parts if isinstance(part, Paragraph))
    return None


def _now(changed: Changed) -> Enclosure:
    return Enclosure(changed.media, f"{changed.at.chat}:{changed.at.message}:{changed.unique}")


def _packed(changed: Changed, reply: Reply, names: Sequence[str]) -> Parcel | None:
    media = {"type": changed.media, "media": changed.file}
    # What is translated stands above the picture, which has no words of its own then.
    words = "" if any(isinstance(part, Translated) for part in reply.parts) else changed.text
    return media_change(reply.parts, changed.at.message, media, words, names)
