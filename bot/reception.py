"""The one corridor: every message of every channel goes through here, kept before it is answered.

Messages of one talk are answered one at a time, in the order in which they were kept; talks run
side by side. Whatever a message holds, the talk goes on: a decision that fails ends in an
apology, a store that fails is tried again. What is to be sent is saved with the decision, and
handed to the outbox only then.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict, deque
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from bot import original, replies
from bot.dialog import answer, hurried
from bot.errors import AlreadyAnswered, LaneLost, OutOfTurn, StaleConversation, StoreError
from bot.flood import Flood
from bot.hands import Hands
from bot.hearsay import clearer, unread
from bot.message import Attachment, Edited, Joined, Location, Tap, Text
from bot.silent import kept
from bot.step import Step

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence
    from datetime import datetime

    from bot.conversation import Conversation
    from bot.desk import Desk
    from bot.message import Message
    from bot.parcel import Dispatch, Parcel
    from bot.ports import Channel, Store, Translator
    from bot.reply import Translated

_log = logging.getLogger(__name__)
_RETRY_S = (0.1, 0.5, 2.0, 5.0)
_TRIES = 5
_REMEMBERED = 5_000
"""Talks whose state is kept at hand, so that it need not be read again."""

Talk = tuple[str, str]


async def _nobody(*_: object) -> None:
    return None


class Reception:
    """Keeps messages and answers them.

    clock     gives the present time, time-zone aware
    channels  the platforms that answers are pushed to, by name; all others pull
    post      takes what was saved in the outbox, to be sent
    ours      says whether this process answers a talk; another one does otherwise
    recall    gives what was said in a talk in translation, by its name (``original.name``), while it is kept
    decided   is told of every decision that was saved (for the figures)
    given_up  counts a message that cannot be answered; after some rounds it is dead, and the
              messages behind it go on
    translator  makes questions clearer that are in a language we do not write; None where there is none
    """

    def __init__(  # noqa: PLR0913 - everything is passed in, nothing is reached for
        self,
        desk: Desk,
        store: Store,
        clock: Callable[[], datetime],
        *,
        channels: Mapping[str, Channel] | None = None,
        post: Callable[[Sequence[Dispatch]], None] = lambda _: None,
        ours: Callable[[str, str], bool] = lambda *_: True,
        recall: Callable[[Talk, str], Awaitable[Translated | None]] = _nobody,
        decided: Callable[[Message, Step], None] = lambda *_: None,
        given_up: Callable[[Message, str], Awaitable[object]] = _nobody,
        flood: Flood | None = None,
        flooded: Callable[[], None] = lambda: None,
        side_by_side: int = 2,
        translator: Translator | None = None,
    ) -> None:
        self.desk = desk
        self._store = store
        self._clock = clock
        self._channels = channels or {}
        self._post = post
        self._ours = ours
        self._recall = recall
        self._decided = decided
        self._given_up = given_up
        self._flood = flood or Flood()
        self._flooded = flooded
        self._surplus: set[tuple[str, str]] = set()
        self._states: OrderedDict[Talk, Conversation] = OrderedDict()
        self._lanes: dict[Talk, deque[Message]] = {}
        self._in_hand: set[tuple[str, str]] = set()
        self._running: set[asyncio.Task[None]] = set()
        self._hands = Hands(side_by_side)
        self._translator = translator
        self._closed = False

    @property
    def busy(self) -> frozenset[Talk]:
        """Give the talks that are being answered right now."""
        return frozenset(self._lanes)

    async def receive(self, message: Message) -> None:
        """Take one message: it is kept when this returns, and answered soon after.

        StoreBusy when too much is waiting; a message seen before is taken and changes nothing.
        """
        await self.receive_all((message,))

    async def receive_all(self, messages: Sequence[Message]) -> Sequence[Message]:
        """Take messages in one commit; gives those not seen before. All or none is kept."""
        new = await self._store.keep(messages)
        now = time.monotonic()
        for message in new:
            if self._flood.surplus((message.channel, message.conversation), now):
                self._surplus.add((message.channel, message.event))
                self._flooded()
            if self._ours(message.channel, message.conversation):
                self._line_up(message)
        return new

    async def resume(self) -> int:
        """Line up what is kept and not answered; give how many there are.

        After a restart, when another process ended, and now and then: a commit whose confirmation
        got lost has kept a message that nobody lined up, and its redelivery counts as seen.
        """
        waiting = await self._store.waiting()
        for message in waiting:
            self._line_up(message)
        return len(waiting)

    async def rest(self) -> None:
        """Wait until every message in hand is answered."""
        while self._running:
            await asyncio.gather(*self._running)

    async def close(self, patience: float = 10.0) -> None:
        """Finish what is in hand, for at most ``patience`` seconds; the rest stays in the inbox."""
        self._closed = True
        if self._running:
            _, late = await asyncio.wait(self._running, timeout=patience)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        self._hands.close()

    def _line_up(self, message: Message) -> None:
        event = (message.channel, message.event)
        if event in self._in_hand or self._closed:
            return
        self._in_hand.add(event)
        key = (message.channel, message.conversation)
        lane = self._lanes.get(key)
        if lane is not None:
            lane.append(message)
            return
        self._lanes[key] = deque([message])
        task = asyncio.create_task(self._work(key))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _work(self, key: Talk) -> None:
        """Answer one talk's messages until none is left."""
        lane = self._lanes[key]
        try:
            while lane and not self._closed:
                await self._answer(lane[0], key)
                done = lane.popleft()
                self._in_hand.discard((done.channel, done.event))
                self._surplus.discard((done.channel, done.event))
        finally:
            self._in_hand.difference_update((left.channel, left.event) for left in lane)
            del self._lanes[key]

    async def _answer(self, message: Message, key: Talk) -> None:
        """Decide, then save, then hand on; again while the store is in trouble or somebody was quicker."""
        for attempt in range(_TRIES):
            try:
                talk = self._states.get(key) or await self._store.open(*key)
                message = await self._introduced(message, talk)
                step = await self._decide(talk, message)
                posted = await self._store.save(message, step, self._packed(message, talk, step))
            except StaleConversation as late:
                self._states.pop(key, None)
                if isinstance(late, OutOfTurn):
                    await self._let_before(message, key)
                    return
                if isinstance(late, AlreadyAnswered | LaneLost):
                    return
            except StoreError as error:
                _log.warning("store in trouble (%s), attempt %d", type(error).__name__, attempt + 1)
                await asyncio.sleep(_RETRY_S[min(attempt, len(_RETRY_S) - 1)])
            except Exception as error:  # noqa: BLE001 - the messages behind this one must not wait for ever
                _log.error("the store broke: %s", type(error).__name__)
                break
            else:
                self._remember(key, step.conversation)
                self._post(posted)
                self._decided(message, step)
                return
        await self._apologise(message, key)

    async def _apologise(self, message: Message, key: Talk) -> None:
        """Close a message whose answer the store does not take; if even that fails it is counted."""
        self._states.pop(key, None)
        try:
            talk = await self._store.open(*key)
            step = self._sorry(talk, message)
            self._post(await self._store.save(message, step, self._packed(message, talk, step)))
        except StaleConversation:
            return
        except Exception as error:  # noqa: BLE001 - the messages behind this one must not wait for ever
            _log.error("a message stays unanswered until the next round: %s", type(error).__name__)
            with suppress(StoreError):
                await self._given_up(message, type(error).__name__)

    def _sorry(self, talk: Conversation, message: Message) -> Step:
        talk = replace(talk, version=talk.version + 1)
        return kept(talk, message) if talk.silent else Step(talk, (replies.trouble(self.desk, talk),))

    async def _introduced(self, message: Message, talk: Conversation) -> Message:
        """Ask the platform for the language of somebody who says nothing that tells it, and whom we do not know."""
        channel = self._channels.get(message.channel)
        told = message.language is not None or talk.language is not None or not isinstance(message.content, _MUTE)
        if channel is None or told:
            return message
        return replace(message, language=await channel.profile(message))

    async def _let_before(self, message: Message, key: Talk) -> None:
        """Put a talk's older messages, which another process kept, in front of this one."""
        try:
            waiting = await self._store.waiting()
        except StoreError:
            return
        ours = [each for each in waiting if (each.channel, each.conversation) == key]
        # The first of the lane is taken off by the caller: it comes again, in its turn.
        self._in_hand.difference_update((left.channel, left.event) for left in self._lanes[key])
        self._in_hand.update((each.channel, each.event) for each in ours)
        self._lanes[key].clear()
        self._lanes[key].extend((message, *ours))

    def _remember(self, key: Talk, talk: Conversation) -> None:
        self._states[key] = talk
        self._states.move_to_end(key)
        if len(self._states) > _REMEMBERED:
            self._states.popitem(last=False)

    def _packed(self, message: Message, talk: Conversation, step: Step) -> Sequence[Parcel]:
        channel = self._channels.get(message.channel)
        if channel is None:
            return ()
        try:
            return channel.pack(message, talk, step)
        except Exception as error:  # noqa: BLE001 - an answer that cannot be shown must not stop a talk
            _log.error("no looks for an answer on %s: %s", message.channel, type(error).__name__)
            sorry = Step(step.conversation, (replies.trouble(self.desk, step.conversation),))
            return channel.pack(message, step.conversation, sorry)

    async def _decide(self, talk: Conversation, message: Message) -> Step:
        try:
            return await self._step(talk, message)
        except StoreError:
            raise
        except Exception as error:  # noqa: BLE001 - one odd message must not stop a talk
            # The type alone: an exception's text may hold what the person wrote.
            _log.error("no decision for a message of %s: %s", message.channel, type(error).__name__)
            return self._sorry(talk, message)

    async def _step(self, talk: Conversation, message: Message) -> Step:
        now = self._clock()
        name = original.wanted(message.content)
        if (message.channel, message.event) in self._surplus and isinstance(message.content, _LIMITED):
            first = self._flood.first((message.channel, message.conversation))
            return hurried(talk, message, self.desk, now, first=first)
        if name is not None:
            recalled = await self._recall((message.channel, message.conversation), name)
            return await self._hands.work(lambda: answer(talk, message, self.desk, now, recalled=recalled))

        def decide(heard: str) -> Step:
            return answer(talk, message, self.desk, now, heard=heard)

        return await clearer(self._hands, self._translator, decide, lambda: unread(talk, message, self.desk))


_LIMITED = (Text, Edited, Tap, Location, Attachment)
_MUTE = (Joined, Tap, Location, Attachment)
