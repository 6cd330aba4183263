"""Finds the ward, station or town that a text names, in every script."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.entry import Area, Spot
from knowledge.gazetteer.company import Beside, beside, nothing_else
from knowledge.gazetteer.distance import metres
from knowledge.gazetteer.hits import (
    Hit,
    find_japanese,
    find_misspelled,
    find_stuck,
    find_thai,
    find_words,
    load_names,
    near_names,
)
from knowledge.gazetteer.labels import bare_name
from knowledge.gazetteer.names import Company
from knowledge.gazetteer.places import Place, load_places
from knowledge.gazetteer.spelling import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_READ_AT_MOST = 1000  # letters; a longer message has named its place by then
_CITY_EDGE_M = 2000
_ORDER = (Area.WARD, Area.STATION, Area.TOWN)
_SCRIPTS = {
    "latin": re.compile(r"[a-z]"),
    "cyrillic": re.compile(r"[\u0400-\u04ff]"),
    "hangul": re.compile(r"[가-힣]"),
    "devanagari": re.compile(r"[\u0900-\u097f]"),
    "thai": re.compile(r"[\u0e00-\u0e7f]"),
    "japanese": re.compile(r"[㐀-鿿ぁ-ヿ]"),
}


@dataclass(frozen=True, slots=True)
class _Named:
    """A hit that counts: the places it may mean, and what stands beside it."""

    hit: Hit
    places: tuple[Place, ...]
    beside: Beside


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where a plain text names a place.

    begin, end   the name itself; first, last: with the word of its kind ("駅", "district of") where one stands there
    kind         what that word says; spot: the place meant, a town without its block
    called       every Japanese name that it may be here (鶴見, of a ward, a station and a town)
    """

    begin: int
    end: int
    first: int
    last: int
    kind: Area | None
    spot: Spot
    called: frozenset[str]


def _length(looked: tuple[Hit, Beside]) -> tuple[int, int, int]:
    """Rank what may overlap: the longest with the words of its kind, then the longest name."""
    hit, company = looked
    return company.end - company.begin, hit.end - hit.begin, -hit.begin


def _swallowed(hit: Hit, company: Beside, hits: list[Hit]) -> bool:
    """Tell whether the word beside a name is the end of a longer name: not Ono, a town, but Ono-cho."""
    inside = (other.begin <= company.begin and company.end <= other.end for other in hits if other is not hit)
    return company.kind is not None and any(inside)


def _apart(named: list[_Named]) -> list[_Named]:
    """Keep, of names that overlap, the first."""
    kept: list[_Named] = []
    for each in named:
        begin, end = each.hit.begin, each.hit.end
        if not any(begin < other.beside.end and other.beside.begin < end for other in kept):
            kept.append(each)
    return kept


class Gazetteer:
    """The names of Yokohama. Immutable; make one and share it."""

    def __init__(self) -> None:
        """Load the data of this package, all of it."""
        places = load_places()
        self._places, self._points = places.all, places.points
        self._names = load_names()
        self._near = near_names(self._names["latin"], sum(place.spot.area is not Area.TOWN for place in self._places))
        self._longest: dict[str, int] = {}
        for name in self._names["japanese"]:
            self._longest[name[0]] = max(len(name), self._longest.get(name[0], 0))
        self.find("Tsurumi")  # reads the words of context too

    def find(self, text: str) -> Spot | None:
        """Find the place that a text names: the one lived in, else the most exactly named, else the first."""
        named = self._named(plain(text[:_READ_AT_MOST]))
        spots = [(each, spot) for each in named if (spot := self._spot(each, named))]
        if not spots:
            return None
        spot = max(spots, key=lambda pair: (pair[0].beside.lives, pair[0].beside.kind is not None))[1]
        if spot.area is Area.WARD:
            inside = [other for _, other in spots if other.area is not Area.WARD and other.ward == spot.ward]
            return inside[0] if inside else spot
        return spot

    def home(self, text: str) -> Spot | None:
        """Find the place where the text says that somebody lives or is ("I live in Tsurumi"); else None."""
        named = self._named(plain(text[:_READ_AT_MOST]))
        return next((spot for each in named if each.beside.lives and (spot := self._spot(each, named))), None)

    def mentions(self, text: str) -> tuple[Spot, ...]:
        """Find all places that a text names, in the order of the text."""
        named = self._named(plain(text[:_READ_AT_MOST]))
        return tuple(spot for each in named if (spot := self._spot(each, named)))

    def stretches(self, text: str) -> tuple[Stretch, ...]:
        """Find where a text that is plain already (``spelling.plain``) names a place, in order."""
        named = self._named(text[:_READ_AT_MOST])
        return tuple(_stretch(each, spot) for each in named if (spot := self._spot(each, named)))

    def at(self, latitude: float, longitude: float) -> Spot:
        """Give the point of a map; its ward is that of the nearest town, "" when there is none within 2 km."""
        near = min(self._points, key=lambda spot: metres(latitude, longitude, spot.latitude, spot.longitude))
        far = metres(latitude, longitude, near.latitude, near.longitude) > _CITY_EDGE_M
        ward = "" if far else near.ward
        return Spot(Area.POINT, ward, ward, latitude, longitude)

    def _named(self, text: str) -> list[_Named]:
        """Give the names that count, longest first where they overlap, in the order of the text."""
        looked = sorted(((hit, beside(text, hit)) for hit in self._hits(text)), key=_length, reverse=True)
        looked = [pair for pair in looked if not _swallowed(*pair, [hit for hit, _ in looked])]
        wards = [(company.begin, company.end) for hit, company in looked if self._is_ward(hit, company)]
        named = [_Named(hit, self._allowed(hit, company, text, wards), company) for hit, company in looked]
        counting = _apart([each for each in named if each.places])
        if not counting and looked and nothing_else(text, looked[0][1].begin, looked[0][1].end):
            hit, company = looked[0]
            places = () if company.other or company.lives else tuple(self._places[number] for number, _ in hit.meanings)
            counting = [_Named(hit, places, company)] if places else []
        return sorted(counting, key=lambda each: each.hit.begin)

    def _is_ward(self, hit: Hit, company: Beside) -> bool:
        """Tell whether a name means a ward and nothing else ("Hodogaya Ward", "hodogayaku")."""
        return company.kind is Area.WARD or all(
            self._places[at].spot.area is Area.WARD and free is Company.FREE for at, free in hit.meanings
        )

    def _hits(self, text: str) -> Iterator[Hit]:
        """Give everything in a plain text that is spelled like a name."""
        for script, letters in _SCRIPTS.items():
            if not letters.search(text):
                continue
            names = self._names[script]
            match script:
                case "japanese":
                    yield from find_japanese(text, names, self._longest)
                case "thai":
                    yield from find_thai(text, names)
                case "hangul" | "devanagari":
                    yield from find_stuck(text, script, names)
                case _:
                    yield from find_words(text, script, names)
                    if script == "latin":
                        yield from find_misspelled(text, names, self._near)

    def _allowed(self, hit: Hit, company: Beside, text: str, wards: list[tuple[int, int]]) -> tuple[Place, ...]:
        """Give the places that a name may mean in this company."""
        if company.other:
            return ()
        sure = company.kind is not None or company.city
        limit = Company.STRICT if sure else Company.CAUTIOUS if company.lives else Company.FREE
        address = _next_to(text, company, wards)
        places = [(self._places[number], needed) for number, needed in hit.meanings]
        allowed = tuple(
            place for place, needed in places if needed <= limit or (address and place.spot.area is Area.TOWN)
        )
        if company.kind is None:
            return allowed
        same = tuple(place for place in allowed if place.spot.area is company.kind)
        return same or tuple(place for place, needed in places if needed is Company.FREE)

    def _spot(self, named: _Named, others: Iterable[_Named]) -> Spot | None:
        """Choose among the places of one name: ward, then station, then the one town of that name."""
        wards = {place.spot.ward for other in others if other is not named for place in other.places}
        inside = [place for place in named.places if place.spot.ward in wards]
        for area in _ORDER:
            same = [place for place in inside or named.places if place.spot.area is area]
            rivals = sum(self._places[number].spot.area is area for number, _ in named.hit.meanings)
            if same:
                one = len(same) == 1 and (inside or rivals == 1)
                return same[0].blocks.get(named.beside.block, same[0].spot) if one else None
        return None


def _stretch(named: _Named, spot: Spot) -> Stretch:
    hit, beside_it = named.hit, named.beside
    town = next((place.spot for place in named.places if spot in place.blocks.values()), spot)
    called = frozenset(bare_name(place.spot) for place in named.places)
    return Stretch(hit.begin, hit.end, beside_it.begin, beside_it.end, beside_it.kind, town, called)


def _next_to(text: str, company: Beside, wards: list[tuple[int, int]]) -> bool:
    """Tell whether a name stands beside that of a ward, as in an address."""
    for begin, end in wards:
        between = text[end : company.begin] if end <= company.begin else text[company.end : begin]
        if begin != company.begin and not between.strip(" ,、"):
            return True
    return False
