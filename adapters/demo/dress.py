"""What an operator does once by hand before opening: LINE's menus. Telegram's texts the counter brings itself."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

from adapters.line.menu.areas import Numbers
from adapters.line.sync import sync
from knowledge.library import load

if TYPE_CHECKING:
    from adapters.settings import Settings


async def dress(settings: Settings) -> None:
    """Bring the menus up to date. What stays undressed is said, and harms nothing."""
    if settings.line is None:
        return
    try:
        library = await asyncio.to_thread(load, settings.knowledge_dir)
        fire, police = (library.records[name].value("tel") for name in ("fire-ambulance", "police"))
        await sync(settings.line, library.phrasebook, Numbers(fire, police), lambda _: None)
    except Exception as error:  # noqa: BLE001 - the show goes on without; the type only, as everywhere
        sys.stderr.write(f"LINE has no menus of ours: {type(error).__name__}\n")
