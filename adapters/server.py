"""Serving: open the rooms, say what is on and what is off, stop without losing anything."""

from __future__ import annotations

import socket
import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import uvicorn

from adapters import logs
from adapters.app import count, create_app
from adapters.progress import Bar
from adapters.store.opening import open_store
from adapters.store.retention import Retention
from adapters.translate import open_translator
from adapters.translate.installed import installed
from adapters.translate.opening import argos_is_here
from bot.errors import SettingsError
from knowledge.publish import open_house
from knowledge.teams import load_office

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    from adapters.app import Counter
    from adapters.settings import Settings
    from knowledge.publish import House

_PATIENCE_S = 10
_DATABASE_S = 60.0
"""A machine that starts anew starts its database server, too."""
_TURN_S = 0.0005
"""How long one thread may keep the interpreter while others want it. The store's thread gives it away at each step
of each statement: at Python's own 5 ms, whoever makes pages would have it wait as long, ten times for one message."""


class Server(uvicorn.Server):
    """Ends the live talks at the signal: uvicorn waits for open streams before it shuts down."""

    def __init__(self, config: uvicorn.Config, stop: Callable[[], None]) -> None:
        super().__init__(config)
        self._stop = stop

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """End the streams, then what uvicorn does at a signal."""
        self._stop()
        super().handle_exit(sig, frame)


def run(settings: Settings) -> int:
    """Serve until a signal; 0 when the counter opened and closed well."""
    begun = time.monotonic()
    logs.install(settings.log_format)
    door = bound(settings.host, settings.port)
    with Bar() as bar:
        house = open_house(settings.knowledge_dir, settings.data_dir / "finder", bar)
    metrics = count(tuple(language.tag for language in house.desk.phrases.languages))
    store = open_store(
        settings.database_url,
        settings.data_dir,
        settings.data_key or None,
        retention=_promised(house),
        patience=_DATABASE_S,
        observe=metrics.committed,
    )
    counter = create_app(settings, house, store, metrics, welcome=_welcome, engine=open_translator(settings))
    _announce(settings, semantic=house.reference.finder.semantic, seconds=time.monotonic() - begun)
    return serve(settings, counter, door)


def _promised(house: House) -> Retention:
    """Keep what is written as long as people are told at most: by the counter, and by the office."""
    office, most = load_office(house.library), Retention()
    return most if office is None else replace(most, words=min(most.words, office.keep))


def bound(host: str, port: int) -> socket.socket:
    """Take the address, before anything slow begins and anything is promised; ``SettingsError`` when it is taken."""
    # With its protocol named: else asyncio leaves Nagle's delay on.
    door = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((host, port))
    except OSError as error:
        door.close()
        msg = f"PORT, HOST: {host}:{port} cannot be taken ({error.strerror}); is another counter open there?"
        raise SettingsError((msg,)) from None
    return door


def serve(settings: Settings, counter: Counter, door: socket.socket | None = None) -> int:
    """Serve a counter that is wired."""
    sys.setswitchinterval(_TURN_S)
    config = uvicorn.Config(
        counter.app,
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # the application minds them where they matter
        timeout_graceful_shutdown=_PATIENCE_S,
    )
    server = Server(config, counter.stop)
    server.run(sockets=[door or bound(settings.host, settings.port)])
    return 0 if server.started else 1


def _announce(settings: Settings, *, semantic: bool, seconds: float) -> None:
    """Print the address, what is on and what is off."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    lines = (
        f"Madoguchi is open: http://{host}:{settings.port}   (ready in {seconds:.1f} s)",
        "  web chat   on",
        f"  LINE       {_line(settings)}",
        f"  Telegram   {_telegram(settings)}",
        f"  finder     {'meaning and letters' if semantic else 'letters only: the encoder cannot run on this machine'}",
        f"  translate  {_translation(settings)}",
        f"  store      {'DATABASE_URL' if settings.database_url else f'SQLite in {settings.data_dir}'}",
        "  Stop with Ctrl+C.",
    )
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def _welcome(link: str) -> None:
    """Show the link that makes the first administrator. It is shown here alone, and goes into no log."""
    sys.stdout.write(f"  counselors nobody yet. The first administrator begins here, once: {link}\n")
    sys.stdout.flush()


def _translation(settings: Settings) -> str:
    chosen = settings.translate
    if chosen is None or chosen.engine == "none":
        return "off"
    if chosen.engine == "libretranslate":
        return f"LibreTranslate at {chosen.url}: what people write is sent there"
    if not argos_is_here():
        return "off: make install EXTRA=translate (docs/translation.md)"
    names = ", ".join(sorted(package.name for package in installed(chosen.packages).values()))
    return f"on this machine: {names}" if names else "off: no package is installed (docs/translation.md)"


def _line(settings: Settings) -> str:
    if settings.line is None:
        return "off: LINE_CHANNEL_SECRET and LINE_CHANNEL_ACCESS_TOKEN are not set (docs/line.md)"
    if not settings.public_url:
        return "on: waits at /webhooks/line; set PUBLIC_URL to the address that LINE is told (docs/line.md)"
    return f"on: LINE posts to {settings.public_url}/webhooks/line"


def _telegram(settings: Settings) -> str:
    if settings.telegram is None:
        return "off: TELEGRAM_BOT_TOKEN is not set (docs/telegram.md)"
    if settings.telegram.polling:
        return "on: messages are fetched, no public address is needed"
    if not settings.public_url:
        return "on: waits at /webhooks/telegram; set PUBLIC_URL so that Telegram is told where that is"
    return f"on: Telegram posts to {settings.public_url}/webhooks/telegram"
