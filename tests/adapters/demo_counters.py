"""Counters for the demonstration's children; they are found by name in a process of their own."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

from bot.errors import StoreError

if TYPE_CHECKING:
    from adapters.settings import Settings


def stands(settings: Settings) -> int:
    """Open a door and stand there."""
    with socket.create_server((settings.host, settings.port)) as door:
        while True:
            door.accept()[0].close()


def cannot_open(_: Settings) -> int:
    """Fail as a counter does that finds no room for its record."""
    msg = "the disk is full"
    raise StoreError(msg)
