"""The staff group as one piece: what is heard there, what is shown there, begun and ended with the channel."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from telegram import ReactionTypeEmoji
from telegram.error import TelegramError

from adapters.telegram import render
from adapters.telegram.split import Run, markup
from adapters.telegram.staff import reading
from adapters.telegram.staff.acting import Acting
from adapters.telegram.staff.albums import QUIET_S, Albums
from adapters.telegram.staff.drafts import Drafts
from adapters.telegram.staff.follower import Follower
from adapters.telegram.staff.keeper import Hands, Keeper
from adapters.telegram.staff.means import Means
from adapters.telegram.staff.posting import Posting
from adapters.telegram.staff.previewing import Previewing
from adapters.telegram.staff.reading import Changed, Pressed, Relocated, Standing, Wrote
from adapters.telegram.staff.room import Hitch, Room, Shut
from adapters.telegram.staff.sheets import Reader
from adapters.telegram.staff.words import Words
from bot.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from datetime import datetime

    from telegram import Bot

    from adapters.casebook.correcting import Corrections
    from adapters.pinboard import Pinboard
    from adapters.settings import TelegramSettings
    from adapters.telegram.errands import Errands
    from adapters.telegram.staff.interpreting import Interpreter
    from adapters.telegram.staff.means import Said
    from adapters.telegram.staff.ports import Book, Colleagues, Names
    from adapters.telegram.staff.reading import Place
    from bot.parcel import Parcel
    from bot.phrases import Phrasebook
    from bot.reply import Reply

log = logging.getLogger(__name__)

_PATIENCE_S = 5.0
SOON_S = 0.05
"""After what staff did there may be something to translate."""


async def _unheard(_: bool) -> None:  # noqa: FBT001 - as it is called
    """Leave it at that."""


@dataclass(frozen=True, slots=True)
class Office:
    """What the rest of the house gives the group.

    hold  says whether this process is the one that shows cases
    away  hears whether we are out of the group: then nobody can answer there
    interpreter   translates what staff write, before somebody sends it; None: it goes as it is
    interpreters  gives who can be called where no machine translates, and by which number, in a reader's language
    """

    book: Book
    corrections: Corrections
    board: Pinboard
    colleagues: Colleagues
    names: Names
    hold: Callable[[], Awaitable[bool]]
    clock: Callable[[], datetime]
    away: Callable[[bool], Awaitable[None]] = _unheard
    interpreter: Interpreter | None = None
    interpreters: Callable[[str], Sequence[tuple[str, str]]] = lambda _: ()


class Staffroom:
    """Hears and shows. ``take`` is called before Telegram is answered, ``start`` and ``stop`` frame the showing."""

    def __init__(  # noqa: PLR0913, PLR0917 - everything is passed in, nothing is reached for
        self, bot: Bot, errands: Errands, settings: TelegramSettings, phrases: Phrasebook, office: Office, room: Room
    ) -> None:
        self._bot = bot
        self._errands = errands
        self._office = office
        self._room = room
        self._configured = settings.staff_chat
        self._name = ""
        words = Words(settings.staff_language)
        posting = Posting(room, office.board, words, settings.bot_token)
        reader = Reader(
            words, office.names, phrases, interpreters=tuple(office.interpreters(words.language)),
            translates=office.interpreter is not None and bool(office.interpreter.engine),
            interprets=lambda tag: office.interpreter is not None and office.interpreter.helps(words.language, tag),
        )  # fmt: skip
        hands = Hands(room, office.board, office.book, posting, office.colleagues, reader, office.clock)
        self._keeper = Keeper(hands)

        def pack(reply: Reply, names: Sequence[str]) -> Parcel | None:
            return render.pack_edit(phrases, reply, names)

        self._albums = Albums(office.board, settings.bot_token, office.clock)
        drafts = Drafts(office.board, settings.bot_token)
        self._previewing = Previewing(
            drafts, office.interpreter, office.book, office.board, posting, room, reader, errands.do
        )  # fmt: skip
        means = Means(
            office.book, office.corrections, office.board, self._albums, self._previewing, office.colleagues, words,
            phrases, pack, office.clock, lambda: self._name,
        )  # fmt: skip
        self._acting = Acting(means)
        self._follower = Follower(self._keeper, office.book, office.board, office.hold, self._gather)
        self._following: asyncio.Task[None] | None = None

    @property
    def out(self) -> bool:
        """Say whether the group cannot be worked with: somebody has to see to that."""
        return self._follower.out

    async def start(self) -> None:
        """Begin to show cases; Telegram itself may be out of reach meanwhile."""
        try:
            self._room.chat = await self._office.board.chat() or self._configured
        except StoreError as error:
            log.warning("nobody knows whether the staff group has moved: %s", type(error).__name__)
        self._errands.do(self._introduce())
        self._following = asyncio.create_task(self._follower.run(), name="telegram-staff")

    async def stop(self) -> None:
        """End it; what is left is shown after the next start."""
        self._follower.stop()
        if self._following is not None:
            await asyncio.wait({self._following}, timeout=_PATIENCE_S)
            self._following.cancel()
            await asyncio.gather(self._following, return_exceptions=True)
        await self._previewing.close()

    def concerns(self, raw: object) -> bool:
        """Say whether an update is about the group."""
        group = reading.group_of(raw)
        known = (self._configured, self._room.chat)
        return group is not None and (group in known or reading.origin_of(raw) in known)

    async def ours(self, chat: int) -> bool:
        """Say whether a group that we do not know is the staff group under another id; then it is followed there."""
        try:
            where = await self._room.where()
        except Hitch:
            # Nobody can say: better stay where we are than leave our own office.
            return True
        if where != self._room.chat:
            await self._keeper.relocate(where)
        return where == chat

    async def linked(self, raw: object) -> bool:
        """Take a code that links somebody to their account, in the group or in private; False when it is none.

        The answer is a sign on the message: nothing of it is to stand anywhere.
        """
        found = reading.code_of(raw)
        if found is None:
            return False
        chat, message, who, code = found
        done = await self._office.colleagues.link(who, code, self._office.clock())
        if done or chat == self._room.chat:
            self._errands.do(self._sign(chat, message, "👌" if done else "👎"))
        return done or chat == self._room.chat

    async def take(self, raw: object) -> None:
        """Do what staff did. ``StoreError`` when the update has to come again: it is done once all the same."""
        if await self.linked(raw):
            return
        match reading.deed(raw):
            case Relocated(chat):
                if chat != self._room.chat:
                    await self._keeper.relocate(chat)
            case Standing(inside, able):
                self._stands(inside=inside, able=able)
                await self._office.away(not inside)
            case (Wrote(at) | Changed(at) | Pressed(at)) as deed if at.chat == self._room.chat:
                said = await self._acting.act(deed)
                self._follower.expect(QUIET_S if isinstance(deed, Wrote) and deed.album else SOON_S)
                self._tell(at, said, deed.callback if isinstance(deed, Pressed) else "")
            case _:
                callback = reading.callback_of(raw)
                if callback:
                    self._errands.answer(callback)

    async def _gather(self) -> None:
        """Send the albums of which nothing more is on its way."""
        for album in await self._albums.complete():
            said = await self._acting.gathered(album)
            await self._albums.done(album)
            self._tell(album.at, said, "")
        self._previewing.work(await self._previewing.drafts.waiting())

    def _stands(self, *, inside: bool, able: bool) -> None:
        if able:
            self._follower.again()
        elif inside:
            log.error("the bot may not manage topics in the staff group (any more): make it an administrator with that")
        else:
            log.error("the bot is not in the staff group (any more): cases are kept and wait in the console")

    def _tell(self, at: Place, said: Said, callback: str) -> None:
        """Say what came of it; small calls that nothing depends on."""
        if callback:
            self._errands.answer(callback, said.text)
        elif said.mark:
            self._errands.do(self._room.react(at.message, said.mark))
        elif said.text:
            self._errands.do(self._answer(at, said.text))

    async def _answer(self, at: Place, text: str) -> None:
        try:
            await self._room.say(at.thread, markup([Run(text)]), None, at.message)
        except Shut:
            # Nobody can write there, and nobody shall only to be told so.
            await self._room.react(at.message, "👎")

    async def _sign(self, chat: int, message: int, emoji: str) -> None:
        try:
            await self._bot.set_message_reaction(chat, message, [ReactionTypeEmoji(emoji)])
        except TelegramError as error:
            log.warning("a sign could not be set in Telegram: %s", type(error).__name__)

    async def _introduce(self) -> None:
        """Learn what we are called, so that commands for other bots are known as such."""
        try:
            self._name = (await self._bot.get_me()).username or ""
        except TelegramError as error:
            log.warning("Telegram does not say what the bot is called: %s", type(error).__name__)
