"""The names that a machine must not translate by itself: places, desks, programmes, wards, stations, towns.

They are found in every language in which the library and the gazetteer know them, and said in the
other one as the counter says them everywhere: the official name, else the Japanese one with its reading.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from bot.entry import Area
from bot.locks import Item
from knowledge.gazetteer import Gazetteer, bare_label, kana_of, label
from knowledge.gazetteer.spelling import plain, spell
from knowledge.localise import EASY
from knowledge.reading import reading_in
from knowledge.words import Speaker

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.entry import Spot
    from knowledge.facts import Fact, Record
    from knowledge.gazetteer import Stretch
    from knowledge.library import Library

# Names in records that are countries or addresses, or wards and stations, which the gazetteer knows better.
_OTHERWISE = frozenset({"country", "address", "slogan", "town", "station", "ward_name", "wards_without_lounge_names"})
_SHORTEST = 4
_FIRST = 3  # letters by which a name is looked up
_SPACED = r"[a-z\u00df-\u024f\u1e00-\u1eff\u0400-\u052f]"
_WORD = re.compile(rf"{_SPACED}+")
_STANDS = re.compile(r"[^\W\d_]")
_QUOTED = frozenset("«“\"„「『'")
_CLUSTER = re.compile(
    r"[\u1100-\u115f][\u1160-\u11a7]*[\u11a8-\u11ff]*|.[\u0300-\u036f\u0483-\u0487\u3099\u309a\u093c\uff9e\uff9f]*",
    re.DOTALL,
)
# The words that say "ward", as the gazetteer finds them; "lounge" beside a ward's name says something else.
_WARD_WORD = re.compile(
    r"[\s\-]*(?:区|區|ku|ward|district|구|쿠|วอร์ด|คุ|วาร์ด|वडा|वार्ड|कु|район\w*|округ|ку|ward of|quận|khu|เขต"
    r"|district of|distrito(?: de| ng)?|distrik|bairro(?: de)?|barrio de)[\s\-]*"
)
_THAI = re.compile(r"[\u0e00-\u0e7f]")
_THAI_CARRIER = re.compile(r"(?<=[\u0e30-\u0e3a\u0e45\u0e47-\u0e4e])อ[\u0e30-\u0e3a\u0e47-\u0e4e]*$")
_THAI_REST = re.compile(r"อ(?=[\u0e40-\u0e44])")
_NEAR = 45.0
_EKI = re.compile(r"(?:eki|еки|эки)$")
_STATION = {"ja": "駅", "ja-easy": "駅（えき）", "zh-Hans": "站", "zh-Hant": "站", "en": " Station"}
_OF_WARD = re.compile("役所|役場|民|長|政")  # 鶴見区役所 is the ward office of Tsurumi: a word to be translated
_BRACKET = re.compile(r"\s?[(（]")


@dataclass(frozen=True, slots=True)
class _Name:
    """A name of the library: a record's own one, or a fact that is a name."""

    record: Record
    fact: Fact | None = None


class Names:
    """A ``bot.locks.Glossary`` made from a library. Made ready when it is first asked; immutable then."""

    def __init__(self, library: Library) -> None:
        """Take a library; nothing is read yet."""
        self._library = library

    def names(self, text: str, target: str) -> tuple[Item, ...]:
        """Find names in a text, in order, each with what it is called in the target language."""
        flat, places = _flattened(text)
        found = [*self._of_library(flat, target)]
        free = (
            each
            for each in self._gazetteer.stretches(flat)
            if not any(each.first < end and begin < each.last for begin, end, _ in found) and _sounds_like(each, flat)
        )
        said = (_said(each, flat, target, self._wards) for each in free)
        found += (each for each in said if each[1] - each[0] > 1)  # 中 alone is the middle of any word
        return tuple(
            Item("name", begin, end, text[begin:end], said or text[begin:end])
            for begin, end, said in ((places[begin], places[end], said) for begin, end, said in sorted(found))
        )

    @cached_property
    def _gazetteer(self) -> Gazetteer:
        return Gazetteer()

    @cached_property
    def _wards(self) -> dict[str, Mapping[str, str]]:
        """Give what the library calls a ward in each language."""
        facts = (fact for record in self._library.records.values() if (fact := record.get("ward_name")))
        return {_ke(fact.names["ja"]): fact.names for fact in facts if fact.names and "ja" in fact.names}

    @cached_property
    def _forms(self) -> dict[str, list[tuple[str, _Name]]]:
        """Give all names by their first letters, the longest first."""
        forms: dict[str, list[tuple[str, _Name]]] = {}
        seen: set[str] = set()
        for name in self._all():
            for form in {plain(each.strip()) for each in self._said_anywhere(name)}:
                if len(form) >= _SHORTEST and form not in seen:
                    seen.add(form)
                    forms.setdefault(form[:_FIRST], []).append((form, name))
        for same in forms.values():
            same.sort(key=lambda pair: -len(pair[0]))
        return forms

    def _all(self) -> Iterator[_Name]:
        for record in self._library.records.values():
            if record.name:
                yield _Name(record)
            for key, fact in record.fields.items():
                names = fact.names or {}
                if key not in _OTHERWISE and " " in names.get("en", ""):  # one word is a city: it has cases
                    yield _Name(record, fact)

    def _said_anywhere(self, name: _Name) -> Iterator[str]:
        if name.fact is not None:
            yield from (name.fact.names or {}).values()
            return
        yield from (fact.value for fact in name.record.name.values())
        if reading := name.record.value("reading"):
            languages = self._library.phrasebook.languages
            yield from (reading_in(reading, language.tag) for language in languages if language.tag != EASY)

    def _of_library(self, text: str, target: str) -> Iterator[tuple[int, int, str]]:
        at = 0
        while at < len(text) - _SHORTEST + 1:
            hit = self._at(text, at)
            if hit is None:
                at += 1
                continue
            end, name = hit
            if bracket := _BRACKET.match(text, end):  # the same name again, in another language
                other = self._at(text, bracket.end())
                if other and other[1] == name and text[other[0] : other[0] + 1] in {")", "）"}:
                    end = other[0] + 1
            yield at, end, self._say(name, target)
            at = end

    def _at(self, text: str, begin: int) -> tuple[int, _Name] | None:
        """Give the end of the longest name that begins here; names of letters begin and end where words do."""
        for form, name in self._forms.get(text[begin : begin + _FIRST], ()):
            end = begin + len(form)
            if text.startswith(form, begin) and _alone(text, begin, end, form):
                return end, name
        return None

    def _say(self, name: _Name, target: str) -> str:
        speaker = Speaker(self._library.phrasebook, self._library.records, target, _NO_TIME)
        return speaker.say_fact(name.fact) if name.fact is not None else speaker.name(name.record)


_NO_TIME = datetime(2000, 1, 1, tzinfo=UTC)  # names are the same at any time


def _alone(text: str, begin: int, end: int, form: str) -> bool:
    """Say whether a name is no part of a longer word; one that is an ordinary word too must be quoted."""
    before, after = text[begin - 1 : begin], text[end : end + 1]
    if _WORD.match(form[0]) and _STANDS.match(before):
        return False
    if _WORD.match(form[-1]) and _WORD.match(after):
        return False
    return not _WORD.fullmatch(form) or before in _QUOTED


def _said(found: Stretch, text: str, target: str, wards: Mapping[str, Mapping[str, str]]) -> tuple[int, int, str]:
    """Give a place's stretch and its name: with the word of its kind where that is part of the name."""
    (begin, end), spot = _trimmed(text, found.begin, found.end), found.spot
    shortest = min(map(_ke, found.called), key=len)  # 石川町 is 石川, too
    if not _kanji(text[begin:end]) and not all(_ke(name).startswith(shortest) for name in found.called):
        return begin, end, ""  # nobody knows which: it stays as it is written
    if spot.name != spot.ward:
        station = _STATION.get(target, "") if _EKI.search(text[begin:end]) and spot.area is Area.STATION else ""
        return begin, _town_end(text, begin, end, spot.name), label(spot, target) + station
    kind = text[found.first : begin] + text[end : found.last]
    if _ends_as_ward(text[begin:end], spot):
        return begin, end, wards.get(_ke(spot.name), {}).get(target) or label(spot, target)
    if found.kind is Area.WARD and _WARD_WORD.fullmatch(kind) and not _OF_WARD.match(text, found.last):
        names = wards.get(_ke(spot.name), {})
        return found.first, found.last, names.get(target) or label(spot, target)
    return begin, end, bare_label(spot, target)


def _ends_as_ward(written: str, spot: Spot) -> bool:
    """Say whether the name itself says that it is a ward: Kanazawa-ku, nakaku, but not Kohoku."""
    bare = spell(kana_of(spot).removesuffix("く"), "latin")
    run_on = written.isascii() and written.endswith("kuku" if bare.endswith("ku") else "ku")
    return run_on or re.search(r"[\s\-‐](?:ku|ку)$", written) is not None


def _trimmed(text: str, begin: int, end: int) -> tuple[int, int]:
    """Give where a name stands; in Thai without a silent letter that belongs to the word before it or behind it."""
    carrier = _THAI_CARRIER.search(text, begin, end)
    return begin + (_THAI_REST.match(text, begin) is not None), carrier.start() if carrier else end


def _sounds_like(found: Stretch, text: str) -> bool:
    """Say whether a name in Thai, where the gazetteer folds most, is near to how it is written: ต้องท is "must"."""
    written = text[slice(*_trimmed(text, found.begin, found.end))]
    if not _THAI.match(written):
        return True
    kana = kana_of(found.spot).replace("・", "")
    return any(fuzz.ratio(written, spell(each, "th")) >= _NEAR for each in {kana, kana.removesuffix("く")})


def _ke(name: str) -> str:
    return name.replace("ヶ", "ケ")


def _town_end(text: str, begin: int, end: int, name: str) -> int:
    """Give where a town's name ends: with its 町 where the text has one."""
    return begin + len(name) if text.startswith(name, begin) else end


def _kanji(text: str) -> bool:
    return any("\u3400" <= sign <= "\u9fff" for sign in text)


def _flattened(text: str) -> tuple[str, list[int]]:
    """Give a text without differences of width and case, and the place of each of its letters in the original."""
    flat, places = [], []
    for cluster in _CLUSTER.finditer(text):
        for letter in _plain(cluster[0]):
            flat.append(letter)
            places.append(cluster.start())
    return "".join(flat), [*places, len(text)]


@lru_cache(maxsize=8192)
def _plain(cluster: str) -> str:
    return plain(cluster)
