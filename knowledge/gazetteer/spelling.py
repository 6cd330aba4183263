"""Spellings: names written in every script from their kana, and both folded to one form.

A script is two columns of data: how each kana is written (``syllables.tsv``), and which spellings
sound alike (``spelling.yaml``). Chinese characters have ``characters.tsv`` instead.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from knowledge.yamlfile import mapping, read_yaml, strings

HERE = Path(__file__).parent

SOUND_SCRIPTS = ("latin", "cyrillic", "hangul", "thai", "devanagari")
COLUMNS = {"latin": ("latin",), "cyrillic": ("uk", "ru"), "hangul": ("ko",), "thai": ("th",), "devanagari": ("ne",)}

_KANJI = "々㐀-鿿"
_KATAKANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") - 1)}
_GA = str.maketrans({"ヶ": "が", "ヵ": "が"})
_BETWEEN_KANJI = re.compile(rf"(?<=[{_KANJI}])け(?=[{_KANJI}])")
_DOUBLED = re.compile(r"([^\Wа])\1+")
_MARKS = re.compile(r"[\u0300-\u036f]")
_LONG = re.compile(r"([おこごそぞとどのほぼぽもよろょ])[うお]|([うくぐすずつづぬふぶぷむゆるゅ])う")
_NO_SOUND = re.compile(r"[\s\-‐–'’·.・]")


@dataclass(frozen=True, slots=True)
class _Table:
    pattern: re.Pattern[str]
    letters: dict[str, str]


@lru_cache(maxsize=1)
def _tables() -> dict[str, _Table]:
    path = HERE / "spelling.yaml"
    tables = {}
    for script, node in mapping(read_yaml(path), path).items():
        letters = {one: to for to, many in mapping(node, path).items() for one in strings(many, path)}
        longest_first = sorted(letters, key=len, reverse=True)
        tables[script] = _Table(re.compile("|".join(map(re.escape, longest_first))), letters)
    return tables


@lru_cache(maxsize=1)
def _syllables() -> dict[str, dict[str, str]]:
    head, *lines = (HERE / "syllables.tsv").read_text(encoding="utf-8").splitlines()
    columns = head.split("\t")
    rows = [dict(zip(columns, line.split("\t"), strict=True)) for line in lines]
    return {row["kana"]: row for row in rows}


@lru_cache(maxsize=1)
def _characters() -> dict[int, str]:
    lines = (HERE / "characters.tsv").read_text(encoding="utf-8").splitlines()
    return {ord(other): own for own, others in (line.split("\t") for line in lines) for other in others}


def plain(text: str) -> str:
    """Give a text without differences of width and case; all positions below are positions in it."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).casefold()).replace("\u0301", "")


def fold_japanese(text: str) -> str:
    """Give a plain text in today's Japanese characters and hiragana, letter for letter."""
    folded = text.translate(_GA).translate(_KATAKANA).translate(_characters())
    return _BETWEEN_KANJI.sub("が", folded)


@lru_cache(maxsize=4096)
def fold(script: str, word: str) -> str:
    """Give the form that all spellings of a sound share in one script; the word is plain."""
    word = _NO_SOUND.sub("", word)
    if script == "latin":
        word = _MARKS.sub("", unicodedata.normalize("NFD", word))
    elif script == "hangul":
        word = unicodedata.normalize("NFD", word)
    table = _tables()[script]
    folded = table.pattern.sub(lambda found: table.letters[found[0]], word)
    return folded if script == "thai" else _DOUBLED.sub(r"\1", folded)


def fold_with_places(script: str, text: str) -> tuple[str, list[int]]:
    """Fold a text without spaces between words, and tell where each folded letter began."""
    table, letters, places = _tables()[script], [], []
    at = 0
    while at < len(text):
        found = table.pattern.match(text, at)
        for letter in table.letters[found[0]] if found else text[at]:
            letters.append(letter)
            places.append(at)
        at = found.end() if found else at + 1
    return "".join(letters), places


def spell(kana: str, column: str) -> str:
    """Write a name given in kana with another script's letters, syllable for syllable."""
    table, written, at = _syllables(), [], 0
    kana = _NO_SOUND.sub("", kana).translate(_KATAKANA)
    if column != "latin":  # no script but ours and Latin writes long vowels
        kana = _LONG.sub(lambda found: found[0][0], kana)
    while at < len(kana):
        for length in (2, 1):
            row = table.get(kana[at : at + length])
            if row:
                written.append(row[column])
                at += length
                break
        else:
            msg = f"{kana}: no letters for {kana[at]!r}; add it to syllables.tsv"
            raise ValueError(msg)
    return unicodedata.normalize("NFC", re.sub(r"\*(\w?)", _doubled, "".join(written)))


def _doubled(found: re.Match[str]) -> str:
    """Write a small tsu: the next consonant twice, t before ch."""
    return ("t" if found[1] == "c" else found[1]) + found[1]


def hepburn(kana: str) -> str:
    """Write a name in Hepburn letters as signs in Yokohama do, long vowels not marked."""
    return re.sub(r"ou|oo|uu", lambda found: found[0][0], spell(kana, "latin")).capitalize()
