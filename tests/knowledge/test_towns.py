"""Every town of Yokohama is found: by its name, in its address, and with its ward where two share a name."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from knowledge.gazetteer import label
from tests.knowledge.city import GAZETTEER, STATIONS, TOWNS, WARDS

if TYPE_CHECKING:
    from knowledge.gazetteer.places import Place

SHARED = {name for name, count in Counter(town.spot.name for town in TOWNS).items() if count > 1}
OTHERS = {place.spot.name.removesuffix("区").replace("ヶ", "ケ") for place in (*WARDS, *STATIONS)}
LONE = [town for town in TOWNS if town.spot.name not in SHARED | OTHERS]


def test_a_town_is_found_by_its_name_and_in_its_address() -> None:
    for town in LONE:
        assert GAZETTEER.find(town.spot.name) == town.spot
        if len(town.spot.name) > 1:  # 森 is also a word
            assert GAZETTEER.find(f"住所は横浜市{town.spot.ward}{town.spot.name}1-2です") == town.spot


def test_a_town_is_found_in_latin_letters() -> None:
    names = Counter(label(town.spot, "en") for town in TOWNS)
    taken = {label(place.spot, "en").lower().replace("-", "") for place in (*WARDS, *STATIONS)}
    for town in LONE:
        romaji = label(town.spot, "en")
        if names[romaji] == 1 and romaji.lower().replace("-", "") not in taken:
            assert GAZETTEER.find(romaji) == town.spot


@pytest.mark.parametrize("town", [town for town in TOWNS if town.spot.name in SHARED - OTHERS])
def test_a_town_that_two_wards_share_is_found_only_with_its_ward(town: Place) -> None:
    assert GAZETTEER.find(town.spot.name) is None
    assert GAZETTEER.find(f"{town.spot.ward}{town.spot.name}") == town.spot


@pytest.mark.parametrize("block", ["三丁目", "3丁目", "３丁目", " 3-chome"])
def test_a_block_of_a_town_is_found_by_its_number(block: str) -> None:
    spot = GAZETTEER.find(f"相生町{block}")
    assert spot is not None
    assert (spot.name, spot.ward) == ("相生町三丁目", "中区")


@pytest.mark.parametrize(
    ("town", "kana"),
    [
        ("大豆戸町", "まめどちょう"), ("弘明寺町", "ぐみょうじちょう"), ("蒔田町", "まいたちょう"),
        ("保土ケ谷町", "ほどがやちょう"), ("日吉本町", "ひよしほんちょう"), ("神大寺", "かんだいじ"),
        ("上大岡西", "かみおおおかにし"), ("鴨居", "かもい"), ("市ケ尾町", "いちがおちょう"),
        ("長津田", "ながつた"), ("舞岡町", "まいおかちょう"), ("白楽", "はくらく"),
        ("反町", "たんまち"), ("三ツ境", "みつきょう"), ("東希望が丘", "ひがしきぼうがおか"),
        ("六角橋", "ろっかくばし"), ("新羽町", "にっぱちょう"), ("公田町", "くでんちょう"),
        ("寺家町", "じけちょう"), ("笠間町", "かさまちょう"), ("汲沢", "ぐみざわ"),
        ("子安通", "こやすどおり"),
    ],
)  # fmt: skip
def test_odd_readings_are_right(town: str, kana: str) -> None:
    assert {place.kana for place in TOWNS if place.spot.name == town} == {kana}
