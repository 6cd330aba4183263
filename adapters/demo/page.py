"""The page with the two phones: its files, the platforms' control routes, and how the counter is."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Mount, Route

from adapters.demo.porch import Porch, control
from adapters.shelf import TYPES
from adapters.web.assets import FOLDER as WEB

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Mapping, Sequence

    from starlette.requests import Request
    from starlette.types import ASGIApp

_HERE = Path(__file__).parent
_SHARED = ("colours.css", "logo.svg")
_BEAT_S = 15.0


class Staged(Protocol):
    """The counter on the stage: how it is, and how to make it fall."""

    state: str
    falls: int

    def kill(self) -> None:
        """End it without a word."""
        ...


class Page:
    """The demonstration's own door. ``app`` is served; ``tell`` says that the counter's state changed."""

    def __init__(
        self,
        phones: Mapping[str, ASGIApp],
        languages: Sequence[Mapping[str, str]],
        stations: Sequence[Mapping[str, object]],
        web: str,
    ) -> None:
        self.counter: Staged | None = None
        self._web = web
        self._changed = asyncio.Condition()
        self._tasks: set[asyncio.Task[None]] = set()
        self._ended = False
        self._html = (
            Environment(loader=FileSystemLoader(_HERE / "templates"), autoescape=True, undefined=StrictUndefined)
            .get_template("demo.html")
            .render(languages=list(languages), stations=list(stations), web=web)
        )
        self._files = {path.name: path for path in (_HERE / "static").iterdir() if path.suffix in TYPES}
        self._files.update({name: WEB / name for name in _SHARED})
        routes: list[Route | Mount] = [
            Route("/", self._page),
            Route("/static/{name}", self._static),
            Route("/demo/state", self._state),
            Route("/demo/events", self._events),
            Route("/demo/kill", self._kill, methods=["POST"]),
        ]
        routes += [Mount(f"/{name}", control(app)) for name, app in phones.items()]
        self.app: ASGIApp = Porch(Starlette(routes=routes))

    def tell(self) -> None:
        """Tell all open pages how the counter is now."""
        task = asyncio.get_running_loop().create_task(self._wake())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def end(self) -> None:
        """End the live streams, so that the server need not wait for them."""
        self._ended = True
        self.tell()

    async def _wake(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    def _now(self) -> dict[str, object]:
        if self.counter is None:
            return {"counter": "opening", "falls": 0, "web": self._web}
        return {"counter": self.counter.state, "falls": self.counter.falls, "web": self._web}

    async def _page(self, _: Request) -> Response:
        return HTMLResponse(self._html)

    async def _static(self, request: Request) -> Response:
        path = self._files.get(request.path_params["name"])
        if path is None:
            return Response(status_code=404)
        return FileResponse(path, media_type=TYPES[path.suffix], headers={"cache-control": "no-cache"})

    async def _state(self, _: Request) -> Response:
        return JSONResponse(self._now())

    async def _kill(self, _: Request) -> Response:
        if self.counter is not None:
            self.counter.kill()
        return JSONResponse(self._now(), 202)

    async def _events(self, _: Request) -> Response:
        return StreamingResponse(self._live(), media_type="text/event-stream", headers={"x-accel-buffering": "no"})

    async def _live(self) -> AsyncGenerator[str]:
        said = None
        while not self._ended:
            now = self._now()
            yield f"data: {json.dumps(now)}\n\n" if now != said else ": here\n\n"
            said = now
            await self._news(now)

    async def _news(self, said: dict[str, object]) -> None:
        """Wait until there is something else to say, or until it is time to say that we are still here."""
        async with self._changed:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._changed.wait_for(lambda: self._ended or self._now() != said), _BEAT_S)
