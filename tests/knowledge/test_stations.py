"""Every station of Yokohama is found by its name, in every script."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, strategies as st

from knowledge.gazetteer import label
from knowledge.gazetteer.spelling import spell
from tests.knowledge.city import GAZETTEER, STATIONS

if TYPE_CHECKING:
    from knowledge.gazetteer.places import Place

TWO_CONSONANTS = {"江田", "田奈", "矢向"}  # too little to know a name by, in scripts that we read without their a


def forms_of(place: Place) -> list[str]:
    """Give a station's name with the word for station, in every script."""
    name, kana = place.spot.name, place.kana
    thai, nepali = f"สถานี{spell(kana, 'th')}", f"{spell(kana, 'ne')} स्टेसन"
    return [
        name, f"{name}駅", f"{name.replace('ヶ', 'ケ').replace('が', 'ヶ')}駅", f"{kana.replace('・', '')}えき",
        f"{label(place.spot, 'en')} Station", f"{spell(kana, 'latin')} eki", f"{spell(kana, 'latin').upper()} STATION",
        f"станція {spell(kana, 'uk')}", f"станция {spell(kana, 'ru')}", f"{spell(kana, 'ko')}역",
        *([thai, nepali] if name not in TWO_CONSONANTS else []),
    ]  # fmt: skip


@pytest.mark.parametrize("place", STATIONS, ids=lambda place: place.spot.name)
def test_a_station_is_found_in_every_script(place: Place) -> None:
    found = {form: GAZETTEER.find(form) for form in forms_of(place)}
    bare = found.pop(place.spot.name)
    assert bare is not None
    assert bare.name.removesuffix("区") == place.spot.name  # 鶴見 alone is the ward
    assert found == dict.fromkeys(found, place.spot)


CHINESE = {
    "新横滨站": "新横浜", "櫻木町站": "桜木町", "樱木町站": "桜木町", "關內站": "関内",
    "关内站": "関内", "綱島站": "綱島", "纲岛站": "綱島", "東戶塚站": "東戸塚",
    "东户塚站": "東戸塚", "長津田站": "長津田", "长津田站": "長津田", "中華街": "元町・中華街",
    "白樂站": "白楽", "白乐站": "白楽", "東神奈川站": "東神奈川", "本鄉台站": "本郷台",
    "希望之丘": "希望ヶ丘", "鶴峰站": "鶴ヶ峰", "上大冈站": "上大岡", "横滨站": "横浜",
    "馬車道站": "馬車道", "马车道站": "馬車道",
}  # fmt: skip


@pytest.mark.parametrize(("written", "name"), CHINESE.items())
def test_a_station_is_found_in_both_chinese_scripts(written: str, name: str) -> None:
    spot = GAZETTEER.find(written)
    assert spot is not None
    assert spot.name == name


@given(st.sampled_from(STATIONS), st.text("です、。！? \n", max_size=10), st.text("です、。！? \n", max_size=10))
def test_punctuation_hides_no_station(place: Place, before: str, after: str) -> None:
    assert GAZETTEER.find(f"{before} {place.spot.name}駅{after}") == place.spot
