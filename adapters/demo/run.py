"""``madoguchi demo``: both platforms, the counter and the page, on this machine and for this moment only."""

from __future__ import annotations

import asyncio
import http.client
import secrets
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from adapters.demo.child import Child, open_counter
from adapters.demo.doors import HOST, Doors, Server, free, listen, number
from adapters.demo.dress import dress
from adapters.demo.page import Page
from adapters.demo.words import languages, stations
from adapters.emulators import line, telegram
from adapters.settings import LineSettings, TelegramSettings

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    from starlette.types import ASGIApp

    from adapters.settings import Settings

PORT = 8100
WEBHOOK = "/webhooks/line"
_AGAIN_S = (1.0, 2.0, 3.0, 4.0, 5.0, 5.0, 5.0, 5.0, 10.0, 20.0, 30.0)
"""LINE tells nobody how often it comes again; here often enough for a counter that falls and rises."""


def run(settings: Settings, *, port: int = PORT, serve: Callable[[Settings], int] = open_counter) -> int:
    """Show the counter on both platforms until a signal; 0 when it opened and closed well.

    Nothing of the operator's record is touched: the database lies in a folder that is removed at the end.
    SettingsError when ``port`` is taken.
    """
    with closing(listen(port)) as door, TemporaryDirectory(prefix="madoguchi-demo-") as folder:
        workshop = settings.data_dir.resolve() / "finder"
        if workshop.is_dir():  # a library that was edited need not be learned again
            (Path(folder) / "finder").symlink_to(workshop, target_is_directory=True)
        return asyncio.run(_show(settings, door, Path(folder), serve))


async def _show(settings: Settings, door: socket.socket, folder: Path, serve: Callable[[Settings], int]) -> int:
    with closing(listen()) as line_door, closing(listen()) as telegram_door:
        ours = _settings(settings, folder, number(line_door), number(telegram_door))
        line_phone, telegram_phone = _emulators(ours)
        web = f"http://{HOST}:{ours.port}"
        page = Page(
            {"line": line_phone.app, "telegram": telegram_phone.app},
            languages(settings.knowledge_dir),
            stations(settings.knowledge_dir),
            web,
        )
        child = Child(ours, lambda: _open(ours.port), page.tell, serve)
        page.counter = child
        leaving = asyncio.Event()
        loop = asyncio.get_running_loop()

        def leave() -> None:
            if leaving.is_set():
                child.kill()  # asked twice: at once
            loop.call_soon_threadsafe(leaving.set)

        rooms: dict[int, ASGIApp] = {
            number(door): page.app,
            number(line_door): line_phone.app,
            number(telegram_door): telegram_phone.app,
        }
        server = Server(Doors(rooms), leave)
        await line_phone.start()
        await telegram_phone.start()
        serving = asyncio.create_task(server.serve([door, line_door, telegram_door]))
        running = asyncio.create_task(child.run())
        dressing = asyncio.create_task(dress(ours))
        waiting = asyncio.create_task(leaving.wait())
        _announce(number(door), web, ours)
        try:
            await asyncio.wait({serving, running, waiting}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            page.end()
            waiting.cancel()
            dressing.cancel()
            await child.stop()
            await running
            await line_phone.stop()
            await telegram_phone.stop()
            server.should_exit = True
            await serving
        return 0 if leaving.is_set() else 1


def _settings(settings: Settings, folder: Path, line_port: int, telegram_port: int) -> Settings:
    """Give the settings of a counter that is here for the show: throw-away secrets, an own database."""
    return replace(
        settings,
        database_url="",
        data_key="",
        data_dir=folder,
        host=HOST,
        port=free(),
        public_url="",
        metrics_token="",
        metrics_port=0,
        line=LineSettings(
            channel_secret=secrets.token_hex(16),
            channel_access_token=secrets.token_urlsafe(32),
            api_base_url=f"http://{HOST}:{line_port}",
            mark_as_read=True,
        ),
        telegram=TelegramSettings(
            bot_token=f"{10**9 + secrets.randbelow(10**9)}:{secrets.token_urlsafe(26)}",
            webhook_secret="",
            api_base_url=f"http://{HOST}:{telegram_port}",
            polling=True,
        ),
    )


def _emulators(settings: Settings) -> tuple[line.Emulator, telegram.Emulator]:
    if settings.line is None or settings.telegram is None:
        raise ValueError
    webhook = f"http://{HOST}:{settings.port}{WEBHOOK}"
    rules = line.Rules(redelivery=_AGAIN_S, chat=True)
    channel = line.Emulator(settings.line.channel_access_token, settings.line.channel_secret, webhook, rules)
    return channel, telegram.Emulator(telegram.Bot(settings.telegram.bot_token, "madoguchi_demo_bot"))


def _open(port: int) -> bool:
    """Ask the counter whether it is there."""
    with closing(http.client.HTTPConnection(HOST, port, timeout=1)) as line_to_counter:
        try:
            line_to_counter.request("GET", "/livez")
            return line_to_counter.getresponse().status == http.client.OK
        except OSError:
            return False


def _announce(port: int, web: str, settings: Settings) -> None:
    """Print what is where."""
    apis = [one.api_base_url for one in (settings.line, settings.telegram) if one is not None]
    lines = (
        f"Two phones are waiting: open http://{HOST}:{port} in a browser.",
        f"  web chat   {web} (as soon as the counter has opened)",
        *(f"  {name}   {api}" for name, api in zip(("LINE    ", "Telegram"), apis, strict=True)),
        "  All of it is on this machine, and what is written is removed at the end. Stop with Ctrl+C.",
    )
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()
