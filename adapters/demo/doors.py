"""One server with a number for each door: the page and the two platforms listen side by side."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import uvicorn

from bot.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import FrameType

    from starlette.types import ASGIApp, Receive, Scope, Send

HOST = "127.0.0.1"


def listen(port: int = 0) -> socket.socket:
    """Open a door on this machine; 0 takes any free number. SettingsError when somebody else has it."""
    door = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((HOST, port))
        door.listen()
    except OSError as error:
        door.close()
        problem = f"--port: {port} is taken by another program; choose another number, like {port + 1}"
        raise SettingsError((problem,)) from error
    return door


def number(door: socket.socket) -> int:
    """Give the number of a door."""
    port: int = door.getsockname()[1]
    return port


def free() -> int:
    """Give a number that nobody listens on just now."""
    with listen() as door:
        return number(door)


class Doors:
    """Gives each request to the application behind the number it knocked at."""

    def __init__(self, rooms: Mapping[int, ASGIApp]) -> None:
        self._rooms = rooms

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; what it gets is handed on as it is, for the platforms break lines on purpose."""
        await self._rooms[scope["server"][1]](scope, receive, send)


class Server(uvicorn.Server):
    """Tells us about the signal before it closes: the live streams and the counter go first."""

    def __init__(self, app: ASGIApp, leave: Callable[[], None]) -> None:
        config = uvicorn.Config(
            app,
            log_level="critical",
            access_log=False,
            lifespan="off",
            server_header=False,
            timeout_graceful_shutdown=1,
        )
        super().__init__(config)
        self._leave = leave

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002 - uvicorn's signature
        """Leave in order; it is ``leave`` that lets us go."""
        self._leave()
