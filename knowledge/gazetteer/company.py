"""What stands beside a name: that it is a station, that somebody lives there, that it is a person."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.entry import Area
from knowledge.finder.normalise import same
from knowledge.yamlfile import mapping, read_yaml, strings

if TYPE_CHECKING:
    from knowledge.gazetteer.hits import Hit

HERE = Path(__file__).parent

_KINDS = {"ward": Area.WARD, "station": Area.STATION, "town": Area.TOWN}
_ALPHABET = "a-z\u00c0-\u024f\u1e00-\u1eff\u0400-\u04ff"
_BLOCK = re.compile(r"\s*-?\s*([0-9]{1,2}|[一二三四五六七八九十]+)\s*(?:丁目|-?\s*chome)|(?<=町)([0-9])-")
_BLOCK_BEFORE = re.compile(r"([0-9]{1,2})[ -]*(?:chome|丁目)[ ,-]*$")
_NUMERALS = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十")
_REACH = 24  # letters to look back and ahead
_PARTICLES = re.compile(r"(です|にすんでいます|に住んでいます|にいます|から|まで|[にのはでがをへもだ])+$")


@dataclass(frozen=True, slots=True)
class Beside:
    """What the words beside a name say. begin and end take in the words of its kind."""

    kind: Area | None
    block: str
    lives: bool
    city: bool
    other: bool
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class _Around:
    before: re.Pattern[str]
    after: re.Pattern[str]


@lru_cache(maxsize=1)
def _around() -> dict[str, _Around]:
    path = HERE / "context.yaml"
    node = mapping(read_yaml(path), path)
    around = {}
    for kind in (*_KINDS, "live", "city", "never", "something_else"):
        sides = mapping(node[kind], path)
        before, after = strings(sides.get("before"), path), strings(sides.get("after"), path)
        around[kind] = _Around(_before(before), _after(after))
    return around


@lru_cache(maxsize=1)
def _fillers() -> frozenset[str]:
    path = HERE / "context.yaml"
    return frozenset(strings(mapping(read_yaml(path), path)["fillers"], path))


def beside(text: str, hit: Hit) -> Beside:
    """Look at both sides of a hit in its plain text."""
    around = _around()
    left, right = text[max(0, hit.begin - _REACH) : hit.begin], text[hit.end : hit.end + _REACH]
    begin, end, kind = hit.begin, hit.end, None
    block = _block_of(left, right)
    if block:
        kind, end = Area.TOWN, hit.end + (found.end() if (found := _BLOCK.match(right)) else 0)
    for name, area in _KINDS.items():
        if kind is None and (found := around[name].after.match(right)):
            kind, end = area, hit.end + found.end()
        elif kind is None and (found := around[name].before.search(left)):
            kind, begin = area, hit.begin - len(left) + found.start()
    left, right = text[max(0, begin - _REACH) : begin], text[end : end + _REACH]
    named = around["city"].before.search(left) is not None
    return Beside(
        kind=kind,
        block=block,
        lives=around["live"].before.search(left) is not None or around["live"].after.match(right) is not None,
        city=named or around["city"].after.match(right) is not None,
        other=around["never"].after.match(right) is not None
        or (kind is None and around["something_else"].after.match(right) is not None)
        or (not named and around["never"].before.search(left) is not None),
        begin=begin,
        end=end,
    )


def nothing_else(text: str, begin: int, end: int) -> bool:
    """Tell whether a text says hardly more than the name found in this stretch."""
    text = f"{text[:begin]} {text[end:]}"
    words = re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", re.sub(r"[\u0e31-\u0e4e\u093c-\u094d]", "", text))
    return all(word in _fillers() or word in _bare_fillers() or _PARTICLES.fullmatch(word) for word in words)


@lru_cache(maxsize=1)
def _bare_fillers() -> frozenset[str]:
    return frozenset(re.sub(r"[\u0e31-\u0e4e\u093c-\u094d]", "", word) for word in _fillers())


def _block_of(left: str, right: str) -> str:
    """Give the number of a town's block, as a Chinese numeral."""
    found = _BLOCK.match(right) or _BLOCK_BEFORE.search(left)
    if not found:
        return ""
    number = found[1] or found[2]
    if not number.isascii():
        return number
    return _NUMERALS[int(number)] if int(number) < len(_NUMERALS) else ""


def _before(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?:{_choice(words, before=True)})[\s,、・:的の\-]*$")


def _after(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"[\s,、・\-]*(?:{_choice(words, before=False)})")


def _choice(words: tuple[str, ...], *, before: bool) -> str:
    """Join words into a pattern; those of an alphabet must be whole words."""
    if not words:
        return r"(?!)"
    written = []
    for word in sorted(words, key=len, reverse=True):
        escaped = re.escape(word)
        if before and re.match(rf"[{_ALPHABET}]", word):
            escaped = rf"(?<![{_ALPHABET}]){escaped}(?=[\s,\-:])" if word[-1] != "-" else escaped
        elif not before and re.search(rf"[{_ALPHABET}]$", word):
            escaped = rf"{escaped}(?![{_ALPHABET}])"
        written.append(escaped)
    return "|".join(written)


@lru_cache(maxsize=1)
def elsewhere() -> frozenset[str]:
    """Give the names of well-known places outside the city that look like one of ours when they are mistyped."""
    path = HERE / "context.yaml"
    return frozenset(map(same, strings(mapping(read_yaml(path), path)["elsewhere"], path)))
