"""Pictures that staff send as an album: each is kept before Telegram is answered, all are sent as one.

An album comes picture by picture, the next one only after the last was acknowledged; so nobody waits
for the rest of it, and what came is written down, sealed with a key that only this bot has.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from adapters.pinboard import Album
from adapters.telegram.staff.drafts import PREFIX
from adapters.telegram.staff.reading import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from adapters.pinboard import Pinboard
    from adapters.telegram.staff.reading import Wrote

QUIET_S = 1.5
"""After so long nothing more of an album is on its way."""
_NONCE = 12


@dataclass(frozen=True, slots=True)
class Gathered:
    """An album as it came: where its first picture stands, what it holds, up to where its sender had read.

    items  message and kind of each
    last   unix seconds when the newest came
    """

    kept: Album
    at: Place
    items: tuple[tuple[int, str], ...]
    caption: str
    seen: int
    last: float


class Albums:
    """Gathers. ``secret`` is the bot's token: whoever has the database alone reads no caption."""

    def __init__(self, board: Pinboard, secret: str, clock: Callable[[], datetime]) -> None:
        self._board = board
        self._seal = AESGCM(hashlib.sha256(b"madoguchi album\0" + secret.encode()).digest())
        self._clock = clock

    async def add(self, case_id: str, wrote: Wrote, seen: int) -> None:
        """Keep one more picture of an album."""
        name = f"{wrote.at.who}:{wrote.album}"
        before = next((each for each in await self._opened() if _is(each, case_id, name)), None)
        items = before.items if before is not None else ()
        if wrote.at.message in {number for number, _ in items}:
            return
        told = {
            "at": [wrote.at.chat, wrote.at.thread, items[0][0] if items else wrote.at.message, wrote.at.who],
            "items": [*items, (wrote.at.message, wrote.media)],
            "caption": (before.caption if before is not None else "") or wrote.text,
            "seen": before.seen if before is not None else seen,
            "last": self._clock().timestamp(),
        }
        nonce = os.urandom(_NONCE)
        body = nonce + self._seal.encrypt(nonce, json.dumps(told).encode(), f"{case_id}\n{name}".encode())
        await self._board.gather(Album(case_id, name, body))

    async def complete(self) -> Sequence[Gathered]:
        """Give the albums of which nothing more is on its way."""
        now = self._clock().timestamp()
        return [each for each in await self._opened() if now - each.last >= QUIET_S]

    async def done(self, album: Gathered) -> None:
        """Forget an album that was sent, or refused."""
        await self._board.gathered(album.kept)

    async def _opened(self) -> list[Gathered]:
        found = []
        for album in await self._board.albums():
            if album.name.startswith(PREFIX):
                continue
            try:
                found.append(self._open(album))
            except (InvalidTag, KeyError, TypeError, ValueError):
                # Of another bot, or damaged: nobody will ever read it.
                await self._board.gathered(album)
        return found

    def _open(self, album: Album) -> Gathered:
        nonce, body = album.sealed[:_NONCE], album.sealed[_NONCE:]
        told = json.loads(self._seal.decrypt(nonce, body, f"{album.case_id}\n{album.name}".encode()))
        items = tuple((int(number), str(kind)) for number, kind in told["items"])
        return Gathered(album, Place(*told["at"]), items, told["caption"], told["seen"], told["last"])


def _is(album: Gathered, case_id: str, name: str) -> bool:
    return (album.kept.case_id, album.kept.name) == (case_id, name)
