"""From a counselor's words to what a resident reads: people's own wordings where there are any, else a machine's.

Nothing is sent here. What comes out is looked over by the counselor, and changed where it is wrong.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from adapters.casebook.asking import asked as translation_of
from adapters.casebook.translating import READER, alike
from adapters.console.ports import Preview
from bot.errors import TranslationError
from bot.translation import Trouble, Way

if TYPE_CHECKING:
    from collections.abc import Callable

    from adapters.console.answers import Answers
    from adapters.roster.people import Viewer
    from bot.case import Case
    from bot.ports import Knowledge, Translator
    from bot.translation import Translation

PATIENCE_S, BACK_S = 11.0, 6.0
"""Seconds for a translation, and for putting it back: together less than a page waits."""
EMERGENCY = "emergency-words"
_APART = "\n\n"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be said, to whom, in which language they read it, and by whom."""

    words: str
    case: Case
    language: str
    reader: str
    viewer: Viewer


class Wording:
    """Makes previews. ``rings`` says whether a text tells of an emergency."""

    def __init__(
        self, translator: Translator, knowledge: Knowledge, answers: Answers, rings: Callable[[str], bool]
    ) -> None:
        self._translator = translator
        self._knowledge = knowledge
        self._answers = answers
        self._rings = rings

    @property
    def engine(self) -> str:
        """Give the name of the engine; "" where there is none."""
        return self._translator.engine

    def way(self, reader: str, language: str) -> Way:
        """Say how what counselors write gets into a language; Japanese first, whatever the console speaks."""
        ways = [self._translator.way(source, language) for source in dict.fromkeys((READER, reader))]
        return next((way for way in ways if way is not Way.NONE), Way.NONE)

    async def preview(self, asked: Asked) -> Preview | str:
        """Say what the resident would read; or why there is nothing to show (a word of a refusal)."""
        pieces = await asyncio.to_thread(self._answers.split, asked.words, asked.case, asked.language, asked.viewer)
        own = [text for text, human in pieces if human is None]
        if await asyncio.to_thread(lambda: any(map(self._rings, own))):
            return EMERGENCY
        written = await asyncio.to_thread(self._written, _APART.join(own), asked)
        if not own or alike(written, asked.language):
            text = _APART.join(text if human is None else human for text, human in pieces)
            return Preview(asked.words, written, text, text, asked.language)
        if self._translator.way(written, asked.language) is Way.NONE:
            return f"untranslated-{Trouble.NO_PAIR}"
        try:
            async with asyncio.timeout(PATIENCE_S):
                made = [
                    await self._made(text, written, asked.language) if human is None else human
                    for text, human in pieces
                ]
        except TranslationError as error:
            return f"untranslated-{error.trouble}"
        except TimeoutError:
            return f"untranslated-{Trouble.LATE}"
        text = _APART.join(each if isinstance(each, str) else each.text.strip() for each in made)
        machine = [each for each in made if not isinstance(each, str)]
        back = await self._back(text, asked.language, written)
        losses = tuple(dict.fromkeys(loss for each in machine for loss in each.losses))
        way = Way.PIVOTED if any(each.way is Way.PIVOTED for each in machine) else Way.DIRECT
        engine = machine[0].engine
        return Preview(asked.words, written, text, text, asked.language, back, way, engine, losses)

    async def _made(self, text: str, source: str, target: str) -> Translation:
        made = await translation_of(self._translator, text, (source, target), PATIENCE_S)
        if isinstance(made, Trouble):
            raise TranslationError(made)
        return made

    def _written(self, words: str, asked: Asked) -> str:
        """Say in which language a counselor wrote."""
        guess = self._knowledge.language(words, asked.reader)
        if alike(guess.language, READER):
            return READER
        # A few words that could be anything are the counselor's own language.
        return guess.language if guess.sure else asked.reader

    async def _back(self, text: str, source: str, target: str) -> str:
        if self._translator.way(source, target) is Way.NONE:
            return ""
        made = await translation_of(self._translator, text, (source, target), BACK_S)
        return "" if isinstance(made, Trouble) else made.text.strip()


def same(one: str, other: str) -> bool:
    """Say whether two texts are the same words; forms change the ends of lines."""
    return [line.rstrip() for line in one.strip().splitlines()] == [
        line.rstrip() for line in other.strip().splitlines()
    ]  # fmt: skip
