"""Serve a stand-in over real sockets, inside a running loop or as a program."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from typing import TYPE_CHECKING

import uvicorn

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from .emulator import Emulator


class _Server(uvicorn.Server):
    """Leaves signals to whoever runs the loop."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def config(emulator: Emulator) -> uvicorn.Config:
    """Give the server's settings."""
    return uvicorn.Config(
        emulator.app, lifespan="off", log_config=None, access_log=False, timeout_graceful_shutdown=1, ws="none"
    )


@contextlib.asynccontextmanager
async def serve(emulator: Emulator, port: int = 0, host: str = "127.0.0.1") -> AsyncIterator[str]:
    """Serve while the context is open and give the address, such as http://127.0.0.1:40123. Port 0: a free one."""
    # The protocol is named so that the loop turns Nagle's delay off for accepted lines.
    plug = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    plug.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    plug.bind((host, port))
    server = _Server(config(emulator))
    running = asyncio.ensure_future(server.serve(sockets=[plug]))
    try:
        while not server.started and not running.done():  # noqa: ASYNC110 -- the server has no such event
            await asyncio.sleep(0.005)
        await emulator.start()
        yield f"http://{host}:{plug.getsockname()[1]}"
    finally:
        await emulator.stop()
        server.should_exit = True
        await running
        plug.close()
