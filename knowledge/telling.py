"""What a native reader goes by before any statistics: little words, shapes of words, laughter, flags."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.errors import KnowledgeError
from knowledge.yamlfile import mapping, read_yaml, strings, text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from knowledge.yamlfile import Node

_WORD = re.compile(r"[^\W\d_]+")
_JOINED = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_NOISE = re.compile(r"[^\w]+")
_FLAG = re.compile(r"[\U0001f1e6-\U0001f1ff]{2}")
_FIRST_FLAG = 0x1F1E6 - ord("A")
# Who lives here shows the flag of Japan beside their own.
_HERE = "JP"
_ALSO = {"fil": "tl", "zh": "zh-Hans"}
_TRADITIONAL = frozenset({"TW", "HK", "MO"})


@dataclass(frozen=True, slots=True)
class Telling:
    """What tells each language, by tag.

    little  little words (``little_words.yaml``); shapes: forms of a word on a line of its own,
            laughs: of a whole message (``telling.yaml``)
    """

    little: Mapping[str, frozenset[str]]
    shapes: Mapping[str, re.Pattern[str]]
    laughs: Mapping[str, re.Pattern[str]]

    def counts(self, read: str) -> dict[str, int]:
        """Count the words of a text (lower case) that tell each language."""
        words, lines = _WORD.findall(read), "\n".join(_JOINED.findall(read))
        told = {tag: sum(word in little for word in words) for tag, little in self.little.items()}
        for tag, shape in self.shapes.items():
            little = self.little.get(tag, ())
            told[tag] = told.get(tag, 0) + sum(word not in little for word in shape.findall(lines))
        return told

    def knows_a_word(self, written: str) -> bool:
        """Say whether a text holds a little word, of more than a letter, of any language."""
        words = {word for word in _WORD.findall(written.casefold()) if len(word) > 1}
        return any(not words.isdisjoint(little) for little in self.little.values())

    def laugh(self, written: str) -> str | None:
        """Give the language somebody laughs in, where a message is nothing else."""
        bare = _NOISE.sub("", written).casefold()
        return next((tag for tag, laugh in self.laughs.items() if laugh.fullmatch(bare)), None)


def load_telling(folder: Path) -> Telling:
    """Read ``little_words.yaml`` and, where a library has it, ``telling.yaml`` of a knowledge folder."""
    file = folder / "little_words.yaml"
    little = {tag: frozenset(text(words, file).split()) for tag, words in mapping(read_yaml(file), file).items()}
    file = folder / "telling.yaml"
    forms = mapping(read_yaml(file), file) if file.is_file() else {}
    rows = {tag: mapping(row, file) for tag, row in forms.items()}
    shapes = {tag: _pattern(row["shapes"], file, "^(?:{})$") for tag, row in rows.items() if "shapes" in row}
    laughs = {tag: _pattern(row["laughs"], file, "{}") for tag, row in rows.items() if "laughs" in row}
    return Telling(little, shapes, laughs)


def _pattern(forms: Node, file: Path, frame: str) -> re.Pattern[str]:
    try:
        return re.compile(frame.format("|".join(f"(?:{form})" for form in strings(forms, file))), re.MULTILINE)
    except re.error as error:
        msg = f"{file}: not a regular expression ({error}); mend the form"
        raise KnowledgeError(msg) from error


def flagged(written: str) -> str | None:
    """Give the language of the first flag that is not Japan's, as the country itself writes (CLDR)."""
    from babel.languages import get_official_languages  # noqa: PLC0415 - only for who sends flags

    for pair in _FLAG.findall(written):
        country = "".join(chr(ord(letter) - _FIRST_FLAG) for letter in pair)
        if country == _HERE:
            continue
        if country in _TRADITIONAL:
            return "zh-Hant"
        spoken = get_official_languages(country, de_facto=True)
        # Where English is official beside another language, that one is closer to people.
        first = next((tag for tag in spoken if tag != "en"), next(iter(spoken), None))
        if first is not None:
            return _ALSO.get(first, first)
    return None
