"""The cupboard of what counselors enclose. Whoever asks says for whom: what is not theirs is not there."""

from __future__ import annotations

import asyncio
import secrets
from typing import TYPE_CHECKING

from sqlalchemy import or_

from adapters.store import enclosing, recalling, taking_back
from adapters.store.auditing import Deed
from adapters.store.tables_files import enclosure

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection

    from adapters.casebook.enclosing import Chosen, Unkept
    from adapters.media import Enclosure
    from adapters.store.casebook import Submit
    from adapters.store.cipher import Cipher
    from adapters.store.transcript import Read
    from bot.reply import File, Translated


class SqlDrawer:
    """Gives what was sent, to those who bring it: never what only waits in a composer.

    ``key``: seals the passes by which platforms come.
    """

    def __init__(self, read: Read, cipher: Cipher) -> None:
        self._read = read
        self._cipher = cipher
        self.key = cipher.secret("passes")

    async def sent(self, file: str, *, small: bool = False) -> Enclosure | None:
        """Give what was sent to somebody, whoever that is: for platforms, which come by a pass, or are brought it."""
        return await self._content(enclosure.c.id == file, enclosure.c.event_id.is_not(None), small=small)

    async def sent_to(self, channel: str, conversation: str, file: str) -> Enclosure | None:
        """Give what was sent to this very person."""
        whose = enclosing.of_talk(channel, conversation)
        return await self._content(enclosure.c.id == file, enclosure.c.event_id.is_not(None), *whose)

    async def translated(self, talk: tuple[str, str], name: str) -> Translated | None:
        """Give what was said to this very person in translation, with its original, by its name."""
        return await self._read(lambda connection: recalling.translated(connection, talk, name, self._cipher))

    async def _content(self, *which: ColumnElement[bool], small: bool = False) -> Enclosure | None:
        return await self._read(
            lambda connection: enclosing.content(connection, self._cipher, which, small=small)
        )  # fmt: skip


class SqlEnclosures(SqlDrawer):
    """All of ``adapters.casebook.enclosing.Enclosures``."""

    def __init__(self, read: Read, cipher: Cipher, submit: Submit, clock: Callable[[], datetime]) -> None:
        super().__init__(read, cipher)
        self._submit = submit
        self._clock = clock

    async def keep(self, chosen: Chosen) -> File | Unkept:
        """Keep something for the next answer."""
        sealed = await asyncio.to_thread(enclosing.seal, chosen, secrets.token_urlsafe(16), self._cipher)
        now = self._clock()
        return await self._submit(lambda connection: enclosing.keep(connection, sealed, now, self._cipher))

    async def waiting(self, case_id: str, by: str) -> Sequence[File]:
        """Give what somebody chose for their next answer."""
        return await self._files(*enclosing.waiting(case_id, by))

    async def chosen(self, case_id: str, by: str, ids: Collection[str]) -> Sequence[File]:
        """Give what somebody chose for a case, sent or not."""
        return await self._files(*enclosing.chosen(case_id, by), enclosure.c.id.in_(ids))

    async def drop(self, case_id: str, by: str, file: str) -> bool:
        """Throw away what was not sent yet."""
        return await self._submit(lambda connection: enclosing.drop(connection, case_id, by, file))

    async def take_back(self, case_id: str, file: str, by: str, key: str) -> bool:
        """Delete what was sent."""
        deed, now = Deed("take-back", by, case_id, key=key), self._clock()
        return await self._submit(
            lambda connection: taking_back.take_back(connection, deed, file, now, self._cipher)
        )  # fmt: skip

    async def seen_by_staff(self, case_id: str, file: str, who: str, *, small: bool = False) -> Enclosure | None:
        """Give what was sent in a case, or what ``who`` chose for it: what others have not sent is theirs alone."""
        seen = or_(enclosure.c.event_id.is_not(None), enclosure.c.by == who)
        return await self._content(enclosure.c.id == file, enclosure.c.case_id == case_id, seen, small=small)

    async def _files(self, *which: ColumnElement[bool]) -> Sequence[File]:
        def find(connection: Connection) -> Sequence[File]:
            return enclosing.files(connection, self._cipher, *which)

        return await self._read(find)
