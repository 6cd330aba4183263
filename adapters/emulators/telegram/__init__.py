"""Telegram's side of a bot, strict and on one machine: the Bot API, the people, the webhook. See README.md."""

from __future__ import annotations

from .emulator import Emulator
from .faults import Fault
from .people import Impossible
from .rules import Rules
from .serving import serve
from .state import Bot

__all__ = ["Bot", "Emulator", "Fault", "Impossible", "Rules", "serve"]
