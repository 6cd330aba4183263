"""The name of a spot as a reader of a language can read it and show it."""

from __future__ import annotations

from functools import lru_cache

from bot.entry import Area, Spot
from knowledge.beside import beside
from knowledge.gazetteer.places import HERE, load_places, town_and_block
from knowledge.gazetteer.spelling import hepburn
from knowledge.reading import reading_in
from knowledge.yamlfile import mapping, read_yaml

_JAPANESE = frozenset({"ja", "zh-Hans", "zh-Hant"})  # who reads Chinese reads the sign itself
_LATIN = frozenset({"en", "vi", "tl", "id", "es", "pt"})
_HYPHENED = frozenset({"ru", "uk"})  # these set the parts of a name off, as Latin letters do
_WARDS = {"ko": "{}구", "th": "เขต{}", "ne": "{} वडा"}  # Russian and Ukrainian sentences say the word themselves
_NUMERALS = "一二三四五六七八九"
# Parts that signs in Yokohama set off with a hyphen: Shin-Yokohama, Keikyu Tsurumi.
_FRONT = (("新", "しん"), ("北", "きた"), ("南", "みなみ"), ("東", "ひがし"), ("西", "にし"), ("京急", "けいきゅう"))
_APART = "京急"  # a company's name stands as a word of its own
_MIDDLE_DOT = "・"
_SHORT = 2


def label(spot: Spot, language: str) -> str:
    """Give the name to show: 鶴見区, Tsurumi-ku, 鶴見区（つるみく）, 쓰루미구(鶴見区), or Цурумі (鶴見区)."""
    name = spot.name or spot.ward
    area = Area.WARD if name == spot.ward else spot.area
    base, block = town_and_block(name)
    kana = _readings().get((area, base, spot.ward), "")
    if language in _JAPANESE or not kana:
        return name
    if language == "ja-easy":
        return f"{name}（{kana}{_block_kana(block)}）"
    if language in _LATIN:
        romaji = _signs().get(name, "") if area is Area.STATION else ""
        romaji = romaji or _romaji(name, kana, area)
        return f"{romaji} {_number(block)}-chome" if block else romaji
    written = _read(base, kana, area, language)
    if block:
        written += f" {_number(block)}{'-' if language in _HYPHENED else ''}{_written('ちょうめ', language)}"
    return beside(written, name, language)


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


@lru_cache(maxsize=1)
def _own() -> dict[tuple[str, str], str]:
    """Give the readings that a language writes its own way, by kana and language."""
    path = HERE / "own.yaml"
    rows = ((kana, mapping(node, path)) for kana, node in mapping(read_yaml(path), path).items())
    return {(kana, language): str(name) for kana, names in rows for language, name in names.items()}


def _romaji(name: str, kana: str, area: Area) -> str:
    if _MIDDLE_DOT in kana:
        return "-".join(hepburn(part) for part in kana.split(_MIDDLE_DOT))
    if area is Area.WARD:
        return f"{hepburn(kana.removesuffix('く'))}-ku"
    town, suffix = _town_suffix(name, kana, area)
    if suffix:
        return f"{hepburn(town)}-{'cho' if suffix == 'ちょう' else 'machi'}"
    front, rest = _front(name, kana)
    if front:
        join = " " if name.startswith(_APART) else "-"
        return f"{hepburn(front)}{join}{_romaji(rest, _stations()[rest], area)}"
    return hepburn(kana)


def _read(name: str, kana: str, area: Area, language: str) -> str:
    """Write a name in letters that are not Latin, as that language writes Japanese names."""
    if area is Area.WARD:
        return _WARDS.get(language, "{}").format(_letters(kana.removesuffix("く"), language))
    if _MIDDLE_DOT in kana:
        return ("·" if language == "ko" else "-").join(_letters(part, language) for part in kana.split(_MIDDLE_DOT))
    if language in _HYPHENED:
        town, suffix = _town_suffix(name, kana, area)
        if suffix:
            return f"{_letters(town, language)}-{reading_in(suffix, language)}"
        front, rest = _front(name, kana)
        if front:
            join = " " if name.startswith(_APART) else "-"
            return f"{_letters(front, language)}{join}{_read(rest, _stations()[rest], area, language)}"
    return _letters(kana, language)


def _written(kana: str, language: str) -> str:
    return _own().get((kana, language)) or reading_in(kana, language)


def _letters(kana: str, language: str) -> str:
    written = _written(kana, language)
    return written[:1].upper() + written[1:]


def _town_suffix(name: str, kana: str, area: Area) -> tuple[str, str]:
    """Part the reading of a town from its ちょう or まち; ("", "") where it has none."""
    if area is Area.TOWN and town_and_block(name)[0].endswith("町"):
        for ending in ("ちょう", "まち"):
            if kana.endswith(ending) and kana != ending:
                return kana.removesuffix(ending), ending
    return "", ""


def _front(name: str, kana: str) -> tuple[str, str]:
    """Part what stands before the name of another station: the reading of 新, and 横浜; else ("", "")."""
    for front, sound in _FRONT:
        rest = name.removeprefix(front)
        if rest != name and rest in _stations() and kana == sound + _stations()[rest]:
            return sound, rest
    return "", ""


def _number(block: str) -> int:
    tens, _, ones = block.rpartition("十")
    if "十" not in block:
        return _NUMERALS.index(block) + 1
    return (_NUMERALS.index(tens) + 1 if tens else 1) * 10 + (_NUMERALS.index(ones) + 1 if ones else 0)


def _block_kana(block: str) -> str:
    readings = ("", "いっ", "に", "さん", "よん", "ご", "ろく", "なな", "はっ", "きゅう", "じゅっ")
    return f"{readings[_number(block)]}ちょうめ" if block and _number(block) < len(readings) else ""
