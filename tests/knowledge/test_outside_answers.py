"""Questions in languages the counter does not write, put to the real library: with an engine, and without."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.hearsay import unread
from bot.message import Message, Text
from bot.reception import Reception
from bot.reply import Kind
from bot.step import Answered
from knowledge.outside import own_name
from knowledge.publish import open_house
from tests.bot.corridor import Memory
from tests.bot.engine import Engine

if TYPE_CHECKING:
    from bot.desk import Desk
    from bot.step import Step

KNOWLEDGE = Path(__file__).resolve().parents[2] / "knowledge"
NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
# tag, language of the answer, what is written, what an engine says it means, the entry meant
ASKED = [
    ("fr", "en", "je cherche un interprète pour l'hôpital", "how can I get an interpreter", "interpreter-request"),
    ("de", "en", "Wie trenne ich den Müll richtig?", "How do I sort the garbage?", "life-garbage"),
    (
        "it",
        "en",
        "Dove posso imparare il giapponese vicino a casa mia?",
        "Where can I learn Japanese?",
        "japanese-where",
    ),
    ("tr", "en", "Evime yakın nerede Japonca öğrenebilirim?", "Where can I learn Japanese?", "japanese-where"),
    ("uz", "ru", "Axlatni qanday ajratish kerak", "How do I sort the garbage?", "life-garbage"),
    ("mn", "ru", "Хогоо хэрхэн ангилах вэ", "How do I sort the garbage?", "life-garbage"),
    ("ar", "en", "كيف أفرز القمامة", "How do I sort the garbage?", "life-garbage"),
    ("fa", "en", "زباله را چطور تفکیک کنم", "How do I sort the garbage?", "life-garbage"),
    ("hi", "en", "वीज़ा कैसे बढ़ाएं", "How can I extend my visa?", "life-residence"),
    ("my", "en", "အိမ်နားမှာ ဂျပန်စာ ဘယ်မှာ သင်လို့ရမလဲ", "Where can I learn Japanese?", "japanese-where"),
    ("km", "en", "តើខ្ញុំអាចរៀនភាសាជប៉ុននៅឯណា?", "Where can I learn Japanese?", "japanese-where"),
    ("si", "en", "මට ජපන් භාෂාව ඉගෙන ගන්න පුළුවන් කොහෙද?", "Where can I learn Japanese?", "japanese-where"),
    ("lo", "th", "ຂ້ອຍຈະຮຽນພາສາຍີ່ປຸ່ນຢູ່ໃສ", "Where can I learn Japanese?", "japanese-where"),
]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Give the desk that people write to."""
    house = open_house(KNOWLEDGE, tmp_path_factory.mktemp("workshop"))
    if not house.reference.finder.semantic:
        pytest.skip("the encoder cannot run on this machine")
    return house.desk


def asked(desk: Desk, text: str, engine: Engine | None) -> Step:
    store = Memory()

    async def day() -> None:
        reception = Reception(desk, store, lambda: NOW, translator=engine)
        await reception.receive(Message("test", "talk", "event", Text(text), NOW))
        await reception.rest()

    asyncio.run(day())
    return store.answered[0][1]


def first(step: Step) -> str | None:
    """Give the entry that was answered, or else the first that was offered."""
    given = next((event.entry for event in step.events if isinstance(event, Answered)), None)
    offered = (choice.data.removeprefix("entry:") for choice in step.replies[0].choices)
    return given or next(offered, None)


@pytest.mark.parametrize("row", ASKED, ids=[row[0] for row in ASKED])
def test_a_translated_question_is_helped_in_the_nearest_language(desk: Desk, row: tuple[str, ...]) -> None:
    tag, language, text, meaning, entry = row
    engine = Engine({text: meaning})
    step = asked(desk, text, engine)
    assert first(step) == entry
    assert step.conversation.language == language
    assert all(question == (text, tag, "en") for question in engine.asked)


@pytest.mark.parametrize(("tag", "language", "text"), [row[:3] for row in ASKED])
def test_without_an_engine_it_is_answered_as_well_as_the_encoder_can(
    desk: Desk, tag: str, language: str, text: str
) -> None:
    step = asked(desk, text, None)
    said = desk.phrases.say("language_outside", language, language=own_name(tag))
    assert step.replies[0].parts[0].text == said  # type: ignore[union-attr]
    assert asked(desk, text, Engine(lost=True)) == step


def test_somewhere_an_engine_is_really_needed(desk: Desk) -> None:
    talk = replace(asked(desk, "?", None).conversation, language=None, drift=None)
    unclear = [row[0] for row in ASKED if unread(talk, Message("test", "talk", "event", Text(row[2]), NOW), desk)]
    assert len(unclear) >= 3


def test_an_emergency_that_only_the_translation_tells_rings(desk: Desk) -> None:
    text = "Mi è venuto un infarto, non respiro più, venite subito per favore"
    step = asked(desk, text, Engine({text: "I am having a heart attack, I cannot breathe, please come at once"}))
    assert step.replies[0].kind is Kind.EMERGENCY
