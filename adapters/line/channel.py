"""LINE as a channel of the counter: the webhook, what is packed, and how it is sent."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from typing import TYPE_CHECKING

from fastapi import APIRouter

from adapters.line import files
from adapters.line.client import Client
from adapters.line.courtesy import Courtesy
from adapters.line.letter import Letter
from adapters.line.limits import OBJECTS
from adapters.line.menu_links import MenuLinks
from adapters.line.parse import CHANNEL
from adapters.line.render import objects
from adapters.line.sending import Sending
from adapters.line.webhook import PATH, Webhook
from adapters.line.wire import Wire
from bot.errors import SendError
from bot.message import Joined, Left
from bot.parcel import Parcel
from bot.tongue import hinted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from adapters.line.render import Object
    from adapters.line.webhook import Take
    from adapters.media import Enclosure
    from adapters.settings import LineSettings
    from bot.conversation import Conversation
    from bot.message import Message
    from bot.parcel import Dispatch, Receipt
    from bot.phrases import Phrasebook
    from bot.reply import Reply
    from bot.step import Step

REPLY, PUSH, MENU = "reply", "push", "menu"
PERSON = "U"
"""What the ids of people begin with; those of groups and rooms begin with other letters."""
_ASK_AGAIN_S = 600.0

_log = logging.getLogger(__name__)


class Line:
    """The channel. ``router`` goes into the application; ``start`` and ``stop`` frame its life.

    take      keeps messages and gives the new ones (``Reception.receive_all``)
    clock     unix seconds
    animated  whether LINE shows that an answer is being written when it takes a while
    """

    name = CHANNEL

    def __init__(
        self,
        settings: LineSettings,
        phrases: Phrasebook,
        take: Take,
        *,
        clock: Callable[[], float] = time.time,
        animated: bool = True,
    ) -> None:
        self._phrases = phrases
        self._clock = clock
        self._base = settings.api_base_url
        self._bot: str | None = None
        self._asking: asyncio.Task[None] | None = None
        self._wire = Wire(settings)
        self.client = Client(settings)
        self._courtesy = Courtesy(self._wire, dots=animated, read=settings.mark_as_read)
        self._menus = MenuLinks(self._wire, clock)
        self._sending = Sending(self._wire, clock, self._used_up)
        webhook = Webhook(settings.channel_secret, take, self._courtesy.kept, lambda: self._bot, clock)
        self.router = APIRouter()
        self.router.add_route(PATH, webhook.post, methods=["POST"], include_in_schema=False)

    @property
    def quota_exhausted(self) -> bool:
        """Say whether this month's pushes are used up; replies are free and go on."""
        return self._sending.quota_exhausted

    @property
    def unauthorised(self) -> bool:
        """Say whether LINE refuses our access token."""
        return self._sending.unauthorised

    async def start(self) -> None:
        """Open the connections, inside the running loop."""
        await self._wire.start()
        await self.client.start()
        self._asking = asyncio.create_task(self._who_are_we(), name="line-bot-info")

    async def stop(self) -> None:
        """Close them."""
        if self._asking is not None:
            self._asking.cancel()
            await asyncio.gather(self._asking, return_exceptions=True)
        await self._courtesy.stop()
        await self._wire.stop()
        await self.client.stop()

    async def profile(self, message: Message) -> str | None:
        """Ask which language somebody reads; who blocked us has no profile, and a group reads none."""
        if message.public:
            return message.language
        try:
            return hinted(await self.client.language_of(message.conversation), self._phrases)
        except SendError:
            return None

    def pack(self, message: Message, before: Conversation, step: Step) -> Sequence[Parcel]:
        """Put a turn into one reply of up to five objects; the rest is pushed. Then the menu, if it changes."""
        if not step.replies:
            self._courtesy.answered(message.conversation)
        if isinstance(message.content, Left):
            return ()
        origin = json.loads(message.origin or "{}")
        token, at = str(origin.get("token", "")), float(origin.get("at", message.sent_at.timestamp()))
        found = objects(step.replies, self._phrases, public=message.public)
        parcels = _letters(message.conversation, found, at, token)
        menu = _menu(message, before, step)
        if menu is not None:
            parcels.append(Parcel(json.dumps({"to": message.conversation, "language": menu}), MENU))
        return parcels

    def pack_spoken(self, talk: Conversation, replies: Sequence[Reply], sender: str) -> Sequence[Parcel]:
        """Push what is said outside a turn: there may be a token, but nobody knows whether it is still good."""
        found = objects(replies, self._phrases, public=not talk.id.startswith(PERSON), sender=sender)
        return _letters(talk.id, found, self._clock())

    async def send(self, dispatch: Dispatch) -> Receipt:
        """Make one call."""
        self._courtesy.answered(dispatch.conversation)
        if dispatch.parcel.route == MENU:
            return await self._menus.link(dispatch.parcel.body)
        letter = Letter.read(dispatch.parcel.body)
        if dispatch.parcel.route == REPLY:
            return await self._sending.reply(letter, dispatch)
        return await self._sending.push(letter, dispatch)

    async def fetch(self, attached: str) -> Enclosure:
        """Fetch what somebody attached, because a counselor asks for it."""
        return await files.fetch(self._wire, self._base, attached)

    async def _used_up(self) -> bool:
        try:
            return (await self.client.quota()).used_up
        except SendError:
            return False

    async def _who_are_we(self) -> None:
        """Learn our own user id, so that events for another account are known as such."""
        while self._bot is None:
            try:
                self._bot = await self._sending.who_are_we()
            except SendError as error:
                _log.warning("LINE does not say who we are: %s", error.reason)
                await asyncio.sleep(_ASK_AGAIN_S)


def _letters(to: str, found: Sequence[Object], at: float, token: str = "") -> list[Parcel]:
    """Put objects into calls of five: the first one a reply when there is a token, all others pushes."""
    parcels = []
    for start in range(0, len(found), OBJECTS):
        first = token if start == 0 else ""
        letter = Letter.of(to, first, at, found[start : start + OBJECTS])
        parcels.append(Parcel(letter.body, REPLY if first else PUSH))
    return parcels


def _menu(message: Message, before: Conversation, step: Step) -> str | None:
    """Give the language whose menu somebody is to see from now on, when that is another one."""
    language = step.conversation.language
    if message.public or language is None or not step.replies:
        return None
    return language if isinstance(message.content, Joined) or before.language != language else None
