"""Engines that translate: Argos on this machine, a LibreTranslate server, or none (docs/translation.md).

What counselors read through is opened here; the engines themselves are loaded when one is wanted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from bot.ports import Translator

if TYPE_CHECKING:
    from adapters.settings import Settings


class Engine(Translator, Protocol):
    """A translator that is opened with the counter, and closed with it."""

    async def close(self) -> None:
        """End what it has begun."""
        ...


def open_translator(settings: Settings) -> Engine:
    """Open the engine that the settings name. Nothing is started or called before somebody needs a translation."""
    from adapters.translate.opening import open_engine  # noqa: PLC0415 - the worker comes through here too, and stays small

    return open_engine(settings)
