"""What the page is given: the languages to choose from and a few stations to be near."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from knowledge.library import read_phrasebook

if TYPE_CHECKING:
    from pathlib import Path

_STATIONS = {
    "鶴見": "Tsurumi",
    "新横浜": "Shin-Yokohama",
    "センター北": "Center-Kita",
    "関内": "Kannai",
    "戸塚": "Totsuka",
    "二俣川": "Futamatagawa",
}


def languages(knowledge: Path) -> list[dict[str, str]]:
    """Give the counter's languages, by their own names."""
    return [{"tag": one.tag, "name": one.name} for one in read_phrasebook(knowledge).languages]


def stations(knowledge: Path) -> list[dict[str, object]]:
    """Give stations of all corners of the city, in degrees; none where the knowledge is of another city."""
    file = knowledge / "gazetteer" / "stations.csv"
    if not file.is_file():
        return []
    with file.open(encoding="utf-8", newline="") as lines:
        found = {row["station"]: row for row in csv.DictReader(lines)}
    return [
        {
            "name": f"{name}駅",
            "romaji": romaji,
            "latitude": float(found[name]["lat"]),
            "longitude": float(found[name]["lng"]),
        }
        for name, romaji in _STATIONS.items()
        if name in found
    ]
