"""Words of staff's that wait for a translation, or for somebody to send it: kept as albums are, sealed.

Kept before Telegram is answered, and changed only where nobody else changed them meanwhile: so a preview outlives
a crash, and of two taps one counts.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from adapters.pinboard import Album
from adapters.telegram.staff.reading import Place
from bot.translation import Loss, Trouble, Way

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adapters.pinboard import Pinboard

PREFIX = "draft:"
"""Begins their names on the pinboard: those of albums begin with a number."""
_NONCE = 12


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wrote, and how far it has come.

    at       where they wrote it
    key      of the move that will say it: by it it is said once, whoever taps how often
    turn     grows with every new wording: a tap on an older preview is known by it
    seen     up to where its writer had read; sure: they have been told what came meanwhile
    items    what is enclosed: message, kind and which file
    fixes    it corrects what the resident has already
    own      the translation is somebody's own wording of it; held: no machine makes one, it tells of an emergency
    shown    the message of the preview, 0 while it is to be made; warned: its losses have been named at a tap
    dropped  it is not to be sent, and no words of it are left; it stays, so that the same update makes no second one
    """

    at: Place
    key: str
    text: str
    source: str
    target: str
    turn: int = 1
    seen: int = 0
    sure: bool = False
    items: tuple[tuple[int, str, str], ...] = ()
    fixes: bool = False
    own: bool = False
    held: bool = False
    translated: str = ""
    back: str = ""
    way: Way = Way.NONE
    losses: tuple[Loss, ...] = ()
    trouble: Trouble | None = None
    shown: int = 0
    warned: bool = False
    dropped: bool = False

    def emptied(self) -> Draft:
        """Give it as it is once it is not to be sent."""
        return Draft(self.at, self.key, "", self.source, self.target, self.turn + 1, dropped=True)


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft as it stands on the pinboard."""

    album: Album
    draft: Draft

    @property
    def case_id(self) -> str:
        """Whose it is."""
        return self.album.case_id


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
        return _read(told)


def _read(told: dict[str, Any]) -> Draft:
    trouble = Trouble(told["trouble"]) if told["trouble"] else None
    losses = tuple(Loss(**each) for each in told["losses"])
    items = tuple((int(number), str(kind), str(which)) for number, kind, which in told["items"])
    bare = Draft(**{**told, "at": Place(**told["at"]), "way": Way(told["way"]), "trouble": trouble, "losses": losses})
    return replace(bare, items=items)
