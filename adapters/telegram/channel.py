"""The Telegram channel: made of its parts, started and stopped as one.

The library and the session are made in ``start``, within the loop; a counter without Telegram never
imports this module.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from telegram.error import InvalidToken, TelegramError

from adapters.hook import Hook
from adapters.telegram import files, render, sync
from adapters.telegram.client import connect
from adapters.telegram.errands import Errands
from adapters.telegram.intake import Intake, Take
from adapters.telegram.parse import CHANNEL, WANTED, Parser
from adapters.telegram.polling import Health, Pauses, Poller
from adapters.telegram.sending import TOKEN, deliver
from adapters.telegram.staff.room import Room
from adapters.telegram.staff.staffroom import Staffroom
from adapters.telegram.webhook import PATH, Webhook
from bot.errors import SendError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence

    from adapters.media import Enclosure, Sent
    from adapters.settings import TelegramSettings
    from adapters.telegram.staff.staffroom import Office
    from bot.conversation import Conversation
    from bot.message import Message
    from bot.parcel import Dispatch, Parcel, Receipt
    from bot.phrases import Phrasebook
    from bot.reply import Reply
    from bot.step import Step

log = logging.getLogger(__name__)

_PATIENCE_S = 10.0
_TRIES = 8


async def _always() -> bool:
    """Hold the lease where only one process works."""
    return True


class Telegram:
    """A ``Channel``. ``hooks`` are the doors that the application opens, by path; in polling mode none.

    places  what a deep link may name: place id -> display name
    hold    asked again and again: whether this process is the one that fetches updates
    sent    gives what a counselor sent, to be brought
    tell    put the commands and profile texts in order at the start (in the background)
    """

    name = CHANNEL

    def __init__(  # noqa: PLR0913 - everything is passed in, nothing is reached for
        self,
        settings: TelegramSettings,
        phrases: Phrasebook,
        take: Take,
        places: Mapping[str, str],
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        public_url: str = "",
        hold: Callable[[], Awaitable[bool]] = _always,
        pauses: Pauses | None = None,
        tell: bool = True,
        sent: Sent | None = None,
    ) -> None:
        self._settings = settings
        self._phrases = phrases
        self._public_url = public_url
        self._pauses = pauses or Pauses()
        self._tell = tell
        self._sent = sent
        self._health = Health()
        self._bot, self._wire = connect(settings)
        self._errands = Errands(self._bot)
        self._intake = Intake(Parser(phrases, places, clock), take, self._errands, clock)
        self._staff: Staffroom | None = None
        self._poller = Poller(self._bot, self._wire, self._intake, hold, self._health, self._pauses)
        self._polling: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        webhook = Webhook(settings.webhook_secret, self._intake)
        self.hooks: Mapping[str, Hook] = {} if settings.polling else {PATH: Hook("Telegram", webhook.take)}

    @property
    def unauthorised(self) -> bool:
        """Whether Telegram does not know our token: the counter is not ready for anybody there."""
        return self._health.unauthorised

    def attend(self, office: Office) -> None:
        """Have staff answer in their group, where one is set up. Before ``start``."""
        if self._settings.staff_chat:
            room = Room(self._bot, self._settings.staff_chat)
            self._staff = Staffroom(self._bot, self._errands, self._settings, self._phrases, office, room)
            self._intake.staff = self._staff

    async def start(self) -> None:
        """Open the session and begin; Telegram itself may be out of reach meanwhile."""
        await self._wire.initialize()
        if self._staff is not None:
            await self._staff.start()
        if self._settings.polling:
            self._polling = asyncio.create_task(self._poller.run())
        elif self._public_url:
            self._begin(self._register())
        if self._tell:
            self._begin(self._put_in_order())

    async def stop(self) -> None:
        """End the fetching at once, let what is being kept be kept, and close the session."""
        self._poller.stop()
        if self._polling is not None:
            await asyncio.wait({self._polling}, timeout=_PATIENCE_S)
            self._tasks.add(self._polling)
        if self._staff is not None:
            await self._staff.stop()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._errands.close()
        await self._wire.shutdown()

    async def profile(self, message: Message) -> str | None:
        """Give the language of the person's Telegram: every update says it, so nobody is asked."""
        return message.language

    def pack(self, message: Message, before: Conversation, step: Step) -> Sequence[Parcel]:
        """Make the calls that bring a turn to the person."""
        del message
        return render.pack(self._phrases, before, step)

    def pack_spoken(self, talk: Conversation, replies: Sequence[Reply], sender: str) -> Sequence[Parcel]:
        """Make the calls that bring what is said outside a turn; a counselor's words stand under the alias."""
        del talk
        return render.pack_spoken(self._phrases, replies, sender)

    async def send(self, dispatch: Dispatch) -> Receipt:
        """Make one call; whoever was shown typing has the answer now."""
        self._errands.answered(dispatch.conversation)
        try:
            receipt = await deliver(self._bot, dispatch, self._sent)
        except SendError as error:
            self._health.unauthorised |= error.reason == TOKEN
            raise
        self._health.unauthorised = False
        return receipt

    async def fetch(self, attached: str) -> Enclosure:
        """Fetch what somebody attached, because a counselor asks for it."""
        return await files.fetch(self._bot, self._wire, attached)

    def _begin(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _register(self) -> None:
        """Tell Telegram where to post updates; said again, it is no change."""
        for attempt in range(_TRIES):
            try:
                await self._bot.set_webhook(
                    self._public_url + PATH,
                    allowed_updates=WANTED,
                    secret_token=self._settings.webhook_secret,
                    drop_pending_updates=False,
                )
            except InvalidToken:
                self._health.unauthorised = True
                log.error("Telegram does not know TELEGRAM_BOT_TOKEN: copy it from @BotFather once more")  # noqa: TRY400
                await asyncio.sleep(self._pauses.token)
            except TelegramError as error:
                log.warning("the webhook could not be set: %s", type(error).__name__)
                await asyncio.sleep(min(self._pauses.longest, self._pauses.first * 2**attempt))
            else:
                self._health.unauthorised = False
                return
        log.error("Telegram does not know where to post updates: look at PUBLIC_URL, then start the counter again")

    async def _put_in_order(self) -> None:
        """Bring commands and profile texts up to date; answering does not depend on it."""
        try:
            changes = await sync.apply(self._bot, self._phrases)
        except Exception as error:  # noqa: BLE001 - texts beside the talk
            log.warning("commands and profile could not be brought up to date: %s", type(error).__name__)
            return
        if changes.made or changes.trouble:
            log.info("commands and profile: %d changed; %s", len(changes.made), changes.trouble or "all done")
