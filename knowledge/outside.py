"""Hearing a language that the counter does not write, so that it can say so and answer in the nearest.

None of our own may ever be taken for a stranger. So a script of its own tells at once; in a script of
ours a stranger is believed only if its own little words stand there and the detector is far surer of it
than of any language of ours.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from babel import Locale, localedata

from bot.entry import Outside
from bot.errors import KnowledgeError
from knowledge.detector import Detector
from knowledge.yamlfile import mapping, read_yaml, text

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from knowledge.yamlfile import Node

_ALIKE = {
    "Latin": (re.compile(r"[a-z\u00c0-\u024f\u1e00-\u1eff]"), ("en", "es", "id", "ne", "pt", "tl", "vi")),
    "Cyrillic": (re.compile(r"[\u0400-\u04ff]"), ("ru", "uk")),
    "Devanagari": (re.compile(r"[\u0900-\u097f]"), ("ne",)),
}
_WORD = re.compile(r"""[^\s\d.,;:!?¿¡()\[\]{}"«»“”„…।/\\]+""")
# Letters, and the vowel signs and marks that stand beside them.
_LETTER = re.compile(
    r"[^\W\d_]|[\u0300-\u036f\u0591-\u05c7\u064b-\u0670\u0900-\u0dff\u0e31-\u0fbc\u1000-\u109f\u17b4-\u17dd]"
)
_FEW_SIGNS = 3
_MOST = 0.6
_LETTERS = 12
_WORDS = 3
# How much surer the detector has to be (log-likelihood), by how many words tell the stranger.
_SURER = {1: 18.0, 2: 6.0}
_TELLING = 3
_KIN = -12.0
_UNHEARD = -1e9


@dataclass(frozen=True, slots=True)
class Stranger:
    """One line of ``outside.yaml``: a language and how it is told."""

    tag: str
    nearest: str
    signs: re.Pattern[str] | None
    alike: str
    letters: re.Pattern[str] | None
    words: frozenset[str]

    def telling(self, words: Collection[str], lines: str) -> int:
        """Count the words of a text that tell this language; ``lines`` are the same words, one a line."""
        letters = self.letters if self.letters is not None and self.letters.search(lines) else None
        return sum(word in self.words or (letters is not None and bool(letters.search(word))) for word in words)


class OutsideEar:
    """Hears strangers. Immutable.

    apart     those whose script is none of ours; alike: the others, by script
    detector  knows our languages and those alike
    """

    def __init__(self, strangers: tuple[Stranger, ...]) -> None:
        self.apart = tuple(each for each in strangers if each.signs is not None)
        self.alike = {script: tuple(each for each in strangers if each.alike == script) for script in _ALIKE}
        self.detector = Detector(each.tag for each in strangers if each.alike)

    def hear(self, read: str) -> Outside | None:
        """Say which stranger a text (clean, lower case) is written in; None where it may be one of ours."""
        letters = len(_LETTER.findall(read))
        if letters < _FEW_SIGNS:
            return None
        found = self._by_signs(read, letters) or self._by_words(read, letters)
        return None if found is None else Outside(found.tag, own_name(found.tag), found.nearest)

    def _by_signs(self, read: str, letters: int) -> Stranger | None:
        if read.isascii():
            return None
        last = None
        for stranger in self.apart:
            signs = len(stranger.signs.findall(read)) if stranger.signs is not None else 0
            if signs < _FEW_SIGNS or signs < _MOST * letters:
                continue
            last = stranger
            if stranger.letters is not None and stranger.letters.search(read):
                return stranger
        return last

    def _by_words(self, read: str, letters: int) -> Stranger | None:
        if letters < _LETTERS:
            return None
        for script, (signs, ours) in _ALIKE.items():
            if len(signs.findall(read)) >= _MOST * letters:
                words = _WORD.findall(read)
                return self._told(read, script, words, ours) if len(words) >= _WORDS else None
        return None

    def _told(self, read: str, script: str, words: list[str], ours: tuple[str, ...]) -> Stranger | None:
        lines = "\n".join(words)
        told = [(each.telling(words, lines), each) for each in self.alike[script]]
        told = [(count, each) for count, each in told if count]
        if not told:
            return None
        ranked = self.detector.rank(read)
        count, best = max(told, key=lambda one: (ranked.get(one[1].tag, _UNHEARD), one[0]))
        surer = ranked.get(best.tag, _UNHEARD) - max(ranked[tag] for tag in ours)
        enough = _SURER.get(count, _KIN if count >= _TELLING else 0.0)
        return best if surer >= enough else None


def load_outside(folder: Path, little: Mapping[str, frozenset[str]]) -> OutsideEar:
    """Read ``outside.yaml``; ``little`` are the little words of our own languages, which tell no stranger.

    A library of one's own that has no such file hears no strangers.
    """
    file = folder / "outside.yaml"
    node: Node = read_yaml(file) if file.is_file() else []
    if not isinstance(node, list):
        msg = f"{file}: expected a list of languages"
        raise KnowledgeError(msg)
    ours = frozenset().union(*little.values())
    return OutsideEar(tuple(_stranger(mapping(row, file), file, ours) for row in node))


def _stranger(row: Mapping[str, Node], file: Path, ours: frozenset[str]) -> Stranger:
    values = {key: unicodedata.normalize("NFKC", text(value, file)) for key, value in row.items()}
    tag, alike = values.get("tag", ""), values.get("alike", "")
    if not tag or not values.get("nearest") or bool(alike) == bool(values.get("signs")) or alike not in {"", *_ALIKE}:
        msg = f"{file}: “{tag}” needs tag, nearest, and either signs or alike ({', '.join(_ALIKE)})"
        raise KnowledgeError(msg)
    try:
        signs = re.compile(f"[{values['signs']}]") if values.get("signs") else None
        letters = re.compile(values["letters"], re.MULTILINE) if values.get("letters") else None
    except re.error as error:
        msg = f"{file}: “{tag}”: not a regular expression ({error}); mend signs or letters"
        raise KnowledgeError(msg) from error
    if not localedata.exists(tag):
        msg = f"{file}: “{tag}” has no name in CLDR; write its two-letter tag (ISO 639)"
        raise KnowledgeError(msg)
    words = frozenset(values.get("words", "").casefold().split()) - ours
    return Stranger(tag, values["nearest"], signs, alike, letters, words)


@lru_cache(maxsize=64)
def own_name(tag: str) -> str:
    """Give a language's own name for itself (CLDR)."""
    return str(Locale.parse(tag).get_display_name(tag) or tag)
