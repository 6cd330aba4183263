"""Where a text holds something spelled like a name: candidates, before anyone asks what they mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from knowledge.gazetteer.names import Company
from knowledge.gazetteer.spelling import fold, fold_japanese, fold_with_places
from knowledge.yamlfile import mapping, read_yaml, strings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

HERE = Path(__file__).parent

Meanings = tuple[tuple[int, Company], ...]
Names = "Mapping[str, Mapping[str, Meanings]]"

_WORDS = {
    "latin": re.compile(r"[a-z\u00c0-\u024f\u1e00-\u1eff\u0300-\u036f]+"),
    "cyrillic": re.compile(r"[\u0400-\u04ff]+"),
    "hangul": re.compile(r"[가-힣]+"),
    "devanagari": re.compile(r"[\u0900-\u0963\u0970-\u097f]+"),
}
_JAPANESE = re.compile(r"[々㐀-鿿ぁ-ゟァ-ヿ]+")
_THAI = re.compile(r"[\u0e00-\u0e7f]+")
_JOINT = re.compile(r"[ \-‐–'’·.]{0,2}$")
_HIRAGANA, _KATAKANA, _KANJI = re.compile(r"[ぁ-ゟ]"), re.compile(r"[ァ-ヿ]"), re.compile(r"[々㐀-鿿]")
_TOGETHER = 5  # words that one name may be written in: umi no koen minami guchi
_TYPO_LETTERS = 6
_LONG_APART = 7  # letters of a name that may be written with spaces; shorter ones meet by chance
_SHORT_KANA = 3
_LONGEST = 32
_CARRIER = re.compile(r"อ[ะาั]?$")
_THAI_MARKS = re.compile(r"[\u0e30-\u0e3a\u0e45-\u0e4e]")


@dataclass(frozen=True, slots=True)
class Hit:
    """A stretch of a plain text that is spelled like a name of these places."""

    begin: int
    end: int
    meanings: Meanings
    script: str


@lru_cache(maxsize=1)
def _endings() -> dict[str, frozenset[str]]:
    path = HERE / "context.yaml"
    node = mapping(read_yaml(path), path)
    kinds = ("hangul_endings", "devanagari_endings", "kana_endings", "kana_beginnings", "kanji_beginnings")
    return {kind: frozenset(strings(node[kind], path)) for kind in kinds}


def load_names() -> dict[str, dict[str, Meanings]]:
    """Read the derived list of names."""
    names: dict[str, dict[str, Meanings]] = {}
    companies = {str(int(company)): company for company in Company}
    for line in (HERE / "names.tsv").read_text(encoding="utf-8").splitlines():
        script, name, meanings = line.split("\t")
        pairs = (meaning.split(":") for meaning in meanings.split(" "))
        names.setdefault(script, {})[name] = tuple((int(number), companies[company]) for number, company in pairs)
    return names


def near_names(names: Mapping[str, Meanings], forgiven: int) -> dict[str, list[str]]:
    """Give, for every long name of the first places with one letter taken away, the names it may be."""
    near: dict[str, list[str]] = {}
    for name, meanings in names.items():
        if len(name) >= _TYPO_LETTERS and any(at < forgiven and free is Company.FREE for at, free in meanings):
            near.setdefault(name, []).append(name)
            for at in range(1, len(name)):
                near.setdefault(name[:at] + name[at + 1 :], []).append(name)
    return near


def find_words(text: str, script: str, names: Mapping[str, Meanings]) -> Iterator[Hit]:
    """Find names in a script that puts spaces between words: Latin, Cyrillic."""
    words = [found.span() for found in _WORDS[script].finditer(text)]
    for first, (begin, _) in enumerate(words):
        for last in range(first, min(first + _TOGETHER, len(words))):
            if last > first and not _JOINT.match(text[words[last - 1][1] : words[last][0]]):
                break
            end = words[last][1]
            name = fold(script, text[begin:end])
            if (meanings := names.get(name)) and (" " not in text[begin:end] or len(name) >= _LONG_APART):
                yield Hit(begin, end, meanings, script)


def find_misspelled(text: str, names: Mapping[str, Meanings], near: Mapping[str, list[str]]) -> Iterator[Hit]:
    """Find long Latin names with one letter wrong, missing, too many or swapped."""
    for found in _WORDS["latin"].finditer(text):
        word = fold("latin", found[0])
        if len(found[0]) < _TYPO_LETTERS or len(word) < _TYPO_LETTERS - 1 or word in names:
            continue
        shorter = (word, *(word[:at] + word[at + 1 :] for at in range(1, len(word))))
        possible = {name for part in shorter for name in near.get(part, ()) if OSA.distance(word, name) == 1}
        if len(possible) == 1:
            yield Hit(*found.span(), names[possible.pop()], "latin")


def find_stuck(text: str, script: str, names: Mapping[str, Meanings]) -> Iterator[Hit]:
    """Find names at the beginning of words that carry endings: Korean, Nepali."""
    endings, letters = _endings()[f"{script}_endings"], _WORDS[script]
    for word in letters.finditer(text):
        begin, stop = word.span()
        if following := re.compile(rf"[ \-]({letters.pattern})").match(text, stop):
            stop = following.end()
        for end in range(min(stop, begin + _LONGEST), begin, -1):
            meanings = names.get(fold(script, text[begin:end]))
            rest = letters.match(text, end)
            if meanings and text[end - 1] != " " and _ends(rest[0] if rest else "", endings, script):
                yield Hit(begin, end, meanings, script)
                break


def _ends(rest: str, endings: frozenset[str], script: str) -> bool:
    return rest in endings or (script == "hangul" and any(rest.startswith(e) for e in endings if e))


def find_thai(text: str, names: Mapping[str, Meanings]) -> Iterator[Hit]:
    """Find names in Thai, which has no spaces."""
    longest = max(map(len, names))
    for run in _THAI.finditer(text):
        folded, places = fold_with_places("thai", run[0])
        places.append(len(run[0]))
        for begin in range(len(folded)):
            for end in range(min(len(folded), begin + longest), begin + 1, -1):
                if meanings := names.get(folded[begin:end]):
                    carried = _CARRIER.search(run[0], 0, places[begin])
                    first = carried.start() if carried else places[begin]
                    if not _THAI_MARKS.match(run[0], first):
                        yield Hit(run.start() + first, run.start() + places[end], meanings, "thai")
                        break


def find_japanese(text: str, names: Mapping[str, Meanings], longest: Mapping[str, int]) -> Iterator[Hit]:
    """Find names in Chinese characters and kana, in Japanese and Chinese texts."""
    folded = fold_japanese(text)
    for run in _JAPANESE.finditer(text):
        for begin in range(run.start(), run.end()):
            for end in range(min(run.end(), begin + longest.get(folded[begin], 0)), begin, -1):
                if (meanings := names.get(folded[begin:end])) and _stands_alone(text, folded, begin, end):
                    yield Hit(begin, end, meanings, "japanese")


def _stands_alone(text: str, folded: str, begin: int, end: int) -> bool:
    """Tell whether a name is not the middle of another word."""
    before, after = text[begin - 1] if begin else "", text[end : end + 1]
    endings = _endings()
    if _KANJI.search(folded, begin, end):
        single = end - begin == 1
        return not (single and _KANJI.match(before) and before not in endings["kanji_beginnings"])
    if _KATAKANA.match(text, begin):
        return not (_KATAKANA.match(before) or _KATAKANA.match(after))
    begins = not _HIRAGANA.match(before) or before in endings["kana_beginnings"]
    if end - begin <= _SHORT_KANA and _HIRAGANA.match(before):
        begins = False
    return begins and (not _HIRAGANA.match(after) or after in endings["kana_endings"])
