"""The life of a running counter: what is begun in which order, and ended in which."""

from __future__ import annotations

import asyncio
import gc
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from adapters import logs
from adapters.metrics import Metrics, Pulse, Readiness, Waiting, metrics_server
from adapters.rounds import none

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from fastapi import FastAPI

    from adapters.channels import Channels
    from adapters.outbox import Sender
    from adapters.rounds import Rounds
    from adapters.settings import Settings
    from adapters.store.store import SqlStore
    from adapters.translating import Translating
    from bot.reception import Reception

PATIENCE_S = 6.0
"""Seconds for what is being answered, and as many for what is being sent, when the counter stops."""


@dataclass(frozen=True, slots=True)
class Life:
    """All parts that have to be begun and ended."""

    settings: Settings
    store: SqlStore
    channels: Channels
    reception: Reception
    sender: Sender
    rounds: Rounds
    metrics: Metrics
    pulse: Pulse
    readiness: Readiness
    end_streams: Callable[[], None]
    warm: Callable[[], None]
    opened: Callable[[], Awaitable[object]]
    translating: Translating | None = None
    close_engine: Callable[[], Awaitable[object]] = none

    @asynccontextmanager
    async def span(self, _: FastAPI) -> AsyncIterator[None]:
        """Frame the serving: first what brings and sends, last what stores."""
        logs.mind(asyncio.get_running_loop())
        async with AsyncExitStack() as ending:
            ending.push_async_callback(self.store.close)
            ending.push_async_callback(self.close_engine)
            # Much is made when it is first needed; the first person should not be the one who waits for it.
            for work in (self.pulse.beat(), self.readiness.watch(self.waiting), asyncio.to_thread(self.warm)):
                ending.callback(asyncio.create_task(work).cancel)
            for platform in self.channels.platforms:
                await platform.start()
                ending.push_async_callback(platform.stop)
            self.sender.start()
            ending.push_async_callback(self.sender.close, PATIENCE_S)
            await self.rounds.start()
            ending.push_async_callback(self.reception.close, PATIENCE_S)
            ending.callback(self.rounds.stop)
            if self.settings.metrics_port:
                where = (self.settings.host, self.settings.metrics_port)
                await ending.enter_async_context(metrics_server(self.metrics, self.settings.metrics_token, *where))
            ending.callback(self.stop)
            if self.translating is not None:
                self.translating.start()
                ending.push_async_callback(self.translating.close)
            await self.opened()
            # The library and all code stay as long as the process: looking through them for rubbish again and
            # again costs processor time, and each time a tenth of a second in which nobody is answered.
            gc.freeze()
            ending.callback(gc.unfreeze)
            yield

    def stop(self) -> None:
        """Hear that the end is near: nobody is sent here any more, and live talks end."""
        self.readiness.stopping = True
        self.end_streams()

    async def waiting(self) -> Waiting:
        """Say what waits, for the figures."""
        depths = await self.store.depths()
        for name, platform in zip(self.channels.by_name, self.channels.platforms, strict=True):
            self.metrics.unauthorised(name, refused=platform.unauthorised)
        outbox = {name: (parcels.unsent, parcels.oldest) for name, parcels in depths.outbox.items()}
        return Waiting(depths.waiting, depths.oldest, len(self.reception.busy), outbox)
