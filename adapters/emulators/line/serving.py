"""The emulator on a real port, in the loop that is already running."""

from __future__ import annotations

import asyncio
import socket
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import uvicorn

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from adapters.emulators.line.emulator import Emulator

_PATIENCE = 1.0


@asynccontextmanager
async def serve(emulator: Emulator, port: int = 0, host: str = "127.0.0.1") -> AsyncIterator[str]:
    """Serve an emulator and deliver its events; gives the base URL. Port 0 takes any that is free."""
    config = uvicorn.Config(emulator.app, log_config=None, access_log=False, lifespan="off", ws="none")
    config.load()
    server = uvicorn.Server(config)
    server.lifespan = config.lifespan_class(config)
    # The protocol is named, as asyncio would else leave Nagle's algorithm on: 40 ms an answer.
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind((host, port))
        # Not `Server.serve`: it takes the signals away from whoever runs this, and needs 0.2 s to stop.
        await server.startup([door])
        await emulator.start()
        try:
            yield f"http://{host}:{door.getsockname()[1]}"
        finally:
            await emulator.stop()
            await _close(server)


async def _close(server: uvicorn.Server) -> None:
    for listener in server.servers:
        listener.close()
    for connection in list(server.server_state.connections):
        connection.shutdown()
    tasks = set(server.server_state.tasks)
    if tasks:
        _, stubborn = await asyncio.wait(tasks, timeout=_PATIENCE)
        for task in stubborn:
            task.cancel()
    await asyncio.sleep(0)
