"""The page on a real socket of this machine, in a thread, to be cut off and started again."""

from __future__ import annotations

import socket
import threading
import time
from typing import TYPE_CHECKING

import uvicorn
from fastapi import FastAPI

from adapters.web.page import Page
from tests.web.counter import NUMBERS

if TYPE_CHECKING:
    from adapters.web.limits import Limits
    from tests.web.counter import Counter


class Server:
    """One uvicorn with the page and nothing else."""

    def __init__(self, counter: Counter, limits: Limits | None = None) -> None:
        self.counter = counter
        self._limits = limits
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port: int = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self._port}"
        self.start()

    def start(self) -> None:
        """Serve, and come back when the door is open."""
        about = (self.counter.receive, self.counter, self.counter.phrases, NUMBERS)
        self._page = Page(*about, files=self.counter.file, limits=self._limits)
        app = FastAPI(openapi_url=None)
        app.include_router(self._page.router)
        config = uvicorn.Config(app, host="127.0.0.1", port=self._port, log_level="error", timeout_graceful_shutdown=3)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        while not self._server.started:
            if not self._thread.is_alive():
                msg = "the server did not start"
                raise RuntimeError(msg)
            time.sleep(0.01)

    def stop(self) -> float:
        """Shut down as the application would; gives the seconds it took."""
        began = time.monotonic()
        self._page.stop()
        self._server.should_exit = True
        self._thread.join(10)
        return time.monotonic() - began
