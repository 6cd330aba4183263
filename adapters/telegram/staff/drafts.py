"""Words of staff's that wait for a translation, or for somebody to send it: kept as albums are, sealed.

Kept before Telegram is answered, and changed only where nobody else changed them meanwhile: so a preview outlives
a crash, and of two taps one counts.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from adapters.pinboard import Album
from adapters.telegram.staff.draft import Draft, Kept, read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adapters.pinboard import Pinboard

PREFIX = "draft:"
"""Begins their names on the pinboard: those of albums begin with a number."""
_NONCE = 12


class Drafts:
    """Keeps them. ``secret`` is the bot's token: whoever has the database alone reads no words."""

    def __init__(self, board: Pinboard, secret: str) -> None:
        self._board = board
        self._seal = AESGCM(hashlib.sha256(b"madoguchi draft\0" + secret.encode()).digest())

    async def begin(self, case_id: str, draft: Draft) -> None:
        """Keep a new one; one that is there already stays as it is."""
        if await self.of_message(case_id, draft.at.message) is None:
            await self._board.gather(self._sealed(case_id, draft))

    async def change(self, kept: Kept, draft: Draft) -> Kept | None:
        """Put another state in the place of the one that is known; None where it changed meanwhile, or is gone."""
        new = self._sealed(kept.case_id, draft)
        return Kept(new, draft) if await self._board.exchange(kept.album, new) else None

    async def done(self, kept: Kept) -> None:
        """Forget one that was sent, or is not to be sent."""
        await self._board.gathered(kept.album)

    async def waiting(self) -> Sequence[Kept]:
        """Give those whose preview is still to be made."""
        return [each for each in await self._opened() if not each.draft.shown and not each.draft.dropped]

    async def of_message(self, case_id: str, message: int) -> Kept | None:
        """Give the one that somebody wrote in a message."""
        mine = (each for each in await self._opened(case_id) if each.draft.at.message == message)
        return next(mine, None)

    async def of_preview(self, case_id: str, message: int) -> Kept | None:
        """Give the one whose preview a message is."""
        return next((each for each in await self._opened(case_id) if each.draft.shown == message), None)

    async def _opened(self, case_id: str = "") -> list[Kept]:
        found = []
        for album in await self._board.albums():
            if not album.name.startswith(PREFIX) or (case_id and album.case_id != case_id):
                continue
            try:
                found.append(Kept(album, self._open(album)))
            except (InvalidTag, KeyError, TypeError, ValueError):
                # Of another bot, or damaged: nobody will ever read it.
                await self._board.gathered(album)
        return found

    def _sealed(self, case_id: str, draft: Draft) -> Album:
        name, nonce = f"{PREFIX}{draft.at.message}", os.urandom(_NONCE)
        plain = json.dumps(asdict(draft), ensure_ascii=True).encode()
        return Album(case_id, name, nonce + self._seal.encrypt(nonce, plain, f"{case_id}\n{name}".encode()))

    def _open(self, album: Album) -> Draft:
        nonce, body = album.sealed[:_NONCE], album.sealed[_NONCE:]
        told = json.loads(self._seal.decrypt(nonce, body, f"{album.case_id}\n{album.name}".encode()))
        return read(told)
