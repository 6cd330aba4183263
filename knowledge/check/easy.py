"""Easy Japanese, its form: readings, short sentences, endings, spaces (the city's own standard)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.check.easyrule import ANY_PART, easy
from knowledge.check.finding import Severity
from knowledge.check.passage import Part
from knowledge.check.sentences import KANJI, READING, SLOT_WORD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.check.sentences import EasyText

SENTENCE = 45
SENTENCE_GOOD = 40
WHOLE = 1000
KANJI_A_SENTENCE = 13
KANJI_EMERGENCY = 4
CHAIN = 5
RUN = 14
SHOWN = 24

_KANJI_RUN = re.compile(rf"[{KANJI}]+")
_KANA = re.compile(r"[ぁ-ゖァ-ヺー・ ]+")
_ENDING = re.compile(
    r"(?:です|ます|ました|ません|でした|でしょう|ましょう|ください)[かねよ]*[。！？」]+$"
    r"|(?:^|[。」])(?:こんにちは|こんばんは|おはよう|はい|いいえ|さようなら)[。！？]+$",
)
_KATAKANA = re.compile(r"[ァ-ヺ][ァ-ヺー・]+")
_UNSPACED = re.compile(rf"[{KANJI}ヶヵぁ-ゖァ-ヺー]+")


@easy("easy-no-reading", parts=ANY_PART)
def no_reading(text: EasyText) -> Iterator[tuple[int, str]]:
    """Find kanji without its reading right behind it."""
    for run in _KANJI_RUN.finditer(text.text):
        if text.text[run.end() : run.end() + 1] != "（":
            yield run.start(), f"“{run[0]}” has no reading. Write {run[0]}（かな）."


@easy("easy-bad-reading", parts=ANY_PART)
def bad_reading(text: EasyText) -> Iterator[tuple[int, str]]:
    """Find a reading that is not in kana."""
    for reading in READING.finditer(text.text):
        if not _KANA.fullmatch(reading[0][1:-1]):
            yield reading.start(), f"the reading “{reading[0]}” is not in kana. Write only kana there."


@easy("easy-sentence-too-long")
def sentence_too_long(text: EasyText) -> Iterator[tuple[int, str]]:
    """Find a sentence of more than 45 letters, readings and spaces not counted."""
    for sentence in text.sentences:
        if len(sentence.closed) > SENTENCE:
            yield (
                sentence.offset,
                f"{len(sentence.closed)} letters: “{_short(sentence.plain)}”. Make two sentences of it.",
            )


@easy("easy-sentence-long", Severity.WARNING)
def sentence_long(text: EasyText) -> Iterator[tuple[int, str]]:
    """Find a sentence of more than 40 letters."""
    for sentence in text.sentences:
        if SENTENCE_GOOD < len(sentence.closed) <= SENTENCE:
            yield sentence.offset, f"{len(sentence.closed)} letters: “{_short(sentence.plain)}”. Shorten it."


@easy("easy-ending")
def ending(text: EasyText) -> Iterator[tuple[int, str]]:
    """Find a sentence that does not end in です, ます or ください."""
    for sentence in text.sentences:
        if sentence.ended and not _ENDING.search(sentence.closed):
            end = sentence.plain[-SHOWN:]
            yield sentence.offset, f"ends in “{end}”. End it with です, ます or 〜て ください."


@easy("easy-noun-chain", Severity.WARNING)
def noun_chain(text: EasyText) -> Iterator[tuple[int, str]]:
    """Find five or more kanji in a row: nouns stuck together."""
    for sentence in text.sentences:
        for run in _KANJI_RUN.finditer(sentence.plain):
            if len(run[0]) >= CHAIN:
                yield sentence.offset, f"“{run[0]}” is a chain of nouns. Say it with a verb or with の."


@easy("easy-many-kanji", Severity.WARNING)
def many_kanji(text: EasyText) -> Iterator[tuple[int, str]]:
    """Find more than 13 kanji in one sentence, or more than 4 in an emergency."""
    most = KANJI_EMERGENCY if text.passage.owner.startswith("safety-") else KANJI_A_SENTENCE
    for sentence in text.sentences:
        count = sum(len(run) for run in _KANJI_RUN.findall(sentence.plain))
        if count > most:
            yield (
                sentence.offset,
                f"{count} kanji in “{_short(sentence.plain)}”, at most {most}. Use kana or shorten it.",
            )


@easy("easy-no-spaces")
def no_spaces(text: EasyText) -> Iterator[tuple[int, str]]:
    """Find more than 14 letters without a space between the phrases."""
    for sentence in text.sentences:
        for run in _UNSPACED.finditer(sentence.plain.replace(SLOT_WORD, " ")):
            if len(run[0]) > RUN and not _KATAKANA.fullmatch(run[0]):
                yield sentence.offset, f"“{run[0]}” has no spaces. Put one between the phrases."


@easy("easy-too-much", parts=frozenset({Part.BODY}))
def too_much(text: EasyText) -> Iterator[tuple[int, str]]:
    """Find a whole text of more than 1,000 letters."""
    count = sum(len(sentence.closed) for sentence in text.sentences)
    if count > WHOLE:
        yield 0, f"{count} letters, at most {WHOLE}. Leave out what another desk can tell."


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


RULES = (
    no_reading, bad_reading, sentence_too_long, sentence_long, ending, noun_chain, many_kanji, no_spaces,
    too_much,
)  # fmt: skip
