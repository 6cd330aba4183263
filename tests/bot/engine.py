"""An engine that translates by a table, and as badly as a test wants it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from bot.errors import TranslationError
from bot.translation import Translation, Trouble, Way


@dataclass
class Engine:
    """A ``Translator`` by table. Asked for what is not in it, it answers with nothing.

    pairs     what it can do; None: everything
    slow      it never comes to an end; deaf: not even when it is told to stop, until ``released``
    broken    what it raises; lost: it raises already when it is asked whether it can do a pair
    """

    table: dict[str, str] = field(default_factory=dict)
    pairs: frozenset[tuple[str, str]] | None = None
    slow: bool = False
    deaf: bool = False
    broken: Exception | None = None
    lost: bool = False
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    released: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def engine(self) -> str:
        """Give the engine's name."""
        return "table"

    def way(self, source: str, target: str) -> Way:
        """Say whether a pair is there."""
        if self.lost:
            msg = "the engine is gone"
            raise OSError(msg)
        return Way.DIRECT if self.pairs is None or (source, target) in self.pairs else Way.NONE

    async def translate(self, text: str, source: str, target: str) -> Translation:
        """Look the text up."""
        self.asked.append((text, source, target))
        if self.broken is not None:
            raise self.broken
        while self.slow or self.deaf:
            try:
                await self.released.wait()
                break
            except asyncio.CancelledError:
                if not self.deaf:
                    raise
        return Translation(self.table.get(text, ""), source, target, Way.DIRECT, self.engine)


NO_MODEL = TranslationError(Trouble.NO_PAIR)
