"""The store: what the core and the channels ask of the durable record, as units of work."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

from adapters.store import inbox, retention, talk, timers, transcript
from adapters.store.doorbell import Doorbell
from adapters.store.engines import READERS
from adapters.store.pressure import Pressure
from adapters.store.tables import pulse
from adapters.store.transcript import Line, LineMaker, SqlTranscript
from adapters.store.trouble import as_store_errors, was_cut
from adapters.store.writer import Writer
from bot.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from sqlalchemy import Connection, Engine

    from adapters.store.cipher import Cipher
    from adapters.store.doorbell import Talk
    from adapters.store.inbox import Kept
    from adapters.store.retention import Retention
    from bot.conversation import Conversation
    from bot.message import Message
    from bot.step import Step

L = TypeVar("L")
T = TypeVar("T")

_HEALTHY = 4.0


class SqlStore:
    """The durable record, on SQLite or PostgreSQL. Made by ``opening.open_store``."""

    def __init__(  # noqa: PLR0913, PLR0917 - only opening.py calls it
        self,
        writing: Engine,
        reading: Engine,
        cipher: Cipher,
        keep: Retention,
        limit: int,
        at_close: Callable[[], None],
    ) -> None:
        self._writer = Writer(writing)
        self._writing = writing
        self._reading = reading
        self._cipher = cipher
        self._retention = keep
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="store-reader")
        self._pressure = Pressure(limit, self._query(lambda connection: inbox.depth(connection, limit)), self._read)
        self._bell = Doorbell(self._newest)
        self._web = self.transcript("web", Line)
        self._at_close: Callable[[], None] | None = at_close

    async def keep(self, messages: Sequence[Message]) -> Sequence[Message]:
        """Put messages into the inbox, committed; gives back those not seen before.

        ``StoreBusy`` when too much waits already: the platform is to bring them again.
        """
        if not messages:
            return ()
        await self._pressure.admit()
        kept = inbox.ready(messages, self._cipher, _now())
        new = await self._writer.submit_to(self._keep, kept)
        self._pressure.came(len(new))
        return new

    async def open(self, channel: str, conversation: str) -> Conversation:
        """Give the latest state of a talk, or a fresh one."""
        return await self._read(lambda connection: talk.open_(connection, channel, conversation, self._cipher))

    async def save(self, message: Message, step: Step) -> None:
        """Close the inbox row, write the new state, the person's words and the replies.

        ``StaleConversation`` when the talk went on meanwhile, ``AlreadyAnswered`` when the message
        has its answer: in both cases nothing was written and nothing may be sent.
        """
        await self._writer.submit_to(self._save, talk.Saving(message, step, _now()))
        self._pressure.went()
        self._bell.ring((message.channel, message.conversation))

    async def waiting(self) -> Sequence[Message]:
        """Give what was kept but not yet answered, oldest first."""
        messages, broken = await self._read(lambda connection: inbox.waiting(connection, self._cipher))
        for message in broken:
            await self.fail(message, "unreadable")
        return messages

    async def fail(self, message: Message, reason: str) -> bool:
        """Count a failed attempt; True when the message is now dead and its lane goes on."""
        return await self.submit(lambda connection: inbox.fail(connection, message, reason, self._cipher))

    def transcript(self, channel: str, line: LineMaker[L]) -> SqlTranscript[L]:
        """Give the record of a channel's talks, in the channel's own ``Line``."""
        return SqlTranscript(channel, line, self._read, self._cipher, self._bell)

    async def after(self, conversation: str, position: int) -> Sequence[Line]:
        """Give the lines of a web talk that follow ``position``, oldest first."""
        return await self._web.after(conversation, position)

    async def wait(self, conversation: str, position: int, timeout: float) -> bool:  # noqa: ASYNC109
        """Wait until a web talk has something newer than ``position``; False when time is up."""
        return await self._web.wait(conversation, position, timeout)

    def submit(self, work: Callable[[Connection], T]) -> asyncio.Future[T]:
        """Queue a unit of work of another piece; the future resolves after its commit."""
        return self._writer.submit(work)

    async def sweep(self, now: datetime) -> int:
        """Forget what is older than promised; gives the number of rows that went."""
        gone = 0
        for unit in retention.units(self._retention, self._cipher, now):
            while count := await self.submit(unit):
                gone += count
        if self._writing.dialect.name == "sqlite":
            # Old pages also stand in the write-ahead log until it is emptied.
            await self._writer.submit(_checkpoint, bare=True)
        return gone

    async def tend(self, now: datetime) -> None:
        """Do what timers ask for. To be called about once a minute; of many processes one does it."""
        every = self._retention.every
        if await self.submit(lambda connection: timers.again(connection, timers.RETENTION, now, every)):
            await self.sweep(now)

    async def health(self) -> None:
        """Commit something for real; ``StoreError`` when that does not work soon."""
        try:
            async with asyncio.timeout(_HEALTHY):
                await self.submit(_beat)
        except TimeoutError:
            msg = f"the database did not commit within {_HEALTHY:g} s"
            raise StoreError(msg) from None

    async def close(self) -> None:
        """Commit what waits, then let go of everything. May be called twice."""
        at_close, self._at_close = self._at_close, None
        if at_close is None:
            return
        await self._bell.close()
        await asyncio.to_thread(self._writer.close)
        self._readers.shutdown()
        at_close()

    def _keep(self, connection: Connection, given: Sequence[dict[Talk, Kept]]) -> list[list[Message]]:
        self._pressure.look_again(connection)
        return inbox.keep(connection, given)

    def _save(self, connection: Connection, savings: Sequence[talk.Saving]) -> list[None]:
        return talk.save(connection, savings, self._cipher)

    async def _newest(self, talks: Collection[Talk]) -> Mapping[Talk, int]:
        return await self._read(lambda connection: transcript.newest(connection, talks))

    async def _read(self, query: Callable[[Connection], T]) -> T:
        if self._at_close is None:
            msg = "the store is closed"
            raise StoreError(msg)
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._readers, self._query, query)

    def _query(self, query: Callable[[Connection], T]) -> T:
        with as_store_errors():
            try:
                with self._reading.connect() as connection:
                    return query(connection)
            except Exception as error:
                if not was_cut(error):
                    raise
            # A connection of before the database's restart: reading again harms nobody.
            with self._reading.connect() as connection:
                return query(connection)


def _now() -> datetime:
    return datetime.now(UTC)


def _beat(connection: Connection) -> None:
    row = {"id": 1, "at": _now()}
    if not connection.execute(pulse.update().where(pulse.c.id == 1).values(at=row["at"])).rowcount:
        connection.execute(inbox.insert_new(connection, pulse), row)


def _checkpoint(connection: Connection) -> None:
    driver = connection.connection.driver_connection
    if driver is not None:
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
