"""Serving: open the rooms, say what is on and what is off, stop without losing anything."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import uvicorn

from adapters.app import create_app
from adapters.progress import Bar
from adapters.store.opening import open_store
from knowledge.publish import open_house

if TYPE_CHECKING:
    from types import FrameType

    from adapters.settings import Settings
    from adapters.web.page import Page

_PATIENCE_S = 10


class Server(uvicorn.Server):
    """Ends the live talks at the signal: uvicorn waits for open streams before it shuts down."""

    def __init__(self, config: uvicorn.Config, page: Page) -> None:
        super().__init__(config)
        self._page = page

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """End the streams, then what uvicorn does at a signal."""
        self._page.stop()
        super().handle_exit(sig, frame)


def run(settings: Settings) -> int:
    """Serve until a signal; 0 when the counter opened and closed well."""
    begun = time.monotonic()
    with Bar() as bar:
        house = open_house(settings.knowledge_dir, settings.data_dir / "finder", bar)
    store = open_store(settings.database_url, settings.data_dir, settings.data_key or None)
    counter = create_app(settings, house, store)
    _announce(settings, semantic=house.reference.finder.semantic, seconds=time.monotonic() - begun)
    config = uvicorn.Config(
        counter.app,
        host=settings.host,
        port=settings.port,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_PATIENCE_S,
    )
    server = Server(config, counter.page)
    server.run()
    return 0 if server.started else 1


def _announce(settings: Settings, *, semantic: bool, seconds: float) -> None:
    """Print the address, what is on and what is off."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    lines = (
        f"Madoguchi is open: http://{host}:{settings.port}   (ready in {seconds:.1f} s)",
        "  web chat   on",
        f"  finder     {'meaning and letters' if semantic else 'letters only: the encoder cannot run on this machine'}",
        f"  store      {'DATABASE_URL' if settings.database_url else f'SQLite in {settings.data_dir}'}",
        "  Stop with Ctrl+C.",
    )
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()
