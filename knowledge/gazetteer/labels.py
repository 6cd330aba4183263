"""The name of a spot as a reader of a language can read it and show it."""

from __future__ import annotations

from functools import lru_cache

from bot.entry import Area, Spot
from knowledge.gazetteer.places import HERE, load_places, town_and_block
from knowledge.gazetteer.spelling import hepburn
from knowledge.yamlfile import mapping, read_yaml

_JAPANESE = frozenset({"ja", "zh-Hans", "zh-Hant"})  # who reads Chinese reads the sign itself
_LATIN = frozenset({"en", "vi", "tl", "id", "es", "pt"})
_NUMERALS = "一二三四五六七八九"
# Parts that signs in Yokohama set off with a hyphen: Shin-Yokohama, Keikyu Tsurumi.
_FRONT = (("新", "しん"), ("北", "きた"), ("南", "みなみ"), ("東", "ひがし"), ("西", "にし"), ("京急", "けいきゅう"))
_MIDDLE_DOT = "・"
_SHORT = 2


def label(spot: Spot, language: str) -> str:
    """Give the name to show: 鶴見区, Tsurumi-ku, 鶴見区（つるみく）, or Tsurumi-ku (鶴見区)."""
    name = spot.name or spot.ward
    area = Area.WARD if name == spot.ward else spot.area
    kana = _readings().get((area, town_and_block(name)[0], spot.ward), "")
    if language in _JAPANESE or not kana:
        return name
    _, block = town_and_block(name)
    if language == "ja-easy":
        return f"{name}（{kana}{_block_kana(block)}）"
    romaji = _signs().get(name, "") if area is Area.STATION else ""
    romaji = romaji or _romaji(name, kana, area)
    if block:
        romaji += f" {_number(block)}-chome"
    return romaji if language in _LATIN else f"{romaji} ({name})"


def kana_of(spot: Spot) -> str:
    """Give the reading of a ward, station or town; "" where none is known."""
    area = Area.WARD if spot.name == spot.ward else spot.area
    return _readings().get((area, town_and_block(spot.name)[0], spot.ward), "")


def bare_name(spot: Spot) -> str:
    """Give a ward's name without 区, a town's without 町: what people say when they do not say which they mean."""
    name = spot.name or spot.ward
    if name == spot.ward:
        return name.removesuffix("区")
    return name.removesuffix("町") if spot.area is Area.TOWN and len(name) > _SHORT else name


def bare_label(spot: Spot, language: str) -> str:
    """Give the name to show without saying that it is a ward: 鶴見, Tsurumi, 鶴見（つるみ）, or Tsurumi (鶴見)."""
    kana = _readings().get((Area.WARD, spot.ward, spot.ward), "").removesuffix("く")
    bare = bare_name(spot)
    if spot.name != spot.ward or not kana:
        return label(spot, language)
    if language in _JAPANESE:
        return bare
    if language == "ja-easy":
        return f"{bare}（{kana}）"
    return hepburn(kana) if language in _LATIN else f"{hepburn(kana)} ({bare})"


@lru_cache(maxsize=1)
def _readings() -> dict[tuple[Area, str, str], str]:
    return {(place.spot.area, place.spot.name, place.spot.ward): place.kana for place in load_places().all}


@lru_cache(maxsize=1)
def _stations() -> dict[str, str]:
    return {place.spot.name: place.kana for place in load_places().all if place.spot.area is Area.STATION}


@lru_cache(maxsize=1)
def _signs() -> dict[str, str]:
    path = HERE / "romaji.yaml"
    return {name: str(romaji) for name, romaji in mapping(read_yaml(path), path).items()}


def _romaji(name: str, kana: str, area: Area) -> str:
    if _MIDDLE_DOT in kana:
        return "-".join(hepburn(part) for part in kana.split(_MIDDLE_DOT))
    if name.endswith("区") and kana.endswith("く"):
        return f"{hepburn(kana.removesuffix('く'))}-ku"
    if area is Area.TOWN:
        for ending, suffix in (("ちょう", "-cho"), ("まち", "-machi")):
            if town_and_block(name)[0].endswith("町") and kana.endswith(ending) and kana != ending:
                return hepburn(kana.removesuffix(ending)) + suffix
    for front, sound in _FRONT:
        rest = name.removeprefix(front)
        if rest != name and rest in _stations() and kana == sound + _stations()[rest]:
            return f"{hepburn(sound)}{' ' if front == '京急' else '-'}{_romaji(rest, _stations()[rest], area)}"
    return hepburn(kana)


def _number(block: str) -> int:
    tens, _, ones = block.rpartition("十")
    if "十" not in block:
        return _NUMERALS.index(block) + 1
    return (_NUMERALS.index(tens) + 1 if tens else 1) * 10 + (_NUMERALS.index(ones) + 1 if ones else 0)


def _block_kana(block: str) -> str:
    readings = ("", "いっ", "に", "さん", "よん", "ご", "ろく", "なな", "はっ", "きゅう", "じゅっ")
    return f"{readings[_number(block)]}ちょうめ" if block and _number(block) < len(readings) else ""
