"""Translations as counselors ask for them, and as whoever translates works them off: each thing one unit of work."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from adapters.casebook.translating import Stage
from adapters.store import auditing, family, filing, ledger, translating, translation
from adapters.store.auditing import Deed
from adapters.store.ledger import Happened
from adapters.store.talk import open_
from bot import replies

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from adapters.casebook.translating import Outcome, Wanted
    from adapters.store.casebook import Submit
    from adapters.store.cipher import Cipher
    from adapters.store.filed import Filed
    from adapters.store.transcript import Read


class SqlTranslations:
    """All of ``Translations`` and ``Desk`` of ``adapters.casebook.translating``."""

    def __init__(self, read: Read, cipher: Cipher, submit: Submit, clock: Callable[[], datetime]) -> None:
        self._read = read
        self._cipher = cipher
        self._submit = submit
        self._clock = clock

    async def waiting(self) -> bool:
        """Say whether anything is to be translated now."""
        now = self._clock()
        return await self._read(lambda connection: translating.waiting(connection, now))

    async def take(self, limit: int, lease: float, most: int) -> Sequence[Wanted]:
        """Take some to translate them."""
        now, how = self._clock(), (limit, lease, most)
        return await self._submit(lambda connection: translating.take(connection, now, how, self._cipher))

    async def finish(self, wanted: Wanted, outcome: Outcome) -> bool:
        """Write what came of one."""
        work = partial(translating.finish, wanted=wanted, outcome=outcome, now=self._clock(), cipher=self._cipher)
        return await self._submit(work)

    async def missing(self) -> Sequence[tuple[str, str]]:
        """Give the pairs that could not be had."""
        return await self._read(translation.lacking)

    async def reconsider(self, pairs: Sequence[tuple[str, str]]) -> int:
        """Want again what could not be had and now can."""
        now = self._clock()
        return await self._submit(lambda connection: translation.reconsider(connection, pairs, now))

    async def switch(self, case_id: str, by: str, key: str, *, on: bool) -> bool:
        """Have a case's lines translated from now on, or not; those that were not meanwhile are when it is on again."""
        now = self._clock()

        def work(connection: Connection) -> bool:
            filed = self._kept(connection, case_id)
            if filed is None:
                return False
            if filed.translated is on or auditing.done(connection, case_id, key) is not None:
                return True
            after = replace(filed, translated=on)
            filing.change(connection, filed, after, self._cipher)
            if on:
                self._want(connection, after, after.readers, now)
            auditing.write(connection, Deed("translating", by, case_id, detail=f"on={on}".casefold(), key=key), now)
            ledger.note(connection, Happened(case_id, "translated", filed.case.state, now, by))
            return True

        return await self._submit(work)

    async def read_in(self, case_id: str, reader: str) -> None:
        """Have a case's lines translated into one more language."""
        known = await self._read(lambda connection: filing.find(connection, case_id, self._cipher))
        if known is None or known.forgotten is not None or reader in known.readers or not known.translated:
            return
        now = self._clock()

        def work(connection: Connection) -> None:
            filed = self._kept(connection, case_id)
            if filed is not None and reader not in filed.readers:
                filing.change(connection, filed, replace(filed, readers=(*filed.readers, reader)), self._cipher)
                self._want(connection, filed, (reader,), now)

        await self._submit(work)

    async def again(self, case_id: str, position: int, reader: str, by: str) -> bool:
        """Have a line translated that was not."""
        now = self._clock()

        def work(connection: Connection) -> bool:
            filed = self._kept(connection, case_id)
            span = family.span_of(connection, filed, position) if filed is not None else None
            before = translation.again(connection, span, (position, reader), now) if span is not None else None
            if before is Stage.HELD:
                detail = f"line={position}"
                auditing.write(connection, Deed("translate-emergency", by, case_id, detail=detail), now)
            return before is not None

        return await self._submit(work)

    async def said(self, case_id: str, key: str) -> bool:
        """Say whether an answer was given by this key already."""
        return await self._read(lambda connection: auditing.done(connection, case_id, key) is not None)

    async def spoken(self, case_id: str, via: str = "") -> str | None:
        """Give the language in which an answer would be read."""

        def find(connection: Connection) -> str | None:
            filed = filing.find(connection, via or case_id, self._cipher)
            if filed is None or filed.forgotten is not None:
                return None
            talk = open_(connection, filed.case.channel, filed.case.conversation, self._cipher)
            return replies.language_of(talk) if talk.version else filed.case.language

        return await self._read(find)

    def _kept(self, connection: Connection, case_id: str) -> Filed | None:
        filed = filing.find(connection, case_id, self._cipher, lock=True)
        return None if filed is None or filed.forgotten is not None else filed

    @staticmethod
    def _want(connection: Connection, filed: Filed, readers: Sequence[str], now: datetime) -> None:
        translation.want_span(connection, family.spans(connection, filed), readers, now)
