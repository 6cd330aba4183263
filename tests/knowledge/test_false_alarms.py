"""What people ask of everything else must not ring: a false alarm frightens, and hides the answer."""

from __future__ import annotations

import unicodedata
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from knowledge.library import load
from knowledge.watch import load_watch

if TYPE_CHECKING:
    from bot.safety import Watch

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
MOST = 0.005


@pytest.fixture(scope="module")
def watch() -> Watch:
    return load_watch(KNOWLEDGE / "safety")


def test_what_is_asked_of_everything_else_hardly_ever_rings(watch: Watch) -> None:
    asked: Counter[str] = Counter()
    rang: Counter[str] = Counter()
    # Whoever lost a passport sees the police's card, whatever country issued it.
    for entry in load(KNOWLEDGE).entries.values():
        if entry.id.startswith("safety-") or entry.id == "ukraine-embassy":
            continue
        for tag, wording in entry.wordings.items():
            for text in {each for said in wording.asked for each in _as_typed(said, tag)}:
                asked[tag] += 1
                rang[tag] += watch.look(text) is not None
    assert len(asked) == 15
    assert {tag: rang[tag] for tag in asked if rang[tag] > MOST * asked[tag]} == {}


@pytest.mark.parametrize(
    "text",
    [
        "phong giao luu quoc te Tsurumi o dau",
        "e muon gui mail hoi tu van dc ko",
        "xin chao ca nha",
        "nghi viec ba thang roi, visa con nam sau",
        "mau giao bao nhieu tien",
        "chuan bi gi truoc khi co dong dat",
        "tsurumi lounge di tu ga mat bao lau",
        "Gusto kong isama ang pinsan ko sa lounge",
        "basag na pinggan pano itapon",
        "bikin cv bahasa jepang di mana",
        "quem pode morar na casa do estudante",
        "el ooya-san está molesto con mi roommate",
        "아이가 다섯 살인데 유치원 보내려면요",
        "임신 사실 신고는 어디에 해요",
        "ชุมชนคนยูเครนอยู่ที่ไหน",
        "Кажуть, місто тримає дім із кімнатами для студентів",
        "dv ko result kahile",
        "are you a real office or scammers",
        "вы мошенники или правда от города",
        "đây là lừa đảo hay thật của thành phố vậy",
    ],
)
def test_words_that_look_like_an_emergency_in_another_language_do_not_ring(watch: Watch, text: str) -> None:
    assert watch.look(text) is None


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("con toi bi te cau thang dau dau khong dung duoc", "safety-ambulance"),
        ("chong toi roi tu tang 3 xuong", "safety-ambulance"),
        ("chay mau nhieu qua khong cam", "safety-ambulance"),
        ("nha dang rung lac manh", "safety-disaster-now"),
        ("toi muon tu tu", "safety-suicide"),
        ("tetangga saya pingsan", "safety-ambulance"),
        ("se quema la cocina, hay humo", "safety-ambulance"),
        ("из розетки дым, дым из щитка", "safety-ambulance"),
        ("살인 사건이 났어요 칼을 든 사람", "safety-police"),
        ("きゆうきゆうしや よんで", "safety-ambulance"),
        ("no doa giet em", "safety-violence"),
        ("nha ben chay lan sang, cau thang toan khoi", "safety-ambulance"),
        ("隔籬屋日日打個細路", "safety-violence"),
        ("Колишній знає мою адресу, вчора чекав біля садка", "safety-violence"),
        ("わたし いない ほうが みんな うれしい", "safety-suicide"),
        ("Water on the first step, cars floating by, we've climbed to the roof", "safety-disaster-now"),
    ],
)
def test_an_emergency_in_the_same_words_still_rings(watch: Watch, text: str, topic: str) -> None:
    alarm = watch.look(text)
    assert alarm is not None
    assert alarm.topic == topic


def _as_typed(text: str, tag: str) -> set[str]:
    """Give a text as it stands, and as it is typed without marks where many do."""
    if tag not in {"vi", "es", "pt"}:
        return {text}
    bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return {text, "".join(letter for letter in bare if not unicodedata.combining(letter))}
