"""The routes by which a test or a page moves people and looks at what happened."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from .faults import Fault
from .people import Impossible
from .screen import screen

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from starlette.requests import Request

    from .emulator import Emulator
    from .refusal import Json

_BEAT = 15.0


def routes(emulator: Emulator) -> list[Route]:
    """Give the routes under /emulator."""
    desk = _Control(emulator)
    base = "/emulator"
    return [
        Route(f"{base}/people", desk.people, methods=["GET"]),
        Route(f"{base}/people", desk.add, methods=["POST"]),
        Route(f"{base}/people/{{person:int}}/screen", desk.screen, methods=["GET"]),
        Route(f"{base}/people/{{person:int}}/events", desk.events, methods=["GET"]),
        Route(f"{base}/people/{{person:int}}/{{act}}", desk.act, methods=["POST"]),
        Route(f"{base}/groups", desk.add_group, methods=["POST"]),
        Route(f"{base}/groups/{{group}}/{{act}}", desk.act_in_group, methods=["POST"]),
        Route(f"{base}/journal", desk.journal, methods=["GET"]),
        Route(f"{base}/problems", desk.problems, methods=["GET"]),
        Route(f"{base}/faults", desk.add_fault, methods=["POST"]),
        Route(f"{base}/faults", desk.clear_faults, methods=["DELETE"]),
        Route(f"{base}/again", desk.again, methods=["POST"]),
        Route(f"{base}/deliver", desk.deliver, methods=["POST"]),
    ]


async def _json(request: Request) -> Json:
    body = await request.body()
    found = json.loads(body) if body else {}
    if not isinstance(found, dict):
        raise TypeError
    return found


def _guarded(
    act: Callable[[_Control, Request], Awaitable[Response]],
) -> Callable[[_Control, Request], Awaitable[Response]]:
    async def answer(self: _Control, request: Request) -> Response:
        try:
            return await act(self, request)
        except Impossible:
            return JSONResponse({"error": "nobody can do that now"}, 409)
        except LookupError:
            return JSONResponse({"error": "unknown, or a field is missing"}, 404)
        except (TypeError, ValueError):
            return JSONResponse({"error": "the body is not understood"}, 400)

    return answer


class _Control:
    def __init__(self, emulator: Emulator) -> None:
        self._emulator = emulator

    @_guarded
    async def people(self, _: Request) -> Response:
        return JSONResponse(self._emulator.people.list())

    @_guarded
    async def add(self, request: Request) -> Response:
        body = await _json(request)
        return JSONResponse({"id": self._emulator.people.add(body["name"], body.get("language"))})

    @_guarded
    async def screen(self, request: Request) -> Response:
        chat = int(request.query_params.get("chat", "0"))
        return JSONResponse(screen(self._emulator.state, request.path_params["person"], chat))

    @_guarded
    async def events(self, request: Request) -> Response:
        person = self._emulator.state.world.person(request.path_params["person"]).id
        return StreamingResponse(self._stream(person), media_type="text/event-stream")

    async def _stream(self, person: int) -> AsyncIterator[str]:
        screens, version = self._emulator.state.screens, -1
        while not self._emulator.closing.is_set():
            newer = await screens.changed(person, version, _BEAT)
            yield f'data: {{"version":{newer}}}\n\n' if newer != version else ": still here\n\n"
            version = newer

    @_guarded
    async def act(self, request: Request) -> Response:
        acts, person = self._emulator.people, request.path_params["person"]
        body = await _json(request)
        self._emulator.state.world.person(person)
        doing: dict[str, Callable[[], object]] = {
            "say": lambda: acts.say(person, body["text"]),
            "start": lambda: acts.start(person, body.get("payload", "")),
            "tap": lambda: acts.tap(person, body["message_id"], body["data"], forged=bool(body.get("forged"))),
            "press": lambda: acts.press(person, body["text"], **_only(body, "latitude", "longitude")),
            "location": lambda: acts.location(
                person, body["latitude"], body["longitude"], **_only(body, "title", "address")
            ),
            "contact": lambda: acts.contact(person, body["phone"], body["name"], body.get("user_id")),
            "send": lambda: acts.send(person, body["kind"], body.get("caption", ""), body.get("album", "")),
            "edit": lambda: acts.edit(person, body["item"], body["text"]),
            "delete": lambda: acts.delete(person, body["item"]),
            "block": lambda: acts.block(person),
            "unblock": lambda: acts.unblock(person),
            "deactivate": lambda: acts.deactivate(person),
        }
        return JSONResponse({"event": doing[request.path_params["act"]]()})

    @_guarded
    async def add_group(self, request: Request) -> Response:
        body = await _json(request)
        group = self._emulator.groups.add(
            body["title"],
            body.get("people", []),
            kind=body.get("kind", "supergroup"),
            forum=bool(body.get("forum")),
            admin=bool(body.get("admin")),
        )
        return JSONResponse({"id": group})

    @_guarded
    async def act_in_group(self, request: Request) -> Response:
        acts, group = self._emulator.groups, int(request.path_params["group"])
        body = await _json(request)
        person, topic = body.get("person", 0), body.get("topic", 0)
        doing: dict[str, Callable[[], object]] = {
            "say": lambda: acts.say(group, person, body["text"], **_only(body, "topic", "reply_to", "anonymous")),
            "send": lambda: acts.send(group, person, body["kind"], **_only(body, "topic", "caption", "album")),
            "edit": lambda: acts.edit(group, person, body["item"], body["text"]),
            "tap": lambda: self._emulator.people.tap(person, body["message_id"], body["data"], chat=group),
            "close": lambda: acts.close_topic(group, person, topic),
            "reopen": lambda: acts.close_topic(group, person, topic, closed=False),
            "delete-topic": lambda: acts.delete_topic(group, topic),
            "migrate": lambda: acts.migrate(group, **_only(body, "forum")),
            "kick": lambda: acts.kick_bot(group),
            "demote": lambda: acts.demote_bot(group),
            "promote": lambda: acts.promote_bot(group),
        }
        return JSONResponse({"event": doing[request.path_params["act"]]()})

    @_guarded
    async def journal(self, request: Request) -> Response:
        return JSONResponse(self._emulator.journal.after(int(request.query_params.get("after", "0"))))

    @_guarded
    async def problems(self, _: Request) -> Response:
        return JSONResponse(self._emulator.problems())

    @_guarded
    async def add_fault(self, request: Request) -> Response:
        self._emulator.faults.add(Fault(**await _json(request)))
        return JSONResponse({"faults": len(self._emulator.faults.all)})

    @_guarded
    async def clear_faults(self, _: Request) -> Response:
        self._emulator.faults.clear()
        return JSONResponse({"faults": 0})

    @_guarded
    async def again(self, request: Request) -> Response:
        return JSONResponse({"status": await self._emulator.again((await _json(request))["update_id"])})

    @_guarded
    async def deliver(self, request: Request) -> Response:
        secret = request.query_params.get("secret")
        return JSONResponse({"status": await self._emulator.deliver(await request.body(), secret=secret)})


def _only(body: Json, *names: str) -> Json:
    return {name: body[name] for name in names if body.get(name) is not None}
