"""The gazetteer of Yokohama, and its wards, stations and towns."""

from __future__ import annotations

from bot.entry import Area
from knowledge.gazetteer import Gazetteer
from knowledge.gazetteer.places import load_places

GAZETTEER = Gazetteer()
PLACES = load_places().all
WARDS = [place for place in PLACES if place.spot.area is Area.WARD]
STATIONS = [place for place in PLACES if place.spot.area is Area.STATION]
TOWNS = [place for place in PLACES if place.spot.area is Area.TOWN]
