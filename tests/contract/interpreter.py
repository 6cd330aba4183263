"""An engine that writes what it was given behind the language it was asked for; it can be slow, dead, or mad."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.errors import TranslationError
from bot.translation import Loss, Translation, Trouble, Way

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass
class Interpreter:
    """A ``Translator``.

    lacks     pairs it has no model for; pivoted: those it goes over English
    trouble   what it says instead of a translation; breaks: what it raises, or None
    spoils    changes what it made
    open      while it is not set, it is slow; asked: all that it was given
    """

    engine: str = "argos"
    lacks: set[tuple[str, str]] = field(default_factory=set)
    pivoted: set[tuple[str, str]] = field(default_factory=set)
    trouble: Trouble | None = None
    breaks: Exception | None = None
    spoils: Callable[[Translation], Translation] = lambda made: made
    asked: list[str] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    open: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.open.set()

    def way(self, source: str, target: str) -> Way:
        """Say how it gets there."""
        pair = (source, target)
        return Way.NONE if pair in self.lacks else Way.PIVOTED if pair in self.pivoted else Way.DIRECT

    async def translate(self, text: str, source: str, target: str) -> Translation:
        """Translate, or not."""
        self.asked.append(text)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            await self.open.wait()
        finally:
            self.at_once -= 1
        if self.trouble is not None:
            raise TranslationError(self.trouble)
        if self.breaks is not None:
            raise self.breaks
        return self.spoils(Translation(f"<{target}> {text}", source, target, self.way(source, target), self.engine))


def loses(kind: str, original: str) -> Callable[[Translation], Translation]:
    """Make an engine that loses something."""
    return lambda made: replace(made, losses=(Loss(kind, original),))
