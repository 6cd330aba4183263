"""Two stand-ins for the emulators' control routes, and the demonstration's page on a socket of this machine."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import uvicorn
from starlette.applications import Starlette
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from adapters.demo.doors import listen, number
from adapters.demo.page import Page
from adapters.demo.words import languages, stations

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable

    from starlette.requests import Request

KNOWLEDGE = Path(__file__).resolve().parents[2] / "knowledge"
Json = dict[str, Any]


class Phones:
    """One platform as the page sees it. ``answer(phones, screen, what, body)`` is the bot: it changes the screen."""

    def __init__(self, answer: Callable[[Phones, Json, str, Json], None], fresh: Callable[[], Json]) -> None:
        self.answer, self.fresh = answer, fresh
        self.people: list[Json] = []
        self.screens: dict[str, Json] = {}
        self.done: list[tuple[str, Json]] = []
        self.journal: list[Json] = []
        self.problems: list[Json] = []
        self.faults: list[Json] = []
        one = "/emulator/people/{id}"
        self.app = Starlette(
            routes=[
                Route("/emulator/people", self._list),
                Route("/emulator/people", self._make, methods=["POST"]),
                Route(f"{one}/screen", self._screen),
                Route(f"{one}/events", self._events),
                Route(f"{one}/{{what}}", self._act, methods=["POST"]),
                Route("/emulator/menus/{id}", self._picture),
                Route("/emulator/journal", self._journal),
                Route("/emulator/problems", self._problems),
                Route("/emulator/faults", self._fault, methods=["POST", "DELETE"]),
            ]
        )

    def show(self, screen: Json, given: Json, *, mine: bool = False, **more: Any) -> Json:
        """Put a message on a screen."""
        item = {
            "id": f"m{len(screen['items']) + 1}",
            "mine": mine,
            "at": "2026-11-23T03:00:00+00:00",
            "object": given,
            "deleted": False,
            "edited": False,
            **more,
        }
        screen["items"].append(item)
        screen["version"] += 1
        return item

    async def _list(self, _: Request) -> Response:
        return JSONResponse(self.people)

    async def _make(self, request: Request) -> Response:
        body = await request.json()
        key = f"p{len(self.people) + 1}"
        self.people.append(
            {
                "id": key,
                "name": body["name"],
                "language": body.get("language"),
                "blocked": False,
                "friend": body["friend"],
            }
        )
        self.screens[key] = self.fresh()
        return JSONResponse({"id": key})

    async def _screen(self, request: Request) -> Response:
        return JSONResponse(self.screens[request.path_params["id"]])

    async def _events(self, request: Request) -> Response:
        screen = self.screens[request.path_params["id"]]

        async def live() -> AsyncGenerator[str]:
            said = None
            while True:
                if screen["version"] != said:
                    said = screen["version"]
                    yield f"data: {json.dumps({'version': said})}\n\n"
                await asyncio.sleep(0.02)

        return StreamingResponse(live(), media_type="text/event-stream")

    async def _act(self, request: Request) -> Response:
        body = json.loads(await request.body() or b"{}")
        what, screen = request.path_params["what"], self.screens[request.path_params["id"]]
        self.done.append((what, body))
        if what in {"follow", "unfollow"}:
            person = next(one for one in self.people if one["id"] == request.path_params["id"])
            person.update(friend=True, blocked=what == "unfollow")
        self.answer(self, screen, what, body)
        screen["version"] += 1
        self.journal.append(
            {
                "n": len(self.journal) + 1,
                "at": "2026-11-23T03:00:00+00:00",
                "method": "POST",
                "path": "/somewhere",
                "name": "reply",
                "status": 200,
                "accepted": True,
                "problems": [],
                "body": {"messages": 1},
            }
        )
        return JSONResponse({"event": "e1"})

    async def _picture(self, _: Request) -> Response:
        drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"><path d="M0 0H1V1H0" fill="#9bd"/></svg>'
        return Response(drawing, media_type="image/svg+xml")

    async def _journal(self, request: Request) -> Response:
        return JSONResponse(self.journal[int(request.query_params.get("after", 0)) :])

    async def _problems(self, _: Request) -> Response:
        return JSONResponse(self.problems)

    async def _fault(self, request: Request) -> Response:
        if request.method == "DELETE":
            self.faults.clear()
        else:
            self.faults.append(await request.json())
        return JSONResponse({})


class Stage:
    """The counter as the page sees it; killing it is counted and nothing more."""

    def __init__(self) -> None:
        self.state = "open"
        self.falls = 0

    def kill(self) -> None:
        """Fall."""
        self.falls += 1
        self.state = "down"


class Demo:
    """The page with two stand-ins, served from a thread."""

    def __init__(self, line: Phones, telegram: Phones) -> None:
        self.line, self.telegram, self.stage = line, telegram, Stage()
        door = listen()
        self.url = f"http://127.0.0.1:{number(door)}"
        self.page = Page(
            {"line": line.app, "telegram": telegram.app},
            languages(KNOWLEDGE),
            stations(KNOWLEDGE),
            "http://127.0.0.1:9/",
        )
        self.page.counter = self.stage
        config = uvicorn.Config(self.page.app, log_level="critical", lifespan="off", timeout_graceful_shutdown=0)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [door]}, daemon=True)
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)

    def stop(self) -> None:
        """Close the door."""
        self._server.should_exit = True
        self._thread.join(10)
