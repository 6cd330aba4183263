"""Easy Japanese, its thoughts: one at a time, hard words explained, few examples, steps in a list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.check.easyrule import easy
from knowledge.check.finding import Severity
from knowledge.check.passage import Part
from knowledge.check.sentences import KANJI, READING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.check.sentences import EasyText

SAFETY = "safety-"
CLAUSES = 2
EXAMPLES = 3
LIST = 6
STEPS = 2
_GLOSS = re.compile(r"〈[^〈〉\n]*〉")
_BEHIND = re.compile(rf"[{KANJI}]{{0,2}}(?:さん|する)?\s?〈")
# What ends one thought and begins the next: 〜て、 〜が、 〜ので、 〜から、 〜と、 〜たら、 〜ば、 〜し、
_JOINT = re.compile(
    r"(?:[てで]|ますが|ですが|けれど|けど|ので|ますから|ですから|ますと|ですと|たら|れば|ますし|ですし)、"
)
_MANY = re.compile(r"(?:[^、。\n]+(?:、|や|と)\s*){3,}[^、。\n]+など")
_STEP = re.compile(r"(?:^|[。\n]\s*)(まず|はじめに|次に|つぎに|それから|そのあと|さいごに|最後に)[、 ]")
_ITEM = re.compile(r"^[-・] ?", re.MULTILINE)


@easy("easy-hard-word", parts=frozenset({Part.BODY}))
def hard_word(text: EasyText) -> Iterator[tuple[int, str]]:
    """Find a word of offices that is needed and hard, without its 〈explanation〉 where it first stands."""
    if text.passage.owner.startswith(SAFETY):
        return
    plain = READING.sub("", _GLOSS.sub(lambda gloss: "〈" + " " * (len(gloss[0]) - 1), text.text))
    for word in sorted(text.hard, key=len, reverse=True):
        place = plain.find(word)
        if place < 0:
            continue
        if not _BEHIND.match(plain, place + len(word)):
            yield _place(text.text, word), f"“{word}” is hard and needed. Say what it means: {word}〈…〉."
        plain = plain.replace(word, "＿" * len(word))


@easy("easy-two-thoughts", Severity.WARNING)
def two_thoughts(text: EasyText) -> Iterator[tuple[int, str]]:
    """Find a sentence in which three thoughts or more are joined by て, が, ので or から."""
    for sentence in text.sentences:
        joints = _JOINT.findall(_GLOSS.sub("", sentence.closed))
        if len(joints) >= CLAUSES:
            yield sentence.offset, f"{len(joints) + 1} thoughts in one sentence ({' … '.join(joints)}). One each."


@easy("easy-many-examples", Severity.WARNING)
def many_examples(text: EasyText) -> Iterator[tuple[int, str]]:
    """Find more than three examples before など, or a list of more than six lines."""
    for sentence in text.sentences:
        if _MANY.search(_GLOSS.sub("", sentence.plain)):
            yield sentence.offset, f"more than {EXAMPLES} examples before など. Take the most usual ones."
    items = list(_ITEM.finditer(text.text))
    if len(items) > LIST:
        yield items[LIST].start(), f"{len(items)} lines in a list, at most {LIST}. Leave some out."


@easy("easy-steps", Severity.WARNING, frozenset({Part.BODY}))
def steps(text: EasyText) -> Iterator[tuple[int, str]]:
    """Find steps told one after the other (まず, 次に, …) that do not stand in a list."""
    found = list(_STEP.finditer(READING.sub("", text.text)))
    if len(found) > STEPS and not _ITEM.search(text.text):
        yield 0, f"{len(found)} steps ({', '.join(step[1] for step in found)}). Write each on a line of its own."


def _place(text: str, word: str) -> int:
    """Give where a word stands in a text with readings: its first letters are together."""
    return max(0, text.find(word[:2]))


RULES = (hard_word, two_thoughts, many_examples, steps)
