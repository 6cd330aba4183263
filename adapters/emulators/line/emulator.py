"""The whole platform in one object: the API as an ASGI application, the phones, the postman and the journal."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Self

from starlette.applications import Starlette
from starlette.routing import Mount

from adapters.emulators.line import events as shapes, menus
from adapters.emulators.line.control import Control
from adapters.emulators.line.deliverer import Deliverer
from adapters.emulators.line.door import Door
from adapters.emulators.line.faults import Fault
from adapters.emulators.line.phones import Phones
from adapters.emulators.line.rules import Rules
from adapters.emulators.line.sights import Sights
from adapters.emulators.line.state import State

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from types import TracebackType

    from adapters.emulators.line.checks import JsonObject
    from adapters.emulators.line.journal import Entry, Journal
    from adapters.emulators.line.talks import Item, Talk


class Emulator(Phones):
    """A LINE platform with one channel.

    `app` answers the Messaging API at its real paths (api and api-data on one host) and `/emulator/...`, from where
    people are moved over HTTP. Events are delivered between `start` and `stop`. Everything lives in memory.
    """

    def __init__(
        self,
        token: str = "token",  # noqa: S107 - a stand-in's, known to everybody
        secret: str = "secret",  # noqa: S107
        webhook: str = "",
        rules: Rules | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        state = State(token, secret, webhook, rules or Rules(), clock)
        super().__init__(state, Deliverer(state))
        self.sights = Sights(state)
        self.stopping = asyncio.Event()
        door = Door(state, self.deliverer, self.stopping)
        self.app = Starlette(routes=[Mount("/emulator", routes=Control(self).routes()), Mount("/", app=door)])

    async def start(self) -> None:
        """Begin to deliver events."""
        self.stopping.clear()
        await self.deliverer.start()

    async def stop(self) -> None:
        """Deliver no more, and let go of every call that hangs."""
        self.stopping.set()
        await self.deliverer.stop()

    async def __aenter__(self) -> Self:
        """Start."""
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop."""
        await self.stop()

    @property
    def webhook(self) -> str:
        """Where events go."""
        return self.state.webhook

    @webhook.setter
    def webhook(self, url: str) -> None:
        self.state.webhook = url

    @property
    def journal(self) -> Journal:
        """Everything that went over the wire."""
        return self.state.journal

    def problems(self) -> list[JsonObject]:
        """Every rule the bot broke; empty for one that keeps to them."""
        return self.state.journal.problems()

    def pushed(self) -> int:
        """Count the messages that were paid for this month."""
        return self.state.spent()

    def fault(self, match: str, kind: str, times: int | None = 1, **more: object) -> Fault:
        """Let a call go wrong; see `Fault` for what may be said (person, retry_after, chance, seconds)."""
        fault = Fault(match, kind, times, **more)  # type: ignore[arg-type]
        self.state.faults.waiting.append(fault)
        return fault

    def clear_faults(self) -> None:
        """Let nothing go wrong any more."""
        self.state.faults.waiting.clear()

    def together(self) -> AbstractContextManager[None]:
        """Put all that people do inside into one webhook request."""
        return self.deliverer.together()

    async def settled(self) -> None:
        """Wait until every event has been delivered, or given up."""
        await self.deliverer.settled()

    async def again(self, event: str, *, redelivery: bool = True) -> Entry:
        """Deliver an event once more: as a redelivery, or as a plain duplicate."""
        return await self.deliverer.again(self.state.events[event], redelivery=redelivery)

    async def verify(self) -> Entry:
        """Do what the console's Verify button does: deliver no events at all."""
        return await self.deliverer.send(shapes.body(self.state, []))

    async def post_raw(self, raw: bytes, signature: str | None = None) -> Entry:
        """Post any bytes to the webhook, signed rightly unless a signature is given."""
        return await self.deliverer.send(raw, signature)

    def items(self, talk: str) -> list[Item]:
        """Give the bubbles of a user's talk, or of a group."""
        return self._talk(talk).items

    def bubbles(self, talk: str) -> list[JsonObject]:
        """Give the message objects the bot sent into a talk, as a person sees them."""
        return [item.object for item in self.items(talk) if not item.mine]

    def screen(self, talk: str) -> JsonObject:
        """Give all that a phone shows of a talk, as JSON."""
        shown = self._talk(talk)
        who = self.state.people.people.get(talk)
        menu = menus.shown(self.state, who) if who else None
        return {
            "items": [item.to_json() for item in shown.items],
            "typing": self.state.clock() < shown.typing_until,
            "menu": None
            if menu is None
            else {**menu.object, "richMenuId": menu.id, "image": f"/emulator/menus/{menu.id}"},
            "quick_replies": shown.quick,
            "version": shown.version,
        }

    def _talk(self, key: str) -> Talk:
        talk = self.state.people.talk(key)
        if talk is None:
            raise KeyError(key)
        return talk
