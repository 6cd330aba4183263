"""Engines on the wire's side: one that gives back what it gets, and those that do harm in one way each."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from bot.errors import TranslationError
from bot.translation import Translation, Trouble, Way

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from random import Random
    from typing import Any

T = TypeVar("T")
CODE = re.compile(r"XQ\d+X")
_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


@dataclass
class Engine:
    """Translates by a function of its own; remembers what it was asked."""

    speak: Callable[[str], str] = str
    asked: list[str] = field(default_factory=list)
    engine: str = "test"
    trouble: Trouble | None = None

    def way(self, source: str, target: str) -> Way:
        return Way.NONE if source == target else Way.DIRECT

    async def translate(self, text: str, source: str, target: str) -> Translation:
        self.asked.append(text)
        if self.trouble is not None:
            raise TranslationError(self.trouble)
        return Translation(self.speak(text), source, target, Way.DIRECT, self.engine)


def told(work: Coroutine[Any, Any, T]) -> T:
    """Run what never has to wait."""
    try:
        work.send(None)
    except StopIteration as done:
        return done.value  # type: ignore[no-any-return] # what the coroutine returned
    msg = "an engine of these tests waited"
    raise AssertionError(msg)


def _one(pattern: str, change: Callable[[str], str]) -> Callable[[str, Random], str]:
    """Change one of the places that a pattern finds."""

    def harm(text: str, chance: Random) -> str:
        found = [*re.finditer(pattern, text)]
        if not found:
            return text
        at = chance.choice(found)
        return text[: at.start()] + change(at[0]) + text[at.end() :]

    return harm


def _swap(text: str, chance: Random) -> str:
    found = [*CODE.finditer(text)]
    if len(found) < 2:
        return text
    one, other = sorted(chance.sample(found, 2), key=lambda each: each.start())
    return text[: one.start()] + other[0] + text[one.end() : other.start()] + one[0] + text[other.end() :]


def _shuffle(text: str, chance: Random) -> str:
    lines = text.split("\n")
    chance.shuffle(lines)
    return "\n".join(lines)


def _other_digit(text: str, chance: Random) -> str:
    found = [*re.finditer(r"\d", text)]
    if not found:
        return text
    at = chance.choice(found)
    other = str((int(at[0]) + chance.randint(1, 9)) % 10)
    return text[: at.start()] + other + text[at.end() :]


def _cut(text: str, chance: Random) -> str:
    return text[: chance.randint(0, len(text))]


def _without_a_word(text: str, chance: Random) -> str:
    words = text.split(" ")
    words.pop(chance.randrange(len(words)))
    return " ".join(words)


HARM: dict[str, Callable[[str, Random], str]] = {
    "drops a code word": _one(CODE.pattern, lambda _: ""),
    "doubles a code word": _one(CODE.pattern, lambda code: f"{code} {code}"),
    "swaps two code words": _swap,
    "doubles the number of a code word": _one(r"(?<=XQ)\d+(?=X)", lambda number: number * 2),
    "spaces a code word out": _one(CODE.pattern, " ".join),
    "loses the end of a code word": _one(CODE.pattern, lambda code: code[:-1]),
    "writes it small": lambda text, _: text.lower(),
    "writes it large": lambda text, _: text.upper(),
    "writes it wide": lambda text, _: text.translate(_WIDE),
    "transcribes the code words": lambda text, _: text.replace("X", "Х"),
    "changes a digit": _other_digit,
    "drops a digit": _one(r"\d", lambda _: ""),
    "doubles a digit": _one(r"\d", lambda digit: digit * 2),
    "drops a number": _one(r"\d+(?:[.,:]\d+)*", lambda _: ""),
    "drops a mark": _one(r"(?<=\d)[.,:/-](?=\d)", lambda _: ""),
    "changes a mark": _one(r"(?<=\d)[.,:/-](?=\d)", lambda mark: "," if mark == "." else "."),
    "adds a number": lambda text, chance: f"{text} {chance.randint(2, 9999)}",
    "drops a word": _without_a_word,
    "shuffles the lines": _shuffle,
    "joins the lines": lambda text, _: text.replace("\n", " "),
    "breaks off": _cut,
    "says nothing": lambda _text, _: "",
    "says one thing for ever": lambda _text, _: "the " * 40,
    "talks far too much": lambda text, chance: f"{text} {' '.join(chance.choices(['so', 'ta', 'we', 'mi'], k=4000))}",
}
