"""LINE as a channel of the counter: the webhook, what is packed, and how it is sent."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING

from adapters import jsons
from adapters.hook import Hook
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
from adapters.media.kinds import ENDINGS
from bot.errors import SendError
from bot.message import Joined, Left
from bot.parcel import Parcel
from bot.tongue import hinted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from adapters.line.render import Object
    from adapters.line.webhook import Take
    from adapters.media import Enclosure
    from adapters.passes import Passes
    from adapters.settings import LineSettings
    from bot.conversation import Conversation
    from bot.message import Message
    from bot.parcel import Dispatch, Receipt
    from bot.phrases import Phrasebook
    from bot.reply import File, Reply
    from bot.step import Step

REPLY, PUSH = "reply", "push"
PERSON = "U"
"""What the ids of people begin with; those of groups and rooms begin with other letters."""
_ASK_AGAIN_S = 600.0

_log = logging.getLogger(__name__)


class Line:
    """The channel. ``hooks`` are the doors that the application opens, by path; ``start`` and ``stop`` frame its life.

    take      keeps messages and gives the new ones (``Reception.receive_all``)
    clock     unix seconds
    passes    write the addresses at which LINE fetches what counselors send
    animated  whether LINE shows that an answer is being written when it takes a while
    """

    name = CHANNEL

    def __init__(  # noqa: PLR0913 - everything is passed in
        self,
        settings: LineSettings,
        phrases: Phrasebook,
        take: Take,
        *,
        clock: Callable[[], float] = time.time,
        animated: bool = True,
        passes: Passes | None = None,
    ) -> None:
        self._phrases = phrases
        self._clock = clock
        self._base = settings.api_base_url
        self._passes = passes if passes is not None and passes.reachable else None
        self._bot: str | None = None
        self._asking: asyncio.Task[None] | None = None
        self._wire = Wire(settings)
        self.client = Client(settings)
        self._courtesy = Courtesy(self._wire, dots=animated, read=settings.mark_as_read)
        self._menus = MenuLinks(self._wire, clock)
        self._sending = Sending(self._wire, clock, self._used_up)
        webhook = Webhook(settings.channel_secret, take, self._courtesy.kept, lambda: self._bot, clock)
        self.hooks: Mapping[str, Hook] = {PATH: Hook("LINE", webhook.take)}

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
        """Put a turn into one reply of up to five objects; the rest is pushed. The menu changes with the last."""
        if not step.replies:
            self._courtesy.answered(message.conversation)
        if isinstance(message.content, Left):
            return ()
        origin = jsons.read(message.origin or "{}")
        token, at = str(origin.get("token", "")), float(origin.get("at", message.sent_at.timestamp()))
        found = objects(step.replies, self._phrases, public=message.public)
        return _letters(message.conversation, found, at, token, _menu(message, before, step))

    def pack_spoken(self, talk: Conversation, replies: Sequence[Reply], sender: str) -> Sequence[Parcel]:
        """Push what is said outside a turn: there may be a token, but nobody knows whether it is still good."""
        group = not talk.id.startswith(PERSON)
        address = self._address if self._passes is not None else None
        found = objects(replies, self._phrases, public=group, sender=sender, address=address)
        return _letters(talk.id, found, self._clock())

    async def send(self, dispatch: Dispatch) -> Receipt:
        """Make one call; with a new language, the menu's as well.

        A crash between the two leaves the parcel unsure: LINE then says that it has the answer, and the menu
        is linked all the same.
        """
        self._courtesy.answered(dispatch.conversation)
        letter = Letter.read(dispatch.parcel.body)
        send = self._sending.reply if dispatch.parcel.route == REPLY else self._sending.push
        receipt = await send(letter, dispatch)
        if letter.menu:
            await self._menus.link(letter.to, letter.menu)
        return receipt

    async def fetch(self, attached: str) -> Enclosure:
        """Fetch what somebody attached, because a counselor asks for it."""
        return await files.fetch(self._wire, self._base, attached)

    def _address(self, file: File, *, small: bool = False) -> str:
        """Give where LINE fetches a file from now on."""
        ending = "jpg" if small else ENDINGS.get(file.mime, "bin")
        return self._passes.write(file.id, ending, self._clock(), small=small) if self._passes is not None else ""

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


def _letters(to: str, found: Sequence[Object], at: float, token: str = "", menu: str = "") -> list[Parcel]:
    """Put objects into calls of five: the first one a reply when there is a token, all others pushes.

    menu  language whose menu is to be seen after the last of them; "" for the one that is there
    """
    parcels = []
    for start in range(0, len(found), OBJECTS):
        part, last = found[start : start + OBJECTS], start + OBJECTS >= len(found)
        first = token if start == 0 else ""
        letter = Letter.of(to, first, at, part, menu if last else "")
        parcels.append(Parcel(letter.body, REPLY if first else PUSH))
    return parcels


def _menu(message: Message, before: Conversation, step: Step) -> str:
    """Give the language whose menu somebody is to see from now on, when that is another one."""
    language = step.conversation.language
    if message.public or language is None or not step.replies:
        return ""
    return language if isinstance(message.content, Joined) or before.language != language else ""
