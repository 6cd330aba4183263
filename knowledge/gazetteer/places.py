"""The places themselves: 18 wards, 138 stations, the towns with their blocks."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.entry import Area, Spot
from knowledge.yamlfile import mapping, read_yaml

HERE = Path(__file__).parent

_BLOCK = re.compile(r"^(.+?)([一二三四五六七八九十]+)丁目$")


@dataclass(frozen=True, slots=True)
class Place:
    """A spot with its reading; for a town also its numbered blocks ("一" for 一丁目)."""

    spot: Spot
    kana: str
    blocks: dict[str, Spot]


@dataclass(frozen=True, slots=True)
class Places:
    """Every place in a fixed order (``names.tsv`` counts on it), and every town block."""

    all: tuple[Place, ...]
    points: tuple[Spot, ...]


@lru_cache(maxsize=1)
def load_places() -> Places:
    """Read the three data files."""
    towns, points = _towns()
    return Places((*_wards(), *_stations(), *towns), points)


def _wards() -> list[Place]:
    path = HERE / "wards.yaml"
    wards = []
    for name, node in mapping(read_yaml(path), path).items():
        row = mapping(node, path)
        spot = Spot(Area.WARD, name, name, float(str(row["latitude"])), float(str(row["longitude"])))
        wards.append(Place(spot, str(row["kana"]), {}))
    return wards


def _stations() -> list[Place]:
    with (HERE / "stations.csv").open(encoding="utf-8", newline="") as file:
        return [Place(_spot(Area.STATION, row["station"], row), row["kana"], {}) for row in csv.DictReader(file)]


def _spot(area: Area, name: str, row: dict[str, str]) -> Spot:
    return Spot(area, name, row["ward"], float(row["lat"]), float(row["lng"]))


def _towns() -> tuple[list[Place], tuple[Spot, ...]]:
    towns: dict[tuple[str, str], list[tuple[str, Spot]]] = {}
    readings: dict[tuple[str, str], str] = {}
    with (HERE / "towns.csv").open(encoding="utf-8", newline="") as file:
        # The source has no position for six blocks; 西谷 is found as a station all the same.
        for row in (row for row in csv.DictReader(file) if row["lat"]):
            base, block = town_and_block(row["town"])
            spot = _spot(Area.TOWN, row["town"], row)
            towns.setdefault((row["ward"], base), []).append((block, spot))
            readings[row["ward"], base] = row["kana"]
    places = [
        Place(_middle(ward, base, rows), readings[ward, base], {block: spot for block, spot in rows if block})
        for (ward, base), rows in towns.items()
    ]
    return places, tuple(spot for rows in towns.values() for _, spot in rows)


def town_and_block(town: str) -> tuple[str, str]:
    """Split 相生町三丁目 into 相生町 and 三."""
    found = _BLOCK.match(town)
    return (found[1], found[2]) if found else (town, "")


def _middle(ward: str, base: str, rows: list[tuple[str, Spot]]) -> Spot:
    latitude = sum(spot.latitude for _, spot in rows) / len(rows)
    longitude = sum(spot.longitude for _, spot in rows) / len(rows)
    return Spot(Area.TOWN, base, ward, round(latitude, 6), round(longitude, 6))
