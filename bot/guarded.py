"""A translator with a guard before it: no telephone number, time, name or sum leaves it other than it came.

A text goes sentence by sentence, with its lines, bullets and emoji kept. What must not be harmed is
under lock (``locks``). Where an engine loses a code word, the sentence is tried once more without any;
the better of the two is taken. What is still missing is named in ``Translation.losses``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.errors import TranslationError
from bot.locks import Locked, Unlocked, filled, items_in, lock, unlock, unlocked
from bot.sentences import sentences
from bot.translation import Translation, Trouble, Way

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.locks import Glossary
    from bot.ports import Translator

_EMOJI = r"\u200d\u2600-\u27bf\ufe0f\U0001f000-\U0001faff"
_FRONT = re.compile(rf"(?:[\s{_EMOJI}]|[\-–—•●○■□▪◆◇★☆※→▶*]+\s+|[・•●○■□▪◆◇※▶]|\(?\d{{1,2}}[.)）]\s+|[①-⑳]\s*)*")
_BACK = re.compile(rf"[\s{_EMOJI}]*$")
_UNSPACED = frozenset({"ja", "ja-easy", "zh-Hans", "zh-Hant"})
_OPEN = re.compile(r"[0-9A-Za-z\u00c0-\u052f.,)]$|\d$")  # a sentence that ends so would run into the next
# Longer than five times the text, and by more than a short sentence, is no translation of it.
_TIMES, _SPARE = 5, 60
_LOOP = re.compile(r"(?i:(\b[^\W\d_]+\b)(?:[\W_]+\1\b){3})|([^\W\d_][^\n]{0,24}?)\2{4}")
_AGAIN = re.compile(r"([^\W\d_]{1,24}?)(?:[\W_]*\1){2}", re.IGNORECASE)  # "no, no, no" is what somebody wrote


@dataclass(frozen=True, slots=True)
class _Piece:
    """One sentence: what stays as it is before and behind it, and what goes to the engine."""

    front: str
    locked: Locked
    back: str


class Guarded:
    """A ``Translator`` around another one."""

    def __init__(self, translator: Translator, glossary: Glossary, *, longest: int = 400, bundle: int = 2000) -> None:
        """Take an engine, and the names that the counter knows.

        longest  signs of one sentence; what is longer is cut
        bundle   signs of one call: so many sentences go together, each on a line of its own
        """
        self._translator, self._glossary = translator, glossary
        self._longest, self._bundle = longest, bundle
        self._keeps_lines = True

    @property
    def engine(self) -> str:
        """Give the engine's name."""
        return self._translator.engine

    def way(self, source: str, target: str) -> Way:
        """Say how the engine gets from one language into another."""
        return self._translator.way(source, target)

    async def translate(self, text: str, source: str, target: str) -> Translation:
        """Translate sentence by sentence. TranslationError: what the engine says, BROKEN when it talks nonsense."""
        way = self.way(source, target)
        if way is Way.NONE:
            raise TranslationError(Trouble.NO_PAIR)
        work = _Work(self._translator, source, target)
        pieces = self._pieces(text, target)
        asked = [piece.locked for piece in pieces if piece.locked.speaks]
        answers = iter(await self._ask(work, asked))
        said = [next(answers) if piece.locked.speaks else Unlocked(filled(piece.locked), ()) for piece in pieces]
        losses = (loss for each in said for loss in each.losses)
        return Translation(_together(pieces, said, target), source, target, work.way or way, self.engine, tuple(losses))

    def _pieces(self, text: str, target: str) -> list[_Piece]:
        pieces: list[_Piece] = []
        first = 1
        for sentence in sentences(text, self._longest):
            front, core, back = _edges(sentence)
            locked = lock(core, items_in(core, self._glossary.names(core, target)), first)
            first += len(locked.items)
            pieces.append(_Piece(front, locked, back))
        return pieces

    async def _ask(self, work: _Work, asked: Sequence[Locked]) -> list[Unlocked]:
        """Have sentences translated, many in one call as long as the engine keeps its lines."""
        said = []
        for group in _groups(asked, self._bundle if self._keeps_lines else 0):
            drafts = await work.lines([each.text for each in group])
            self._keeps_lines = self._keeps_lines and drafts is not None
            for number, locked in enumerate(group):
                draft = drafts[number] if drafts is not None else await work.line(locked.text)
                said.append(await work.settle(locked, draft, bundled=drafts is not None and len(group) > 1))
        return said


@dataclass(slots=True)
class _Work:
    """The translating of one text."""

    translator: Translator
    source: str
    target: str
    way: Way | None = None

    async def line(self, text: str) -> str:
        """Have one sentence translated."""
        done = await self.translator.translate(text, self.source, self.target)
        self.way = done.way
        return " ".join(done.text.split("\n")).strip()

    async def lines(self, texts: Sequence[str]) -> list[str] | None:
        """Have sentences translated in one call; None when they do not come back line for line."""
        if len(texts) == 1:
            return [await self.line(texts[0])]
        try:
            done = await self.translator.translate("\n".join(texts), self.source, self.target)
        except TranslationError as error:
            if error.trouble is Trouble.TOO_LONG:
                return None
            raise
        self.way = done.way
        lines = done.text.strip("\n").split("\n")
        return [line.strip() for line in lines] if len(lines) == len(texts) else None

    async def settle(self, locked: Locked, draft: str, *, bundled: bool) -> Unlocked:
        """Unlock a draft. Where it is harmed, try once more: alone, and without code words."""
        first = None if _absurd(locked.text, draft) else unlock(locked, draft)
        if first is not None and not first.losses:
            return first
        second = await self._again(locked, first) if bundled or locked.items else None
        best = min(
            (each for each in (first, second) if each is not None), key=lambda each: len(each.losses), default=None
        )
        if best is None:
            raise TranslationError(Trouble.BROKEN)
        return best

    async def _again(self, locked: Locked, first: Unlocked | None) -> Unlocked | None:
        try:
            draft = await self.line(locked.original)
        except TranslationError:
            if first is None:
                raise
            return None  # a harmed translation whose losses are named is more than none
        return None if _absurd(locked.original, draft) else unlocked(locked, draft)


def _edges(sentence: str) -> tuple[str, str, str]:
    """Give the bullet or emoji before a sentence, the sentence, and the emoji and space behind it."""
    front = _FRONT.match(sentence)
    begin = front.end() if front else 0
    back = _BACK.search(sentence, begin)
    end = back.start() if back else len(sentence)
    return sentence[:begin], sentence[begin:end], sentence[end:]


def _groups(asked: Sequence[Locked], bundle: int) -> list[list[Locked]]:
    """Put sentences together up to so many signs a call; at least one."""
    groups: list[list[Locked]] = []
    room = 0
    for each in asked:
        room -= len(each.text) + 1
        if room < 0 or not groups:
            groups.append([])
            room = bundle - len(each.text)
        groups[-1].append(each)
    return groups


def _absurd(original: str, translated: str) -> bool:
    """Say whether a translation is none: nothing, far too much, or the same over and over."""
    if not translated.strip() or len(translated) > len(original) * _TIMES + _SPARE:
        return True
    return _LOOP.search(translated) is not None and _AGAIN.search(original) is None


def _together(pieces: Sequence[_Piece], said: Sequence[Unlocked], target: str) -> str:
    """Put the sentences together, with the lines of the original and the spaces of the target."""
    text = ""
    for number, (piece, each) in enumerate(zip(pieces, said, strict=True)):
        back = piece.back
        if each.text and not back.strip() and "\n" not in back:
            tight = target in _UNSPACED and not _OPEN.search(each.text)
            back = "" if tight or number + 1 == len(pieces) else " "
        text += f"{piece.front}{each.text}{back}"
    return text
