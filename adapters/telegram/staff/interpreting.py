"""What staff's words become in the resident's language, looked at from both sides before anybody sends them."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from adapters.casebook.asking import asked
from adapters.casebook.translating import READER, alike
from bot.translation import Trouble, Way

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.ports import Knowledge, Translator
    from bot.translation import Loss

LONGEST_S = 60.0


@dataclass(frozen=True, slots=True)
class Preview:
    """A translation before it is sent.

    back     the same in the writer's language again, "" where that cannot be had
    trouble  why there is none, None where there is one; held: it tells of an emergency, no machine comes near it
    """

    text: str = ""
    back: str = ""
    way: Way = Way.NONE
    losses: tuple[Loss, ...] = ()
    trouble: Trouble | None = None
    held: bool = False


class Interpreter:
    """Translates there and back. Whatever an engine does, it ends within a bounded time and is only told.

    rings  says whether a text tells of an emergency
    """

    def __init__(self, translator: Translator, knowledge: Knowledge, rings: Callable[[str], bool]) -> None:
        self._translator = translator
        self._knowledge = knowledge
        self._rings = rings

    @property
    def engine(self) -> str:
        """Give the name of the engine; "" where there is none at all."""
        return self._translator.engine

    async def language(self, text: str, prior: str = READER) -> str:
        """Say in which language a text is written."""
        guess = await asyncio.to_thread(self._knowledge.language, text, prior)
        return guess.language

    def helps(self, source: str, target: str) -> bool:
        """Say whether who reads ``target`` needs a translation, and one can be had."""
        return not alike(source, target) and self._translator.way(source, target) is not Way.NONE

    async def preview(self, text: str, source: str, target: str) -> Preview:
        """Translate, and back again."""
        if await asyncio.to_thread(self._rings, text):
            return Preview(held=True)
        there = await asked(self._translator, text, (source, target), LONGEST_S)
        if isinstance(there, Trouble):
            return Preview(trouble=there)
        back = await self.back(there.text, source, target)
        return Preview(there.text, back, there.way, there.losses)

    async def back(self, translated: str, source: str, target: str) -> str:
        """Translate what is to be sent into the language it was written in; "" where that cannot be had."""
        if self._translator.way(target, source) is Way.NONE:
            return ""
        found = await asked(self._translator, translated, (target, source), LONGEST_S)
        return "" if isinstance(found, Trouble) else found.text
