"""The counselors' side of the counter, wired: the casebook, the console, the staff group, and who is here."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from adapters.casebook.translating import NoTranslator
from adapters.console.accounts import first_link
from adapters.console.bureau import never
from adapters.console.console import Console, House
from adapters.console.teller import Names
from adapters.passes import Passes
from adapters.rota import Rota, answering, nobody
from adapters.rounds import none
from adapters.store.pinboard import SqlPinboard
from adapters.stranding import Stranding
from adapters.translating import Translating
from bot.errors import StoreError
from knowledge.interpreters import interpreters

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from datetime import datetime

    from adapters.channels import Channels
    from adapters.console.answers import CannedReplies
    from adapters.console.desk import Title
    from adapters.outbox import Sender
    from adapters.settings import Settings
    from adapters.store.casebook import SqlCasebook
    from adapters.store.store import SqlStore
    from bot.desk import Desk
    from bot.ports import Translator
    from knowledge.naming import Naming
    from knowledge.scheme import Scheme

log = logging.getLogger(__name__)

STAFF_GROUP = "telegram-staff"


@dataclass(frozen=True, slots=True)
class Backroom:
    """What counselors need beside the desk. ``welcome`` is handed the first administrator's link, None: make none.

    translator  what people write to each other goes through it; close: how its engine is ended
    """

    naming: Naming
    canned: CannedReplies
    teams: Sequence[Title]
    scheme: Scheme | None = None
    welcome: Callable[[str], None] | None = None
    translator: Translator = field(default_factory=NoTranslator)
    close: Callable[[], Awaitable[object]] = none


class Counselors:
    """Their rooms. ``desk`` has the office; ``give`` hands the counter the desk that it answers with just now."""

    def __init__(  # noqa: PLR0913, PLR0917 - everything is passed in
        self,
        settings: Settings,
        desk: Desk,
        store: SqlStore,
        channels: Channels,
        sender: Sender,
        clock: Callable[[], datetime],
        give: Callable[[Desk], None],
        room: Backroom,
    ) -> None:
        self._settings = settings
        self._roster = store.roster
        self._clock = clock
        self._welcome = room.welcome
        self.book: SqlCasebook = store.casebook(desk, channels.by_name, sender.post, clock)
        self.translating = Translating(self.book.translations, self.book, room.translator, desk)
        stranding = _attended(settings, store, channels, self.book, clock, room, desk)
        self._rota = Rota(store.roster, desk, clock, give, group=stranding.inside if stranding is not None else nobody)
        naming = room.naming
        house = House(
            self.book,
            store.roster,
            desk.knowledge,
            desk.phrases,
            room.canned,
            Names(naming.title, naming.language, naming.own),
            room.teams,
            channels.bringers,
            desk.office,
            room.scheme,
            # LINE takes no bytes, only addresses that it can reach.
            frozenset() if Passes(settings.public_url, b"").reachable else frozenset({"line"}),
            stranding.since if stranding is not None else never,
            telegram=stranding is not None,
            sign_on=settings.oidc,
            badges=store.roster.badges,
            translator=room.translator,
            rings=lambda text: desk.watch.look(text) is not None,
        )
        self.console = Console(house, public_url=settings.public_url, clock=clock)

    async def tend(self) -> int:
        """Look who is here, and make the moves of cases that are due."""
        await self._rota.look()
        return await self.book.clockwork.run(self._clock())

    async def open(self) -> None:
        """Give the link for the first administrator, while there is none who can enter."""
        if self._welcome is None:
            return
        try:
            link = await first_link(self._roster, home(self._settings), self._clock())
        except StoreError as error:
            log.warning("the link for the first administrator has to wait: %s", type(error).__name__)
            return
        if link is not None:
            await asyncio.to_thread(self._welcome, link)


def home(settings: Settings) -> str:
    """Give the address of the counter."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return settings.public_url or f"http://{host}:{settings.port}"


def _attended(  # noqa: PLR0913, PLR0917
    settings: Settings,
    store: SqlStore,
    channels: Channels,
    book: SqlCasebook,
    clock: Callable[[], datetime],
    room: Backroom,
    desk: Desk,
) -> Stranding | None:
    """Have staff answer in their Telegram group, where one is set up; gives who sees to it when we are out of that."""
    telegram = settings.telegram
    if telegram is None or not telegram.staff_chat:
        return None
    from adapters.telegram.staff.colleagues import Members  # noqa: PLC0415 - only where the channel is on
    from adapters.telegram.staff.interpreting import Interpreter  # noqa: PLC0415
    from adapters.telegram.staff.ports import Names as Called  # noqa: PLC0415
    from adapters.telegram.staff.staffroom import Office  # noqa: PLC0415

    board = SqlPinboard(store.submit, telegram.staff_chat)

    async def able() -> bool:
        return any(answering(one) for one in await store.roster.members())

    stranding, naming = Stranding(book, board, able, clock), room.naming
    office = Office(
        book,
        book,
        board,
        Members(store.roster),
        Called(naming.title, naming.language, naming.group),
        lambda: store.hold(STAFF_GROUP),
        clock,
        stranding.heard,
        Interpreter(room.translator, desk.knowledge, lambda text: desk.watch.look(text) is not None),
        partial(interpreters, naming.library.records),
    )
    channels.attend(office)
    return stranding
