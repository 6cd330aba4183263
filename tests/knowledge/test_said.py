"""Japanese sentences to say in an emergency: whoever shows one knows what it says."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from bot.entry import NO_MORE
from bot.reply import ShowJapanese
from knowledge.answers import compose
from knowledge.calendar import TOKYO
from knowledge.library import Library, load

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
NOW = datetime(2026, 11, 29, 12, 0, tzinfo=TOKYO)
TAGS = [language.tag for language in load(KNOWLEDGE).phrasebook.languages]


@pytest.fixture(scope="module")
def library() -> Library:
    return load(KNOWLEDGE)


def shown(library: Library, entry: str, tag: str) -> list[ShowJapanese]:
    parts = compose(library, library.entries[entry], tag, NOW, NO_MORE).parts
    return [part for part in parts if isinstance(part, ShowJapanese)]


def test_above_a_sentence_stands_what_it_means(library: Library) -> None:
    fire, ambulance, *_ = shown(library, "safety-ambulance", "uk")
    assert (fire.label, fire.text) == ("Скажіть японською або покажіть:\n«Пожежа!»", "火事です。")
    assert (ambulance.label, ambulance.text) == ("«Потрібна швидка допомога.»", "救急車をお願いします。")


@pytest.mark.parametrize("tag", [tag for tag in TAGS if tag != "ja"])
def test_every_sentence_of_every_emergency_has_its_own_meaning_in_every_language(library: Library, tag: str) -> None:
    own = library.phrasebook.keys(tag)
    for entry in (entry for entry in library.entries.values() if entry.say):
        parts = shown(library, entry.id, tag)
        means = [part.label.rpartition("\n")[2] for part in parts]
        assert len(means) == len(set(means)) >= 4
        assert {sentence.means for sentence in entry.say} <= own
        assert set(means) <= {library.phrasebook.say(key, tag) for key in own if key.startswith("said_")}


def test_who_reads_japanese_is_told_nothing_twice(library: Library) -> None:
    assert [part.label for part in shown(library, "safety-police", "ja")][1:] == [""] * 5
