"""The whole stand-in: state, HTTP application, deliveries."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from starlette.applications import Starlette

from .control import routes
from .courier import Courier
from .desk import Desk
from .groups import Groups
from .people import People
from .rules import Rules
from .screen import screen
from .state import Bot, State
from .wire import Wire

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    from starlette.types import Receive, Scope, Send

    from .refusal import Json
    from .updates import Update

TOKEN = "7654321:stand-in-token"  # noqa: S105 -- of no account anywhere


class _App(Starlette):
    """Takes the Bot API's requests before any middleware: they are many, and faults need the bare line."""

    wire: Wire

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith(("/bot", "/file/bot")):
            await self.wire(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


class Emulator:
    """One bot's Telegram.

    `app` is an ASGI application. `people` and `groups` act; `faults` breaks the line; `journal` and `problems()` tell
    what happened. `start` begins to deliver to a webhook, `stop` ends that and every wait.
    """

    def __init__(
        self,
        bot: Bot | None = None,
        *,
        rules: Rules | None = None,
        clock: Callable[[], float] = time.time,
        seed: int = 0,
        first_update: int = 100_000_001,
    ) -> None:
        self.state = State(bot or Bot(TOKEN), rules or Rules(), clock, seed, first_update)
        self.people = People(self.state)
        self.groups = Groups(self.state)
        self.faults = self.state.faults
        self.journal = self.state.journal
        self._desk = Desk(self.state, self._rewire)
        self._courier = Courier(self.state, self._execute)
        self._wire = Wire(self.state, self._desk)
        self.state.updates.on_new = self._new
        self.app = _App(routes=routes(self))
        self.app.wire = self._wire

    @property
    def token(self) -> str:
        """Give the bot's token."""
        return self.state.bot.token

    @property
    def closing(self) -> asyncio.Event:
        """Is set when the house closes."""
        return self._wire.closing

    async def start(self) -> None:
        """Begin to deliver."""
        self.closing.clear()
        await self._courier.start()

    async def stop(self) -> None:
        """End deliveries, long polls and held lines."""
        self.closing.set()
        self.state.screens.touch(self.state.world.people)
        self._desk.polling.stop()
        await self._courier.stop()

    def set_webhook(self, url: str, secret: str = "") -> None:
        """Set the webhook without a call, as if the bot had done it long ago."""
        self.state.hook.url, self.state.hook.secret = url, secret
        self._rewire()

    def screen(self, person: int, chat: int = 0) -> Json:
        """Give what a person sees; the same as the route gives."""
        return screen(self.state, person, chat)

    def problems(self) -> list[Json]:
        """Give all violations; empty for a conformant bot."""
        return self.state.problems()

    def restart_updates(self, first: int) -> None:
        """Let update ids begin anew, as they may after a week without any."""
        self.state.updates.restart(first)

    async def again(self, update_id: int) -> int:
        """Give an update once more: at once to a webhook (its status comes back), else with the next getUpdates."""
        update = self.state.updates.seen[update_id]
        if self.state.hook.url:
            return await self._courier.again(update)
        self.state.updates.again.append(update)
        self._desk.polling.wake()
        return 0

    async def deliver(self, body: bytes, *, secret: str | None, kind: str = "application/json") -> int:
        """Bring any bytes to the webhook with any secret, or none; give the status."""
        return await self._courier.bring(body, secret=secret, kind=kind)

    async def call(self, method: str, **parameters: object) -> Json:
        """Carry out a call without HTTP and give the body of the answer."""
        return await self._execute(method, dict(parameters))

    async def _execute(self, method: str, raw: Json) -> Json:
        entry = self.journal.open(self.state.clock(), "call", method)
        person = raw.get("chat_id")
        entry.person = person if isinstance(person, int) else None
        entry.status, answer = await self._desk.carry_out(method, raw, entry)
        return answer

    def _new(self, update: Update) -> None:
        if self.state.hook.url:
            self._courier.wake(update.queue)
        else:
            self._desk.polling.wake()

    def _rewire(self) -> None:
        self._courier.rewire()
