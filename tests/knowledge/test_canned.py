"""Canned replies: complete in every language, with the same facts in each."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from bot.errors import KnowledgeError
from knowledge.canned import CannedReplies
from knowledge.library import load

if TYPE_CHECKING:
    from knowledge.library import Library

FOLDER = Path(__file__).parents[2] / "knowledge" / "canned"
LANGUAGES = (
    "ja", "ja-easy", "en", "zh-Hans", "zh-Hant", "ko", "vi", "ne", "th", "tl", "id", "es", "pt", "uk", "ru",
)  # fmt: skip
NOW = datetime(2026, 11, 30, 2, 0, tzinfo=UTC)
SLOT = re.compile(r"\{[^{}]+\}")


@pytest.fixture(scope="module")
def library() -> Library:
    """Give the real library."""
    return load(FOLDER.parent)


def _replies(language: str) -> dict[str, str]:
    replies: dict[str, str] = yaml.safe_load((FOLDER / f"{language}.yaml").read_text("utf-8"))["replies"]
    return replies


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_reply_with_the_same_facts(language: str) -> None:
    ours, source = _replies(language), _replies("ja")
    assert list(ours) == list(source)
    for key, text in ours.items():
        assert sorted(SLOT.findall(text)) == sorted(SLOT.findall(source[key])), (language, key)
        assert not re.search(r"\d", SLOT.sub("", text)), f"{language}/{key}: a number stands in a fact, not in a text"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_sent_has_no_slot_left_and_is_in_the_language(library: Library, language: str) -> None:
    for reply in CannedReplies(library).replies(language, "ja", "みなみ", NOW):
        assert reply.language == language
        assert "{" not in reply.text
        assert reply.title != reply.id


def test_facts_come_from_the_library_and_the_alias_is_no_slot(library: Library) -> None:
    replies = {each.id: each for each in CannedReplies(library).replies("uk", "en", "{police.tel}", NOW)}
    assert "045-222-1209" in replies["centre"].text
    assert "110" in replies["danger"].text
    assert "{police.tel}" in replies["hello"].text
    assert replies["hello"].title == "Greeting"


def test_a_language_that_has_none_falls_back_and_says_so(library: Library) -> None:
    reply = CannedReplies(library).replies("fr", "ja", "x", NOW)[0]
    assert reply.language == "en"


def test_a_fact_that_is_not_there_is_an_error_at_the_start(library: Library, tmp_path: Path) -> None:
    (tmp_path / "canned").mkdir()
    (tmp_path / "canned" / "ja.yaml").write_text('by: human\nreplies: {x: "{police.shoe_size}"}\n', "utf-8")
    broken = type(library)(
        library.entries, library.records, library.places, library.phrasebook, library.negatives, tmp_path
    )
    with pytest.raises(KnowledgeError, match=r"police\.shoe_size"):
        CannedReplies(broken)
