"""The store: what the core and the channels ask of the durable record, as units of work."""

from __future__ import annotations

import asyncio
import logging
import time
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from adapters.store import claiming, depths, desktop, hints, inbox, retention, talk, timers, transcript
from adapters.store.acting import act_all
from adapters.store.ahead import Ahead
from adapters.store.beating import beat
from adapters.store.case_reading import Shelf
from adapters.store.casebook import Hands, SqlCasebook, post_ours
from adapters.store.doorbell import Doorbell
from adapters.store.duty import SHUT, Duty
from adapters.store.enclosures import SqlDrawer
from adapters.store.feed import Hub
from adapters.store.hearing import Hearing
from adapters.store.lanes import lane_of
from adapters.store.orders import Means
from adapters.store.pressure import Pressure
from adapters.store.reader import Reader
from adapters.store.sending import SqlOutbox
from adapters.store.staff import SqlRoster
from adapters.store.transcript import Line, LineMaker, SqlTranscript
from adapters.store.writer import Writer
from bot.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from sqlalchemy import Connection, Engine

    from adapters.store.cipher import Cipher
    from adapters.store.depths import Depths
    from adapters.store.doorbell import Talk
    from adapters.store.holding import Holding
    from adapters.store.inbox import Kept
    from adapters.store.retention import Retention
    from bot.conversation import Conversation
    from bot.desk import Desk
    from bot.message import Message
    from bot.parcel import Dispatch, Parcel
    from bot.ports import Channel
    from bot.step import Step

L = TypeVar("L")
T = TypeVar("T")

_HEALTHY = 4.0

log = logging.getLogger(__name__)


def nothing(_point: str) -> None:
    """Pass a crash point: nobody wants to be killed here."""


class SqlStore:
    """The durable record, on SQLite or PostgreSQL. Made by ``opening.open_store``."""

    def __init__(  # noqa: PLR0913 - only opening.py calls it
        self,
        writing: Engine,
        reading: Engine,
        cipher: Cipher,
        *,
        holding: Holding,
        keep: Retention,
        limit: int,
        at_close: Callable[[], None],
        trip: Callable[[str], None] = nothing,
        observe: Callable[[float, int], None] | None = None,
    ) -> None:
        self._trip = trip
        self._writing = writing
        self._reading = reading
        self._reader = Reader(reading)
        self._hub = Hub(self._reader.read)
        self._writer = Writer(
            writing, trip=None if trip is nothing else trip, observe=observe, news=self._hub.news
        )  # fmt: skip
        self._hearing: Hearing | None = None
        self._read = self._reader.read
        self._cipher = cipher
        self._holding = holding
        self._retention = keep
        depth = self._reader.now(lambda connection: inbox.depth(connection, limit))
        self._pressure = Pressure(limit, depth, self._read)
        self._bell = Doorbell(self._newest)
        self._ahead = Ahead()
        self._duty = SHUT
        self._clock: Callable[[], datetime] = _now
        self.outbox = SqlOutbox(self._writer, self._reader, cipher, holding)
        self.drawer = SqlDrawer(self._read, cipher)
        self.roster = SqlRoster(self.submit, self._read, cipher)
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
        new = await self._writer.submit_to(self._keep, kept, "keep")
        self._pressure.came(len(new))
        return new

    async def open(self, channel: str, conversation: str) -> Conversation:
        """Give the latest state of a talk, or a fresh one."""
        ahead = self._ahead.take(channel, conversation)
        if ahead is not None:
            return ahead
        return await self._read(lambda connection: talk.open_(connection, channel, conversation, self._cipher))

    async def save(self, message: Message, step: Step, parcels: Sequence[Parcel] = ()) -> Sequence[Dispatch]:
        """Close the inbox row, write the new state, the person's words, the replies and what is to be sent.

        ``StaleConversation`` when the talk went on meanwhile, ``AlreadyAnswered`` when the message
        has its answer, ``OutOfTurn`` while an older message of the talk waits, ``LaneLost`` when
        another process answers: in all cases nothing was written and nothing may be sent.
        """
        lane, token = self._holding.token(message.channel, message.conversation)
        saving = talk.Saving(message, step, self._clock(), lane, token, parcels)
        dispatches = await self._writer.submit_to(self._save, saving, "save")
        self._pressure.went()
        self._bell.ring((message.channel, message.conversation))
        return dispatches

    async def waiting(self) -> Sequence[Message]:
        """Give what was kept but not yet answered in our lanes, oldest first."""
        lanes = self._holding.some
        messages, broken = await self._read(lambda connection: inbox.waiting(connection, self._cipher, lanes))
        for message in broken:
            await self.fail(message, "unreadable")
        return messages

    async def fail(self, message: Message, reason: str) -> bool:
        """Count a failed attempt; True when the message is now dead and its lane goes on."""
        return await self.submit(lambda connection: inbox.fail(connection, message, reason, self._cipher))

    def transcript(self, channel: str, line: LineMaker[L]) -> SqlTranscript[L]:
        """Give the record of a channel's talks, in the channel's own ``Line``."""
        return SqlTranscript(channel, line, self._read, self._cipher, self._bell)

    def casebook(
        self,
        desk: Desk,
        channels: Mapping[str, Channel],
        post: Callable[[Sequence[Dispatch]], None],
        clock: Callable[[], datetime],
    ) -> SqlCasebook:
        """Open the casebook of a desk: from now on its office's hours count, also where turns move a case."""
        self._clock = clock
        self._duty = duty = Duty(desk.office, desktop.at_work) if desk.office is not None else SHUT
        means = Means(self._cipher, desk, duty, channels)
        shelf = Shelf(self._read, self._cipher, self._hub, clock)
        enter = partial(self._writer.submit_to, partial(act_all, means=means), point="act")
        return SqlCasebook(
            shelf, Hands(self.submit, enter, means, partial(post_ours, post, self.ours), self._bell.ring)
        )

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
            while count := await self.submit(partial(self._sweep, unit)):
                gone += count
        gone += await self.roster.sweep(now)
        if self._writing.dialect.name == "sqlite":
            # Old pages also stand in the write-ahead log until it is emptied.
            await self._writer.submit(self._checkpoint, bare=True)
        return gone

    async def tend(self, now: datetime) -> None:
        """Do what timers ask for. To be called about once a minute; of many processes one does it."""
        every = self._retention.every
        if await self.submit(lambda connection: timers.again(connection, timers.RETENTION, now, every)):
            await self.sweep(now)

    def lane(self, channel: str, conversation: str) -> int:
        """Give the number of a talk's lane."""
        return lane_of(channel, conversation)

    def ours(self, channel: str, conversation: str) -> bool:
        """Say whether this process answers a talk: as far as it knows, and without asking."""
        return self._holding.ours(lane_of(channel, conversation))

    async def tend_lanes(self, busy: frozenset[int] = frozenset()) -> frozenset[int]:
        """Renew our lanes and share them fairly; gives those that came since the last call.

        To be called about every two seconds. ``busy`` are lanes with something in hand: they are
        not given away yet, but ``ours`` says False where they are too many.
        """
        if not self._holding.sole:
            asked = time.monotonic()
            tended = await self.submit(lambda connection: self._tend(connection, busy))
            self._holding.told(tended.tokens, tended.leaving, asked)
        return self._holding.fresh()

    async def hold(self, name: str) -> bool:
        """Take or renew the lease of a name, for one lease's time; False while another process has it."""
        me, seconds = self._holding.me, self._holding.lease
        return self._holding.sole or await self.submit(lambda connection: claiming.hold(connection, name, me, seconds))

    async def depths(self) -> Depths:
        """Count what waits, for all processes together."""
        return await self._read(depths.look)

    async def health(self) -> None:
        """Commit something for real; ``StoreError`` when that does not work soon."""
        try:
            async with asyncio.timeout(_HEALTHY):
                await self.submit(beat)
        except TimeoutError:
            msg = f"the database did not commit within {_HEALTHY:g} s"
            raise StoreError(msg) from None

    def listen(self, lane: Callable[[int], object]) -> None:
        """Hear of what other processes keep for our lanes: a hint, on this event loop. Nothing on SQLite."""
        if self._hearing is None and not self._holding.sole:
            self._hearing = Hearing(self._reading, lane, self._hint)

    async def close(self) -> None:
        """Commit what waits, then let go of everything. May be called twice."""
        at_close, self._at_close = self._at_close, None
        if at_close is None:
            return
        self._reader.refuse()
        await self._bell.close()
        await self._hub.close()
        if self._hearing is not None:
            await asyncio.to_thread(self._hearing.close)
        if not self._holding.sole:
            try:
                await self.submit(lambda connection: claiming.let_go(connection, self._holding.me))
            except StoreError as error:
                log.warning("our lanes are free when their leases run out: %s", type(error).__name__)
        await asyncio.to_thread(self._writer.close)
        self._reader.close()
        at_close()

    def _keep(self, connection: Connection, given: Sequence[dict[Talk, Kept]]) -> list[list[Message]]:
        self._pressure.look_again(connection)
        answers = inbox.keep(connection, given, _now())
        lanes = [(lane_of(one.channel, one.conversation), one) for new in answers for one in new]
        self._ahead.read(connection, (one for lane, one in lanes if self._holding.ours(lane)), self._cipher)
        hints.tell(connection, hints.LANE, (str(lane) for lane, _ in lanes if not self._holding.ours(lane)))
        return answers

    def _save(self, connection: Connection, savings: Sequence[talk.Saving]) -> list[tuple[Dispatch, ...]]:
        return talk.save(connection, savings, self._cipher, self._holding.me, self._duty)

    def _sweep(self, unit: Callable[[Connection], int], connection: Connection) -> int:
        gone = unit(connection)
        self._trip("sweep")
        return gone

    def _checkpoint(self, connection: Connection) -> None:
        self._trip("checkpoint")
        driver = connection.connection.driver_connection
        if driver is not None:
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def _tend(self, connection: Connection, busy: frozenset[int]) -> claiming.Tended:
        me, seconds = self._holding.me, self._holding.lease
        tended = claiming.tend(connection, me, seconds, lambda: busy | self.outbox.lanes_in_hand)
        self._trip("lease renewal")
        return tended

    def _hint(self, name: str) -> None:
        self._hub.hint(name)
        self._bell.hint(name)

    async def _newest(self, talks: Collection[Talk]) -> Mapping[Talk, int]:
        return await self._read(lambda connection: transcript.newest(connection, talks))


def _now() -> datetime:
    return datetime.now(UTC)
