"""The routes under /emulator: people are moved, screens looked at and faults set over HTTP."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from starlette.requests import Request

    from adapters.emulators.line.checks import JsonObject
    from adapters.emulators.line.emulator import Emulator
    from adapters.emulators.line.journal import Entry
    from adapters.emulators.line.talks import Person

    Deed = Callable[[Emulator, str, JsonObject], str | None]
    Endpoint = Callable[[Request], Awaitable[object]]

_LISTEN = 15.0


def _tap(emulator: Emulator, who: str, said: JsonObject) -> str | None:
    place = said.get("place")
    if "item" in said:
        return emulator.press(who, said["item"], int(said.get("index", 0)), place)
    if "action" in said:
        return emulator.do(who, said["action"], place)
    return emulator.tap(who, said["data"], said.get("display_text"), said.get("params"), place)


def _location(emulator: Emulator, who: str, said: JsonObject) -> str:
    spot = float(said["latitude"]), float(said["longitude"])
    return emulator.location(who, *spot, said.get("title"), said.get("address"), said.get("place"))


_DEEDS: dict[str, Deed] = {
    "say": lambda emulator, who, said: emulator.say(who, said["text"], said.get("place"), said.get("quote")),
    "tap": _tap,
    "location": _location,
    "send": lambda emulator, who, said: emulator.send(who, said["kind"], said.get("place")),
    "follow": lambda emulator, who, _said: emulator.follow(who),
    "unfollow": lambda emulator, who, _said: emulator.unfollow(who),
    "unsend": lambda emulator, who, said: emulator.unsend(who, said["item"], said.get("place")),
    "edit": lambda emulator, who, said: emulator.edit(who, said["item"], said["text"], said["place"]),
}
_MOVES: dict[str, Deed] = {
    "come": lambda emulator, place, said: emulator.come(place, said["people"]),
    "go": lambda emulator, place, said: emulator.go(place, said["people"]),
    "leave": lambda emulator, place, _said: emulator.leave(place),
}


class Control:
    """The desk from which one emulator is worked."""

    def __init__(self, emulator: Emulator) -> None:
        self._emulator = emulator

    def routes(self) -> list[Route]:
        """Give the routes, to be mounted under /emulator."""
        return [
            Route("/people", _answered(self.people)),
            Route("/people", _answered(self.add), methods=["POST"]),
            Route("/{kind:str}/{id}/screen", _answered(self.screen)),
            Route("/{kind:str}/{id}/events", _answered(self.events)),
            Route("/people/{id}/{deed}", _answered(self.do), methods=["POST"]),
            Route("/places", _answered(self.gather), methods=["POST"]),
            Route("/places/{id}/{deed}", _answered(self.move), methods=["POST"]),
            Route("/menus/{id}", _answered(self.picture)),
            Route("/journal", _answered(self.journal)),
            Route("/problems", _answered(self.problems)),
            Route("/faults", _answered(self.fault), methods=["POST"]),
            Route("/faults", _answered(self.heal), methods=["DELETE"]),
            Route("/channel", _answered(self.channel), methods=["POST"]),
            Route("/deliver/{what}", _answered(self.deliver), methods=["POST"]),
        ]

    async def people(self, _request: Request) -> object:
        """List the people."""
        return [_person(who) for who in self._emulator.state.people.people.values()]

    async def add(self, request: Request) -> object:
        """Let somebody exist."""
        said = await _said(request)
        friend = bool(said.get("friend", True))
        return {"id": self._emulator.add_person(said["name"], said.get("language"), friend=friend).id}

    async def screen(self, request: Request) -> object:
        """Show the screen of a person or group."""
        return self._emulator.screen(request.path_params["id"])

    async def events(self, request: Request) -> object:
        """Tell of every change of a screen, as server-sent events."""
        key = request.path_params["id"]
        self._emulator.items(key)
        headers = {"x-accel-buffering": "no", "cache-control": "no-store"}
        return StreamingResponse(_versions(self._emulator, key), media_type="text/event-stream", headers=headers)

    async def do(self, request: Request) -> object:
        """Let a person do something."""
        deed = _DEEDS[request.path_params["deed"]]
        return {"event": deed(self._emulator, request.path_params["id"], await _said(request))}

    async def gather(self, request: Request) -> object:
        """Make a group or room."""
        said = await _said(request)
        return {"id": self._emulator.add_place(said["name"], said.get("members", []), said.get("kind", "group")).id}

    async def move(self, request: Request) -> object:
        """Let people come to a group or go, or put the account out."""
        deed = _MOVES[request.path_params["deed"]]
        return {"event": deed(self._emulator, request.path_params["id"], await _said(request))}

    async def picture(self, request: Request) -> object:
        """Give the picture of a rich menu."""
        image = self._emulator.state.menus.known[request.path_params["id"]].image
        return Response(image[1], media_type=image[0]) if image else Response(status_code=404)

    async def journal(self, request: Request) -> object:
        """Give the journal from an entry on."""
        after = int(request.query_params.get("after", 0))
        return [entry.to_json() for entry in self._emulator.journal.after(after)]

    async def problems(self, _request: Request) -> object:
        """Give every rule broken."""
        return self._emulator.problems()

    async def fault(self, request: Request) -> object:
        """Let something go wrong."""
        said = await _said(request)
        self._emulator.fault(said.pop("match"), said.pop("kind"), said.pop("times", 1), **said)
        return {"event": None}

    async def heal(self, _request: Request) -> object:
        """Let nothing go wrong any more."""
        self._emulator.clear_faults()
        return {"event": None}

    async def channel(self, request: Request) -> object:
        """Change the webhook's address, or whether the channel stands by."""
        said, state = await _said(request), self._emulator.state
        state.webhook = str(said.get("webhook", state.webhook))
        state.standby = bool(said.get("standby", state.standby))
        return {"webhook": state.webhook, "standby": state.standby}

    async def deliver(self, request: Request) -> object:
        """Send a webhook request of its own kind: verify, an event again, any raw body; gives its journal entry."""
        said, emulator = await _said(request), self._emulator
        what: dict[str, Callable[[], Awaitable[Entry]]] = {
            "verify": emulator.verify,
            "again": lambda: emulator.again(said["event"], redelivery=bool(said.get("redelivery", True))),
            "raw": lambda: emulator.post_raw(str(said["body"]).encode(), said.get("signature")),
        }
        return (await what[request.path_params["what"]]()).to_json()


def _answered(endpoint: Endpoint) -> Callable[[Request], Awaitable[Response]]:
    """Write what an endpoint gives as JSON; 404 for who or what is not there, 400 for what makes no sense."""

    async def answer(request: Request) -> Response:
        try:
            given, status = await endpoint(request), 200
        except (KeyError, IndexError) as error:
            given, status = {"message": f"not there: {type(error).__name__}"}, 404
        except (TypeError, ValueError) as error:
            given, status = {"message": f"makes no sense: {type(error).__name__}"}, 400
        if isinstance(given, Response):
            return given
        # ASCII, because a bot may have sent half a surrogate pair.
        return Response(json.dumps(given), status, media_type="application/json")

    return answer


def _person(who: Person) -> JsonObject:
    return {"id": who.id, "name": who.name, "language": who.language, "blocked": who.blocked, "friend": who.friend}


async def _said(request: Request) -> JsonObject:
    raw = await request.body()
    said = json.loads(raw) if raw else {}
    if not isinstance(said, dict):
        raise TypeError
    return said


async def _versions(emulator: Emulator, key: str) -> AsyncIterator[bytes]:
    talk = emulator.state.people.talk(key)
    while talk is not None and not emulator.stopping.is_set():
        yield f'data: {{"version":{talk.version}}}\n\n'.encode()
        dots = talk.typing_until - emulator.state.clock()
        try:
            async with asyncio.timeout(min(_LISTEN, dots) if dots > 0 else _LISTEN):
                await talk.changed.wait()
        except TimeoutError:
            continue
