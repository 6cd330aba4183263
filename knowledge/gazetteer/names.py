"""Every form under which a place may be named, and how much company a form needs to count."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.entry import Area
from knowledge.gazetteer.spelling import COLUMNS, SOUND_SCRIPTS, fold, fold_japanese, plain, spell
from knowledge.yamlfile import mapping, read_yaml, strings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.gazetteer.places import Place

HERE = Path(__file__).parent

_TWO_KANJI = 2
_KANJI = re.compile(r"[々㐀-鿿]")
_GA = re.compile(r"(?<=[々㐀-鿿])[がの](?=[々㐀-鿿])")
_SUFFIX = {Area.WARD: "く", Area.STATION: "えき"}
_TOWN_ENDINGS = ("ちょう", "まち")
_LONG_ENOUGH = 3
# Folded names up to these lengths are strict, and cautious, in each script; towns are half known.
_STRICT = {"kana": 2, "latin": 2, "cyrillic": 2, "hangul": 3, "thai": 2, "devanagari": 2}
_CAUTIOUS = {"kana": 2, "latin": 4, "cyrillic": 4, "hangul": 4, "thai": 4, "devanagari": 3}
_CAUTIOUS_TOWN = {"kana": 4, "latin": 6, "cyrillic": 6, "hangul": 6, "thai": 5, "devanagari": 5}
# Up to these lengths a town is not known by its sound, it would be any word; nor a station in
# Thai and Devanagari, where the folded forms have no a.
_TOO_SHORT = {"latin": 2, "cyrillic": 3, "hangul": 3, "thai": 2, "devanagari": 2}
_TOO_SHORT_STATION = {"thai": 2, "devanagari": 2}
_CASES = {
    "ка": ["ке", "ку", "ки", "кои", "коиу", "ци"],
    "га": ["ге", "гу", "ги", "гои", "зи"],
    "аи": ["ае", "ау"],
    "а": ["е", "и", "у", "ои", "оиу", "еиу"],
    "н": ["не", "ни", "ну", "на", "ном"],
}


class Company(IntEnum):
    """What must stand beside a name for it to count."""

    FREE = 0
    CAUTIOUS = 1  # a word such as "station", "live in", "Yokohama", or nothing else at all
    STRICT = 2  # the same without "live in"


@lru_cache(maxsize=1)
def _ordinary() -> dict[str, frozenset[str]]:
    path = HERE / "ordinary.yaml"
    return {kind: frozenset(strings(names, path)) for kind, names in mapping(read_yaml(path), path).items()}


@lru_cache(maxsize=1)
def _nicknames() -> dict[str, tuple[str, ...]]:
    path = HERE / "nicknames.yaml"
    return {name: strings(others, path) for name, others in mapping(read_yaml(path), path).items()}


def names_of(place: Place) -> Iterator[tuple[str, str, Company]]:
    """Give (script, folded name, company) for every form of a place's name."""
    bare, kana = place.spot.name, place.kana.replace("・", "")
    if place.spot.area is Area.WARD:
        bare, kana = bare.removesuffix("区"), kana.removesuffix("く")
    yield from _japanese(place, bare)
    yield from _sounds(place, kana)
    for other in _nicknames().get(place.spot.name, ()) if place.spot.area is Area.STATION else ():
        yield (script := script_of(plain(other))), key(script, plain(other)), Company.FREE


def short_names_of(place: Place) -> Iterator[tuple[str, str, Company]]:
    """Give the forms without 町, for places that nobody else is called: 大豆戸 for 大豆戸町."""
    name, kana = place.spot.name, place.kana
    ending = next((each for each in _TOWN_ENDINGS if place.spot.area is Area.TOWN and kana.endswith(each)), "")
    if not ending or not name.endswith("町") or len(name) < _LONG_ENOUGH:
        return
    yield "japanese", key("japanese", name.removesuffix("町")), Company.CAUTIOUS
    if len(short := kana.removesuffix(ending)) >= _LONG_ENOUGH:
        yield "latin", key("latin", spell(short, "latin")), Company.STRICT


def script_of(name: str) -> str:
    """Tell in which script a plain name is written."""
    for script, letters in (("hangul", "가-힣"), ("cyrillic", "а-яёіїєґ"), ("latin", "a-z")):
        if re.search(f"[{letters}]", name):
            return script
    return "japanese"


def key(script: str, name: str) -> str:
    """Fold a name the way messages are folded."""
    return fold_japanese(name) if script == "japanese" else fold(script, name)


def _japanese(place: Place, bare: str) -> Iterator[tuple[str, str, Company]]:
    name, town = key("japanese", plain(bare).replace("・", "")), place.spot.area is Area.TOWN
    company = _listed(place, {"strict": Company.STRICT, "cautious": Company.CAUTIOUS})
    kanji = _KANJI.search(name) is not None
    if len(name) == 1:
        company = Company.STRICT
    elif (town and len(name) == _TWO_KANJI) or (not kanji and len(name) <= _CAUTIOUS["kana"]):
        company = max(company, Company.CAUTIOUS)
    yield "japanese", name, company
    if found := _GA.search(name):  # 保土谷, 希望之丘
        yield from (("japanese", name[: found.start()] + other + name[found.end() :], company) for other in ("", "之"))


def _sounds(place: Place, kana: str) -> Iterator[tuple[str, str, Company]]:
    listed = _listed(place, {"strict": Company.STRICT, "cautious": Company.CAUTIOUS, "sound": Company.CAUTIOUS})
    town = place.spot.area is Area.TOWN
    name = key("japanese", plain(kana))
    yield "japanese", name, max(listed, _by_length("kana", name, town=town))
    for script in SOUND_SCRIPTS:
        for column in COLUMNS[script]:
            name = key(script, plain(spell(kana, column)))
            if len(name) <= _too_short(script, place.spot.area):
                continue
            company = max(listed, _by_length(script, name, town=town))
            yield script, name, company
            if script == "thai" and "สึ" in spell(kana, column):  # tsu is written su, or t-su
                yield script, key(script, plain(spell(kana, column)).replace("สึ", "ทสึ")), company
            if script == "cyrillic":
                yield from ((script, other, company) for other in _inflected(name))
            if script in {"latin", "cyrillic"} and place.spot.area in _SUFFIX:
                whole = kana + _SUFFIX[place.spot.area]  # hodogayaku, tsurumieki
                yield script, key(script, plain(spell(whole, column))), Company.FREE


def _too_short(script: str, area: Area) -> int:
    if area is Area.TOWN:
        return _TOO_SHORT[script]
    return _TOO_SHORT_STATION.get(script, 0) if area is Area.STATION else 0


def _listed(place: Place, companies: dict[str, Company]) -> Company:
    name = place.spot.name
    bare = name.removesuffix("区") if place.spot.area is Area.WARD else name
    kinds = (kind for kind in companies if name in _ordinary()[kind] or bare in _ordinary()[kind])
    return max((companies[kind] for kind in kinds), default=Company.FREE)


def _by_length(script: str, name: str, *, town: bool) -> Company:
    if len(name) <= _STRICT[script]:
        return Company.STRICT
    short = len(name) <= (_CAUTIOUS_TOWN if town else _CAUTIOUS)[script]
    return Company.CAUTIOUS if short else Company.FREE


def _inflected(name: str) -> Iterator[str]:
    """Give a Cyrillic name in its other cases: Тоцука, у Тоцуці, в Тоцуке (folded)."""
    for ending, others in _CASES.items():
        if name.endswith(ending):
            yield from (name[: -len(ending)] + other for other in others)
            return
